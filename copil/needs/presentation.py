"""What the pages of needs show: quotes with where they were heard, chips, advice, history."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from copil.algorithms.similarity.records import Near
from copil.core import typography
from copil.directory.models import Organisation
from copil.identity.models import Owned, reference
from copil.journal import sentences
from copil.journal.models import JournalEntry
from copil.needs import grouping, rules, sayings
from copil.needs.enums import Nature, OriginKind
from copil.needs.models import Need, NeedOrigin, NeedQuerySet, SharedNeed
from copil.needs.verbs import VERBS

SHOWN = 12
_SHORT = {
    OriginKind.DIAGNOSTIC: "diagnostic",
    OriginKind.EXPERIENCE: "expérience du dispositif",
    OriginKind.PARTNER_REQUEST: "demande d’un partenaire",
    OriginKind.DOCUMENT: "lu dans un document",
    OriginKind.PROVIDER: "dit par un prestataire",
    OriginKind.STRUCTURE: "dit par la structure",
}


@dataclass(frozen=True)
class Quote:
    """A need as it is quoted: its words, its structure, where it was heard, and whether it is confirmed."""

    need: Need
    heard: str
    confirmed: bool
    origins: Sequence[NeedOrigin]
    cost: str = ""


@dataclass(frozen=True)
class Event:
    """Something that happened: who, what, when."""

    who: str
    what: str
    at: dt.datetime


@dataclass(frozen=True)
class Advice:
    """The nature that the facts advise, why, and the type of engineering that answers it."""

    nature: str
    label: str
    reasons: Sequence[str]


@dataclass(frozen=True)
class Neighbour:
    """A need close to another, and why."""

    need: Need
    reason: str


@dataclass(frozen=True)
class PanelRow:
    """A need of a structure, and how far it is shared."""

    quote: Quote
    chip: str
    icon: str


def with_origins(rows: NeedQuerySet) -> NeedQuerySet:
    """Fetch what a quote needs (one query for the needs, one for their origins)."""
    kept = NeedOrigin.objects.filter(archived_at=None).select_related("person").order_by("date", "pk")
    origins = Prefetch("origins", queryset=kept, to_attr="kept_origins")
    return rows.select_related("organisation__commune", "theme", "confirmed_by").prefetch_related(origins)


def quotes(needs: Iterable[Need], *, costs: Mapping[uuid.UUID, str] | None = None) -> list[Quote]:
    """Return needs read by ``with_origins`` as quotes."""
    return [quote(need, cost=(costs or {}).get(need.pk, "")) for need in needs]


def quote(need: Need, *, cost: str = "") -> Quote:
    """Return one need as a quote."""
    origins: Sequence[NeedOrigin] = need.kept_origins  # type: ignore[attr-defined]  # see with_origins
    kinds = {origin.kind for origin in origins}
    confirmed = rules.is_confirmed(kinds=kinds, confirmed_on=need.confirmed_on)
    return Quote(need, _heard(need, origins), confirmed, origins, cost)


def origin_in_short(origin: NeedOrigin) -> str:
    """Return « diagnostic du 3 juin 2026 »."""
    day = f" du {typography.day(origin.date, 'medium')}" if origin.date else ""
    short = _SHORT[OriginKind(origin.kind)]
    if origin.kind in (OriginKind.DIAGNOSTIC, OriginKind.EXPERIENCE, OriginKind.PARTNER_REQUEST):
        return f"{short}{day}"
    return f"{short}{day.replace(' du ', ' le ', 1)}"


def advice_on(needs: NeedQuerySet) -> Advice:
    """Return what the facts advise for the needs of a shared one (one query)."""
    advice = grouping.advice_on(grouping.rows_of(needs))
    return Advice(
        nature=advice.nature,
        label=Nature(advice.nature).label,
        reasons=[sayings.ADVICE[reason] for reason in advice.reasons],
    )


def typology_of(nature: str) -> tuple[str, str]:
    """Return the type of engineering that a nature calls for, and what it is; empty without a nature."""
    return sayings.TYPOLOGIES[rules.TYPOLOGY[nature]] if nature else ("", "")


def structures_of(quoted: Iterable[Quote]) -> list[Organisation]:
    """Return the structures of quotes, each once, by name."""
    found = {one.need.organisation_id: one.need.organisation for one in quoted}
    return sorted(found.values(), key=lambda one: one.name_key)


def panel_rows(needs: Iterable[Need]) -> list[PanelRow]:
    """Return the needs of one structure with how far each is shared (one query besides)."""
    listed = list(needs)
    shared = {need.shared_need_id for need in listed if need.shared_need_id}
    counted = SharedNeed.objects.filter(pk__in=shared).with_counts()
    structures: dict[uuid.UUID, int] = dict(counted.values_list("pk", "structures_count"))
    rows = []
    for one in quotes(listed):
        held = one.need.shared_need
        chip, icon = reach(held.nature if held else "", structures[held.pk] if held else 0)
        rows.append(PanelRow(one, chip, icon))
    return rows


def reach(nature: str, structures: int) -> tuple[str, str]:
    """Return how far a need is shared, in words and as an icon; ``structures`` is 0 when it is loose."""
    if structures == 0:
        return "Pas encore rapproché", "circle"
    if nature == Nature.SPECIFIC or structures == 1:
        return "Propre à la structure", "person"
    if nature == Nature.COMMON:
        return f"Commun à {typography.plural(structures, 'structure')}", "people"
    if nature == Nature.IDENTICAL:
        return f"Identique chez {typography.plural(structures - 1, 'autre')}", "people"
    return f"Partagé par {typography.plural(structures, 'structure')}", "people"


def neighbours(found: Sequence[Near], rows: NeedQuerySet) -> list[Neighbour]:
    """Return the closest needs with the reason of each, the closest first (one query)."""
    needs = {
        str(need.pk): need
        for need in rows.filter(pk__in=[near.id for near in found]).select_related(
            "organisation", "shared_need"
        )
    }
    return [Neighbour(needs[near.id], _because(near)) for near in found if near.id in needs]


def why_of(shared: SharedNeed) -> Sequence[str]:
    """Return the reasons kept when the needs were brought together."""
    reasons = shared.explanation.get("reasons", [])
    return [str(reason) for reason in reasons] if isinstance(reasons, list) else []


def history_of(obj: Owned) -> list[Event]:
    """Return what happened to an object, the latest first."""
    kind, identifier = reference(obj)
    lines = JournalEntry.objects.filter(workspace=obj.workspace_id, object_kind=kind, object_id=identifier)
    return [
        Event(sentences.subject(line), sentences.predicate(line, VERBS), line.at)
        for line in lines.select_related("actor").order_by("-at", "-seq")[:SHOWN]
    ]


def _heard(need: Need, origins: Sequence[NeedOrigin]) -> str:
    """Return where a need was heard, and when its structure confirmed it."""
    parts = [origin_in_short(origin) for origin in origins[:2]]
    if len(origins) > 2:
        parts.append(typography.plural(len(origins) - 2, "autre origine", "autres origines"))
    if need.confirmed_on:
        by = f" par {need.confirmed_by}" if need.confirmed_by else ""
        parts.append(f"confirmé{by} le {typography.day(need.confirmed_on, 'medium')}")
    return ", ".join(parts)


def _because(near: Near) -> str:
    words = list(dict.fromkeys(one.idea or one.words[0] for one in near.shared))[:4]
    parts = [", ".join(words)] if words else []
    parts += ["même thème"] if near.same_theme else []
    parts += ["même structure"] if near.same_organisation else []
    return ", ".join(parts)
