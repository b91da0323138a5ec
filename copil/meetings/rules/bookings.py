"""When a room is held: plain functions over values."""

import datetime as dt


def held(
    *, starts_at: dt.datetime, ends_at: dt.datetime, setup: int, tidy: int
) -> tuple[dt.datetime, dt.datetime]:
    """Return from when to when a room is held, its set-up and tidy-up (in minutes) included."""
    return starts_at - dt.timedelta(minutes=setup), ends_at + dt.timedelta(minutes=tidy)


def moved(instant: dt.datetime, *, before: dt.datetime | None, now: dt.datetime | None) -> dt.datetime:
    """Return an instant that follows a meeting from one date to another; unchanged without both."""
    if before is None or now is None:
        return instant
    return instant + (now - before)
