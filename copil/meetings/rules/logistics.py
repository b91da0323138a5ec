"""Backward dates, quantities and what follows a new date: plain functions over values."""

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from copil.meetings.enums import Basis, Diet


@dataclass(frozen=True)
class Table:
    """How many people come: in person, at a distance, not known yet; diets of the first."""

    present: int = 0
    remote: int = 0
    silent: int = 0
    diets: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Quantity:
    """How many are needed for those who said they come, how many at most, and how it is shared out."""

    needed: int
    at_most: int
    shares: tuple[tuple[str, int], ...] = ()


def due(*, day: dt.date | None, days_before: int | None) -> dt.date | None:
    """Return the day counted back from the meeting; None without one or the other."""
    if day is None or days_before is None:
        return None
    return day - dt.timedelta(days=days_before)


def backward(days_before: int | None) -> str:
    """Return a count of days as check-lists write it: « J-30 », « le jour même », « J+2 »."""
    if days_before is None:
        return ""
    if days_before == 0:
        return "le jour même"
    return f"J-{days_before}" if days_before > 0 else f"J+{-days_before}"


def quantity(*, basis: str, table: Table, margin: int, per: int, number: int | None) -> Quantity | None:
    """Return how many units are needed, the margin (in per cent) included; None when nothing is counted.

    Remote people are left out of what is counted on the spot. Who did not answer is in ``at_most`` only.
    By diet, whoever said nothing eats of everything, and the margin goes to that share.
    """
    if basis == Basis.NUMBER:
        return Quantity(number or 0, number or 0)
    if basis not in (Basis.PRESENT, Basis.EVERYBODY, Basis.DIETS):
        return None
    people = table.present + (table.remote if basis == Basis.EVERYBODY else 0)
    needed, most = (_units(count, margin, per) for count in (people, people + table.silent))
    if basis != Basis.DIETS:
        return Quantity(needed, most)
    told = [(one.label, table.diets.get(one.value, 0)) for one in Diet if one is not Diet.NONE]
    kept = tuple((label, count) for label, count in told if count)
    rest = max(0, needed - sum(count for _, count in kept))
    return Quantity(needed, most, ((Diet.NONE.label, rest), *kept) if rest else kept)


def _units(people: int, margin: int, per: int) -> int:
    return math.ceil(people * (100 + margin) / (100 * per))
