"""Rows of needs to the comparison of texts, and its answers to proposals said in French.

Nothing here decides: a proposal carries its reasons and what separating a need would cost.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from copil.algorithms.similarity import needs as similarity
from copil.algorithms.similarity.concepts import Lexicon, default_lexicon
from copil.algorithms.similarity.explain import radius_km
from copil.algorithms.similarity.nature import advise_nature
from copil.algorithms.similarity.reading import reader_of
from copil.algorithms.similarity.records import Group, NatureAdvice, Near, Text
from copil.needs import rules, sayings
from copil.needs.models import NeedQuerySet

_NEAREST = 4


@dataclass(frozen=True, slots=True)
class Row:
    """What is compared of a need."""

    id: uuid.UUID
    text: str
    organisation: uuid.UUID
    theme: uuid.UUID | None
    shared_need: uuid.UUID | None
    lon: float | None
    lat: float | None

    @property
    def as_text(self) -> Text:
        return Text(
            id=str(self.id),
            text=self.text,
            organisation=str(self.organisation),
            theme=str(self.theme) if self.theme else None,
            lon=self.lon,
            lat=self.lat,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Needs that seem to say the same thing, or to belong to an existing shared need, and why.

    needs: the closest to the others first. theme: of all those that have one. costs: for each need, what
    its leaving would cost. closeness: mean similarity with the others, 0 to 1.
    """

    signature: str
    needs: tuple[uuid.UUID, ...]
    shared_need: uuid.UUID | None
    title: str
    structures: int
    theme: uuid.UUID | None
    nature: str
    reasons: tuple[str, ...]
    costs: Mapping[uuid.UUID, str]
    closeness: Mapping[uuid.UUID, float]


def rows_of(needs: NeedQuerySet) -> list[Row]:
    """Read what is compared of needs, in order of identifier (one query)."""
    columns = needs.order_by("pk").values_list(
        "pk",
        "text",
        "organisation",
        "theme",
        "shared_need",
        "organisation__commune__lon",
        "organisation__commune__lat",
    )
    return [Row(*values) for values in columns]


def propose(
    *, rows: Iterable[Row], apart: Collection[tuple[str, str]], lexicon: Lexicon | None = None
) -> list[Proposal]:
    """Propose what to bring together among needs, the most widespread first.

    1. A loose need whose mean similarity with the needs of a shared one reaches the cut is proposed to
       join it, unless it was separated from one of them.
    2. The other loose needs are grouped by ``algorithms.similarity``.

    apart: pairs of identifiers that people have separated. The result does not depend on the order.
    """
    texts = {str(row.id): row for row in rows}
    kept_apart = _by_one(apart)
    joining = _joining(texts, kept_apart, lexicon)
    taken = {one for found in joining.values() for one in found}
    loose = [row.as_text for key, row in texts.items() if row.shared_need is None and key not in taken]
    groups = similarity.propose_groups(corpus=similarity.prepare(texts=loose, lexicon=lexicon), apart=apart)
    proposals = [_of_group(group) for group in groups]
    proposals += [
        _of_shared(shared, found, texts, lexicon)
        for shared, found in sorted(joining.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    return proposals


def nearest_to(
    *,
    text: str,
    organisation: uuid.UUID | None,
    theme: uuid.UUID | None,
    rows: Iterable[Row],
    besides: str = "",
    lexicon: Lexicon | None = None,
) -> list[Near]:
    """Return the needs closest to a text, the closest first; ``besides`` is left out."""
    asked = Text(
        id=besides,
        text=text,
        organisation=str(organisation) if organisation else None,
        theme=str(theme) if theme else None,
    )
    corpus = similarity.prepare(
        texts=[row.as_text for row in rows if str(row.id) != besides], lexicon=lexicon
    )
    return similarity.nearest(text=asked, corpus=corpus, top=_NEAREST)


def advice_on(rows: Sequence[Row]) -> NatureAdvice:
    """Advise the nature of a shared need from the needs it holds today."""
    lexicon = default_lexicon()
    reader = reader_of([row.text for row in rows], lexicon)
    joint = sum(
        any(mention.idea in lexicon.joint for mention in reader.read(row.text).mentions) for row in rows
    )
    return advise_nature(
        structures=len({row.organisation for row in rows}),
        texts=len(rows),
        joint_markers=joint,
        radius_km=radius_km(row.as_text for row in rows),
    )


def _by_one(apart: Iterable[tuple[str, str]]) -> Mapping[str, set[str]]:
    others: dict[str, set[str]] = defaultdict(set)
    for one, other in apart:
        others[one].add(other)
        others[other].add(one)
    return others


def _joining(
    texts: Mapping[str, Row], apart: Mapping[str, set[str]], lexicon: Lexicon | None
) -> dict[uuid.UUID, dict[str, float]]:
    """Return, for each shared need, the loose ones close to it with their mean similarity."""
    members: dict[uuid.UUID, set[str]] = defaultdict(set)
    for key, row in texts.items():
        if row.shared_need is not None:
            members[row.shared_need].add(key)
    if not members:
        return {}
    corpus = similarity.prepare(
        texts=[texts[key].as_text for keys in members.values() for key in keys], lexicon=lexicon
    )
    joining: dict[uuid.UUID, dict[str, float]] = defaultdict(dict)
    for key, row in texts.items():
        if row.shared_need is not None:
            continue
        sums: dict[uuid.UUID, float] = defaultdict(float)
        for other, alike in similarity.similarities(text=row.as_text, corpus=corpus).items():
            sums[texts[other].shared_need or row.id] += alike
        held = apart.get(key, set())
        means = [(sums[one] / len(members[one]), one) for one in sums if not members[one] & held]
        mean, shared = max(means, default=(0.0, row.id))
        if mean >= similarity.CUT:
            joining[shared][key] = mean
    return joining


def _of_group(group: Group) -> Proposal:
    ids = [member.id for member in group.members]
    last = group.members[-1]
    return Proposal(
        signature=rules.signature([ids]),
        needs=tuple(uuid.UUID(one) for one in ids),
        shared_need=None,
        title=sayings.title(group.label),
        structures=group.structures,
        theme=uuid.UUID(group.theme) if group.theme else None,
        nature=group.advice.nature,
        reasons=(
            *sayings.shared(group.shared, total=len(ids)),
            *sayings.distance(group.radius_km, structures=group.structures),
        ),
        costs={
            uuid.UUID(member.id): sayings.cost(
                structures=member.structures_without, nature=member.nature_without, left=len(ids) - 1
            )
            for member in sorted(group.members, key=lambda member: member is not last)
        },
        closeness={uuid.UUID(member.id): member.closeness for member in group.members},
    )


def _of_shared(
    shared: uuid.UUID, found: Mapping[str, float], texts: Mapping[str, Row], lexicon: Lexicon | None
) -> Proposal:
    ordered = sorted(found, key=lambda key: (-found[key], key))
    members = [row.as_text for row in texts.values() if row.shared_need == shared]
    corpus = similarity.prepare(texts=members, lexicon=lexicon)
    reasons = []
    for key in ordered:
        near = similarity.nearest(text=texts[key].as_text, corpus=corpus, top=1, floor=0.0)[0]
        reasons.append(sayings.near(texts[key].text, texts[near.id].text, near.shared))
    return Proposal(
        signature=rules.signature([[str(shared)], ordered]),
        needs=tuple(uuid.UUID(key) for key in ordered),
        shared_need=shared,
        title="",
        structures=len({texts[key].organisation for key in ordered}),
        theme=None,
        nature="",
        reasons=tuple(reasons),
        costs={},
        closeness={uuid.UUID(key): mean for key, mean in found.items()},
    )
