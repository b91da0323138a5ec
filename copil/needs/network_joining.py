"""A need newly shared that seems to be one several carriers of the network already recognise.

1. A loose shared need whose mean similarity with what is shared of a common need reaches the cut is proposed
   to join it: to its own carrier only, who alone may bring it there.
2. Not when its carrier said it takes no part in that need, nor when it set the two apart.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from copil.algorithms.similarity import needs as similarity
from copil.algorithms.similarity.concepts import Lexicon
from copil.algorithms.similarity.records import Text
from copil.core.text import fold
from copil.needs import sayings
from copil.needs.network_text import Shown

_THEMES = uuid.UUID("0d6bb3c4-5a3e-4f0e-9c38-7a2f4f7c1f1e")


@dataclass(frozen=True, slots=True)
class NetworkJoining:
    """Needs that a workspace shares, close to a need that carriers already recognise, and why.

    shares: one's own, the closest first. members: what is shared of the common need.
    """

    network_need: uuid.UUID
    shares: tuple[uuid.UUID, ...]
    members: tuple[uuid.UUID, ...]
    reasons: tuple[str, ...]


def joinings(
    shown: Sequence[Shown],
    *,
    apart: Iterable[tuple[str, str]],
    declined: Collection[tuple[uuid.UUID, uuid.UUID]],
    lexicon: Lexicon,
) -> list[NetworkJoining]:
    """Return what each carrier might bring to the needs that others recognise, the closest first.

    apart: pairs of identifiers that the reader separated. declined: common needs with the carriers that take
    no part in them. O(loose × members).
    """
    members: dict[uuid.UUID, list[Shown]] = defaultdict(list)
    for one in shown:
        if one.network_need is not None and (one.network_need, one.carrier) not in declined:
            members[one.network_need].append(one)
    if not members:
        return []
    held_apart: dict[str, set[str]] = defaultdict(set)
    for one_id, other_id in apart:
        held_apart[one_id].add(other_id)
        held_apart[other_id].add(one_id)
    texts = [as_text(one) for listed in members.values() for one in listed]
    corpus = similarity.prepare(texts=texts, lexicon=lexicon)
    found: dict[tuple[uuid.UUID, uuid.UUID], list[tuple[float, Shown]]] = defaultdict(list)
    for one in shown:
        if one.network_need is None:
            near = similarity.similarities(text=as_text(one), corpus=corpus)
            means = [
                (sum(near.get(str(other.pk), 0.0) for other in listed) / len(listed), need)
                for need, listed in members.items()
                if (need, one.carrier) not in declined
                and not held_apart[str(one.pk)] & {str(other.pk) for other in listed}
            ]
            mean, need = max(means, default=(0.0, one.pk))
            if mean >= similarity.CUT:
                found[need, one.carrier].append((mean, one))
    return [_joining(need, rows, members[need], lexicon) for (need, _), rows in sorted(found.items())]


def _joining(
    need: uuid.UUID, rows: Sequence[tuple[float, Shown]], members: Sequence[Shown], lexicon: Lexicon
) -> NetworkJoining:
    ordered = [one for _, one in sorted(rows, key=lambda row: (-row[0], row[1].pk))]
    texts = {str(one.pk): one.text for one in members}
    corpus = similarity.prepare(texts=[as_text(one) for one in members], lexicon=lexicon)
    reasons = []
    for one in ordered:
        nearest = similarity.nearest(text=as_text(one), corpus=corpus, top=1, floor=0.0)[0]
        reasons.append(sayings.near(one.text, texts[nearest.id], nearest.shared))
    names = sorted({one.carrier_name for one in members})
    reasons.append(f"Déjà reconnu chez {sayings.joined(names)}.")
    return NetworkJoining(
        network_need=need,
        shares=tuple(one.pk for one in ordered),
        members=tuple(one.pk for one in members),
        reasons=tuple(reasons),
    )


def as_text(one: Shown) -> Text:
    """Return a shared need as it is compared: which structures are the same is not shared."""
    return Text(id=str(one.pk), text=one.text, organisation=str(one.pk), theme=theme_of(one))


def theme_of(one: Shown) -> str | None:
    """Return what makes two themes of different workspaces the same: their code, or else their label."""
    key = one.exposed.theme_code or fold(one.exposed.theme)
    return str(uuid.uuid5(_THEMES, key)) if key else None
