"""Cards that seem to say the same thing, with the reason: proposed, never decided."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copil.algorithms.similarity import needs as similarity
from copil.algorithms.similarity.records import Shared, Text
from copil.core import typography
from copil.workshops.enums.groups import CardKind
from copil.workshops.models import Board, Card

_MOST_PROPOSED, _MOST_COMPARED, _MOST_TITLE = 3, 200, 120


@dataclass(frozen=True)
class Proposal:
    """Cards of one kind that resemble each other, the one that speaks for them first, and why."""

    cards: Sequence[Card]
    title: str
    reason: str

    @property
    def key(self) -> str:
        return ",".join(str(one.pk) for one in self.cards)


def proposals(board: Board, cards: Iterable[Card]) -> list[Proposal]:
    """Propose what to bring together among the cards of a board that are in no cluster (no query).

    Cards that somebody said to be different are never proposed together again.
    """
    loose = [one for one in cards if one.cluster_id is None][:_MOST_COMPARED]
    apart = [(one, other) for one, other in board.apart]
    found = [made for kind in CardKind for made in _of_kind([c for c in loose if c.kind == kind], apart)]
    return found[:_MOST_PROPOSED]


def _of_kind(cards: Sequence[Card], apart: Sequence[tuple[str, str]]) -> list[Proposal]:
    by_id = {str(one.pk): one for one in cards}
    if len(by_id) < 2:
        return []
    corpus = similarity.prepare(texts=[Text(id=key, text=one.text) for key, one in by_id.items()])
    return [
        Proposal(
            [by_id[member.id] for member in group.members],
            _title(group.label),
            _reason(group.shared),
        )
        for group in similarity.propose_groups(corpus=corpus, apart=apart)
    ]


def pairs(cards: Iterable[uuid.UUID]) -> list[tuple[str, str]]:
    """Return every pair of some cards, as they are kept once said to be different."""
    ordered = sorted(str(one) for one in cards)
    return [(one, other) for rank, one in enumerate(ordered) for other in ordered[rank + 1 :]]


def _title(label: Sequence[str]) -> str:
    text = ", ".join(label)
    return f"{text[:1].upper()}{text[1:]}"[:_MOST_TITLE]


def _reason(shared: Sequence[Shared]) -> str:
    """Return why: ideas said with different words, then words in common."""
    said = [
        f"{one.idea} ({', '.join(one.words)})"
        if one.idea and len(one.words) > 1
        else one.idea or one.words[0]
        for one in shared
    ]
    if not said:
        return "Leurs mots se ressemblent."
    return typography.french(f"En commun : {' ; '.join(said)}.")
