"""When a mail leaves, when it is tried again: plain functions over instants."""

import datetime as dt
from zoneinfo import ZoneInfo

from copil.notifications.enums import Pace

FAILING_AFTER = 3
"""How many mails must come back before an address is said to fail."""

# A mail server that is down for a night must lose nothing: about two days of attempts.
BACK_OFF = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))


def due_at(
    *,
    pace: Pace,
    delay: dt.timedelta,
    at: dt.datetime,
    zone: ZoneInfo,
    hour: int,
    weekday: int,
    waiting: dt.datetime | None = None,
) -> dt.datetime | None:
    """Return when the mail of a piece of news leaves; None when none does.

    ``waiting`` is when a mail about the same thing to the same person leaves already: news with a delay join
    it. ``hour`` and ``weekday`` (0 for Monday) are those of the digests, in ``zone``.
    """
    if pace is Pace.NEVER:
        return None
    if pace is Pace.IMMEDIATE:
        if delay and waiting is not None and waiting > at:
            return waiting
        return at + delay
    return next_digest(at=at, zone=zone, hour=hour, weekday=weekday if pace is Pace.WEEKLY else None)


def next_digest(*, at: dt.datetime, zone: ZoneInfo, hour: int, weekday: int | None) -> dt.datetime:
    """Return the first instant after ``at`` when it is that hour there (that day of the week, if given).

    An hour that summer time skips is taken as the clock then shows it: the digest leaves all the same.
    """
    day = at.astimezone(zone).date()
    while True:
        found = dt.datetime.combine(day, dt.time(hour), tzinfo=zone).astimezone(dt.UTC)
        if found > at and weekday in (None, day.weekday()):
            return found
        day += dt.timedelta(days=1)


def next_attempt(*, attempts: int, at: dt.datetime) -> dt.datetime | None:
    """Return when a mail that failed ``attempts`` times is tried again; None when it is set aside."""
    return at + BACK_OFF[attempts - 1] if attempts <= len(BACK_OFF) else None
