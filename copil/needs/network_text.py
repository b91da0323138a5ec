"""What others see of a shared need, and nothing else: this module alone reads across workspaces.

Words chosen for sharing, theme, kinds of origin, département, kind and sector of the structure; its name only
when its carrier allows it. Never a person, a document, a note, an address, a date of origin.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copil.directory.enums import Kind
from copil.identity.models import Workspace
from copil.needs.enums import OriginKind
from copil.needs.models import Need, NeedOrigin, NetworkShareQuerySet


@dataclass(frozen=True, slots=True)
class Exposed:
    """The facts of a need that sharing it shows, besides its words."""

    theme: str
    theme_code: str
    origins: Sequence[str]
    departement: str
    kind: str
    sector: str
    name: str

    @property
    def structure(self) -> str:
        """« Association, Culture, Val-de-Marne », after the name when it is shown."""
        parts = (self.name, self.kind, self.sector, self.departement)
        return ", ".join(part for part in parts if part)

    @property
    def heard(self) -> str:
        """Return the kinds of origin, said together."""
        return ", ".join(self.origins)


@dataclass(frozen=True, slots=True)
class Shown:
    """A shared need as its network sees it; ``need`` is only given to its own workspace."""

    pk: uuid.UUID
    text: str
    carrier: uuid.UUID
    carrier_name: str
    need: uuid.UUID | None
    network_need: uuid.UUID | None
    exposed: Exposed

    @property
    def ours(self) -> bool:
        return self.need is not None


_FACTS = (
    "theme__label",
    "theme__code",
    "organisation__commune__departement__name",
    "organisation__kind",
    "organisation__profile__sector",
    "organisation__name",
)


def of_shares(shares: NetworkShareQuerySet, *, reader: Workspace) -> list[Shown]:
    """Return shares already made visible, in their order, as a workspace may read them (two queries)."""
    columns = ("pk", "text", "workspace", "workspace__name", "need", "network_need", "name_allowed")
    rows = list(shares.values_list(*columns, *(f"need__{name}" for name in _FACTS)))
    origins = _origins(row[4] for row in rows)
    return [
        Shown(
            pk=pk,
            text=text,
            carrier=carrier,
            carrier_name=carrier_name,
            need=need if carrier == reader.pk else None,
            network_need=network_need,
            exposed=_exposed(facts, origins[need], named=named),
        )
        for pk, text, carrier, carrier_name, need, network_need, named, *facts in rows
    ]


def preview(needs: Iterable[Need]) -> dict[uuid.UUID, Exposed]:
    """Return what sharing needs of one's own workspace would show, the names of structures included."""
    wanted = [need.pk for need in needs]
    origins = _origins(wanted)
    rows = Need.objects.filter(pk__in=wanted).values_list("pk", *_FACTS)
    return {pk: _exposed(facts, origins[pk], named=True) for pk, *facts in rows}


def _exposed(facts: Sequence[str | None], origins: Iterable[str], *, named: bool) -> Exposed:
    theme, code, departement, kind, sector, name = facts
    return Exposed(
        theme=theme or "",
        theme_code=code or "",
        origins=[label for value, label in OriginKind.choices if value in set(origins)],
        departement=departement or "",
        kind=Kind(kind).label if kind else "",
        sector=sector or "",
        name=(name or "") if named else "",
    )


def _origins(needs: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    kinds: dict[uuid.UUID, list[str]] = defaultdict(list)
    rows = NeedOrigin.objects.filter(need__in=list(needs), archived_at=None).order_by("kind")
    for need, kind in rows.values_list("need", "kind").distinct():
        kinds[need].append(kind)
    return kinds
