"""Meetings as screens show them: the hour of each point, those expected college by college."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from copil.meetings.enums import Capacity, MeetingState
from copil.meetings.models import AgendaItem, Meeting, Participant


@dataclass(frozen=True)
class Timed:
    """A point of the agenda with its number and the hour it should begin at."""

    item: AgendaItem
    number: int
    begins_at: dt.datetime | None

    @property
    def ends_at(self) -> dt.datetime | None:
        """Return the hour at which it should end."""
        return self.begins_at + dt.timedelta(minutes=self.item.duration) if self.begins_at else None


@dataclass(frozen=True)
class Agenda:
    """The points in order, how long they take together, and by how much they overrun the meeting."""

    rows: Sequence[Timed]
    total: int
    over: int


@dataclass(frozen=True)
class Bench:
    """Those expected of one college, or the guests."""

    title: str
    people: Sequence[Participant]


def timed(meeting: Meeting, items: Sequence[AgendaItem]) -> Agenda:
    """Return the agenda of a meeting with the hour of each point."""
    rows, spent = [], 0
    for number, item in enumerate(items, start=1):
        begins = meeting.starts_at + dt.timedelta(minutes=spent) if meeting.starts_at else None
        rows.append(Timed(item, number, begins))
        spent += item.duration
    return Agenda(rows, spent, max(0, spent - meeting.duration))


@dataclass(frozen=True)
class Clock:
    """When a meeting that goes on should end; the minutes left, or by how many it overruns."""

    ends_at: dt.datetime
    left: int
    over: int


def clock(meeting: Meeting, *, at: dt.datetime) -> Clock | None:
    """Return where a meeting that goes on stands against its hour; None for any other."""
    if meeting.state != MeetingState.RUNNING or meeting.ends_at is None:
        return None
    minutes = int((meeting.ends_at - at).total_seconds() // 60)
    return Clock(meeting.ends_at, max(0, minutes), max(0, -minutes))


def benches(people: Sequence[Participant]) -> list[Bench]:
    """Return those expected, members college by college, guests last (already sorted so)."""
    return [Bench(title, list(those)) for title, those in groupby(people, key=_bench_of)]


def _bench_of(one: Participant) -> str:
    if one.capacity == Capacity.GUEST:
        return "Personnes invitées"
    return one.college or "Membres"
