"""What a question asks for: its words, and the words that mean the same.

A question is a row of slots that must all be filled; a slot is a choice of expressions; an expression is the
stems that must all be there. « asso solidaire » is two slots: (asso) or (association), then (solidaire).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copil.algorithms.text import normalise
from copil.algorithms.text.stopwords import STOP_WORDS

Expression = tuple[str, ...]
Slot = tuple[Expression, ...]
Group = frozenset[Expression]

_SHORTEST_PREFIX = 2


@dataclass(frozen=True)
class Asked:
    """A question as the index is asked. ``typed`` is the last word, when it may still be being typed."""

    slots: tuple[Slot, ...]
    typed: str = ""

    @property
    def wanted(self) -> frozenset[str]:
        """Every stem worth marking in an answer."""
        return frozenset(stem for slot in self.slots for expression in slot for stem in expression)


def read(question: str, groups: Iterable[Group] = ()) -> Asked:
    """Return what a question asks; ``groups`` are the expressions that mean the same."""
    stems = normalise.stems(question)
    meanings: dict[Expression, set[Expression]] = {}
    for group in groups:
        for expression in group:
            meanings.setdefault(expression, set()).update(group)
    longest = max((len(expression) for expression in meanings), default=1)
    slots: dict[Slot, None] = {}
    at = 0
    while at < len(stems):
        length, expressions = _longest_at(stems, at, meanings, longest)
        own = tuple(stems[at : at + length])
        slots.setdefault((own, *sorted(expressions - {own})))
        at += length
    return Asked(slots=tuple(slots), typed=_typed(question))


def group_of(expressions: Iterable[str]) -> Group:
    """Return a group from its expressions as people write them."""
    return frozenset(found for one in expressions if (found := tuple(normalise.stems(one))))


def _longest_at(
    stems: Sequence[str], at: int, meanings: dict[Expression, set[Expression]], longest: int
) -> tuple[int, set[Expression]]:
    """Return the length of the longest known expression at a place, and what means the same."""
    for length in range(min(longest, len(stems) - at), 0, -1):
        found = meanings.get(tuple(stems[at : at + length]))
        if found:
            return length, found
    return 1, set()


def _typed(question: str) -> str:
    last = normalise.words(question)[-1:]
    if not last or len(last[0]) < _SHORTEST_PREFIX:
        return ""
    alone = len(normalise.words(question)) == 1
    return last[0] if alone or last[0] not in STOP_WORDS else ""
