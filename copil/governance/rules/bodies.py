"""When a body may decide, and whether two mandates of one person meet."""

import datetime as dt
import math
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from copil.governance.enums import QuorumKind, Voice


@dataclass(frozen=True)
class Sitting:
    """A mandate as the quorum sees it: its voice, and the mandate it gives its proxy to."""

    pk: uuid.UUID
    voice: str
    proxy: uuid.UUID | None = None


@dataclass(frozen=True)
class Quorum:
    """What a list of people present gives a body: voices there, voices held by proxy, voices needed."""

    seats: int
    needed: int
    present: int
    represented: int

    @property
    def is_reached(self) -> bool:
        return self.present >= self.needed

    @property
    def voices(self) -> int:
        """Return how many voices may be counted in a vote."""
        return self.present + self.represented

    @property
    def lacking(self) -> int:
        """Return how many voices are lacking for the body to decide."""
        return max(0, self.needed - self.present)


def voices_needed(*, kind: str, value: int | None, seats: int) -> int:
    """Return from how many deliberative voices present a body may decide; 0 without a quorum.

    A share is of the deliberative ``seats``, vacant ones included, rounded up.
    """
    if kind == QuorumKind.NONE or value is None:
        return 0
    return value if kind == QuorumKind.NUMBER else math.ceil(seats * value / 100)


def quorum(
    *,
    kind: str,
    value: int | None,
    seats: int,
    sittings: Iterable[Sitting],
    present: Collection[uuid.UUID],
) -> Quorum:
    """Count a list of mandates present, each held by the person or by the substitute.

    A proxy is a voice in a vote when whoever holds it is there; it never makes up the quorum. One person
    present holds one proxy at most: those after the first are not counted.
    """
    deciding = [one for one in sittings if one.voice == Voice.DELIBERATIVE]
    there = {one.pk for one in deciding if one.pk in present}
    given = {one.proxy for one in deciding if one.pk not in present and one.proxy in there}
    return Quorum(
        seats=seats,
        needed=voices_needed(kind=kind, value=value, seats=seats),
        present=len(there),
        represented=len(given),
    )


def deliberative_seats(*, colleges: Iterable[tuple[int, int]], without_college: int) -> int:
    """Return the deliberative seats of a body, from (seats, deliberative mandates held) of each college."""
    return sum(max(seats, held) for seats, held in colleges) + without_college


def overlap(first: tuple[dt.date, dt.date | None], second: tuple[dt.date, dt.date | None]) -> bool:
    """Tell whether two stretches share a day; an end of None never comes."""
    ends_before = first[1] is not None and first[1] < second[0]
    begins_after = second[1] is not None and second[1] < first[0]
    return not ends_before and not begins_after
