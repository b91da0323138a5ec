"""Rules of needs: plain functions over values, no Django."""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product

KINDS_TO_CONFIRM = 2
MOST_LINES = 60
LONGEST_NEED = 2_000

Sides = Sequence[Sequence[str]]

# From which state to which others a shared need may go.
MOVES: Mapping[str, frozenset[str]] = {
    "accepted": frozenset({"confirmed", "set_aside"}),
    "confirmed": frozenset({"accepted", "set_aside"}),
    "set_aside": frozenset({"accepted"}),
}

# Typology of engineering that each nature advises (practice sheet 2).
TYPOLOGY = {"specific": "individual", "identical": "A", "common": "B"}


def is_confirmed(*, kinds: Collection[str], confirmed_on: dt.date | None) -> bool:
    """Tell whether a need is confirmed: the structure said so, or two kinds of origin tell it."""
    return confirmed_on is not None or len(set(kinds)) >= KINDS_TO_CONFIRM


def may_move(*, before: str, after: str) -> bool:
    """Tell whether a shared need may go from one state to another."""
    return after in MOVES.get(before, frozenset())


def verdict(answers: Iterable[str]) -> str:
    """Return what the answers of one partner make: contested as soon as one is no, confirmed otherwise."""
    given = list(answers)
    if not all(given):
        return ""
    return "contested" if "no" in given else "confirmed"


def standing(verdicts: Iterable[str]) -> str:
    """Return where a problem stands from the verdicts of those asked, an empty one being no answer yet.

    One who contests is enough: somebody has to go and see why.
    """
    known = list(verdicts)
    if not known:
        return "unasked"
    if "contested" in known:
        return "contested"
    return "confirmed" if "confirmed" in known else "waiting"


def needs_reason(*, chosen: str, advised: str) -> bool:
    """Tell whether a choice has to be explained: it departs from what the facts advise."""
    return bool(chosen) and chosen != advised


def lines_of(text: str) -> list[str]:
    """Return the needs typed one a line, without blank lines nor list marks."""
    lines = (" ".join(line.split()).lstrip("-–—•* \t") for line in text.splitlines())
    return [line for line in lines if line]


def canonical(sides: Iterable[Iterable[str]]) -> list[list[str]]:
    """Return sides in the one order in which the same separation is always written."""
    return sorted(sorted(side) for side in sides if side)


def signature(sides: Iterable[Iterable[str]]) -> str:
    """Return the digest of sides, the same whatever their order: SHA-256 in hexadecimal."""
    text = "\n".join(",".join(side) for side in canonical(sides))
    return hashlib.sha256(text.encode()).hexdigest()


def one_by_one(ids: Iterable[str]) -> list[list[str]]:
    """Return sides of one need each: none of these is to be proposed with another."""
    return [[one] for one in sorted(ids)]


def pairs_apart(sides: Sides) -> Iterator[tuple[str, str]]:
    """Yield the pairs of needs that sides keep from one another."""
    for one, other in combinations(sides, 2):
        yield from product(one, other)
