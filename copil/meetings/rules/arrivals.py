"""When somebody may note their own arrival: plain functions over values."""

import datetime as dt
from enum import StrEnum

MOST_BEFORE, MOST_AFTER = 240, 1440


class Moment(StrEnum):
    """What a personal code says at an instant."""

    OFF = "off"
    EARLY = "early"
    OPEN = "open"
    LATE = "late"


def moment(*, is_on: bool, opens_at: dt.datetime, closes_at: dt.datetime, at: dt.datetime) -> Moment:
    """Tell where an instant falls; both ends of the window are in it."""
    if not is_on:
        return Moment.OFF
    if at < opens_at:
        return Moment.EARLY
    return Moment.OPEN if at <= closes_at else Moment.LATE
