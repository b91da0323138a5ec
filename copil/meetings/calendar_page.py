"""The weeks from which days are picked: each day with what is known of it."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from copil.algorithms.dates import holidays

WEEKS = 5


@dataclass(frozen=True)
class Day:
    """A day of the calendar: whether it may be chosen, is ticked, and why few people may come."""

    date: dt.date
    is_past: bool
    is_ticked: bool
    is_public_holiday: bool
    is_break: bool
    note: str

    @property
    def mark(self) -> str:
        """Return the letter that stands for the note in a narrow cell."""
        return "F" if self.is_public_holiday else "V" if self.is_break else ""


@dataclass(frozen=True)
class Calendar:
    """Five weeks from a Monday, and where the weeks before and after begin."""

    weeks: Sequence[Sequence[Day]]
    before: dt.date | None
    after: dt.date
    notes: Sequence[str]
    is_known: bool

    @property
    def first(self) -> dt.date:
        return self.weeks[0][0].date

    @property
    def last(self) -> dt.date:
        return self.weeks[-1][-1].date


def weeks_from(asked: dt.date, *, today: dt.date, zone: str, ticked: Collection[dt.date] = ()) -> Calendar:
    """Return the weeks from the one of a day, never before this one."""
    calendar = holidays.school_calendar()
    begins = max(_monday(asked), _monday(today))
    days = [
        _day(begins + dt.timedelta(days=number), today=today, zone=zone, ticked=ticked)
        for number in range(7 * WEEKS)
    ]
    step = dt.timedelta(weeks=WEEKS)
    return Calendar(
        weeks=[days[at : at + 7] for at in range(0, len(days), 7)],
        before=max(begins - step, _monday(today)) if begins > _monday(today) else None,
        after=begins + step,
        notes=list(dict.fromkeys(day.note for day in days if day.note)),
        is_known=calendar.covers(days[0].date) and calendar.covers(days[-1].date),
    )


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _day(day: dt.date, *, today: dt.date, zone: str, ticked: Collection[dt.date]) -> Day:
    calendar = holidays.school_calendar()
    public = holidays.public_holiday(day)
    note = holidays.day_off(day, zones=[zone] if zone else [], calendar=calendar)
    return Day(
        date=day,
        is_past=day < today,
        is_ticked=day in ticked,
        is_public_holiday=bool(public),
        is_break=bool(note) and not public,
        note=note,
    )
