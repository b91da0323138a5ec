"""What answers to an invitation mean, counted: plain functions over values."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copil.meetings.enums import Reply

COMING = (Reply.YES.value, Reply.REMOTE.value)


@dataclass(frozen=True)
class CollegeCount:
    """The answers of one college, or of those who are in none."""

    college: str
    expected: int
    coming: int
    represented: int
    declined: int
    silent: int


def names_somebody(*, reply: str, person: bool, word: str) -> bool:
    """Tell whether an answer says who stands in, when it says that somebody does."""
    return reply != Reply.REPRESENTED or person or bool(word.strip())


def by_college(rows: Iterable[tuple[str, str]]) -> Sequence[CollegeCount]:
    """Count (college, answer) pairs, one line for each college, in the order they first come."""
    counts: dict[str, Counter[str]] = {}
    for college, reply in rows:
        counts.setdefault(college, Counter())[reply] += 1
    return [
        CollegeCount(
            college=college,
            expected=sum(said.values()),
            coming=sum(said[one] for one in COMING),
            represented=said[Reply.REPRESENTED.value],
            declined=said[Reply.NO.value],
            silent=said[Reply.NONE.value],
        )
        for college, said in counts.items()
    ]
