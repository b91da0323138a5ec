"""What a date poll allows: plain functions over values."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from zoneinfo import ZoneInfo

MOST_SLOTS, MOST_WEIGHT = 40, 9
ANSWERED_WITHIN = dt.timedelta(days=10)
REMIND_BEFORE = dt.timedelta(days=2)
_CLOSING_HOUR = dt.time(18)


def instants(*, days: Iterable[dt.date], hours: Iterable[dt.time], zone: str) -> Sequence[dt.datetime]:
    """Return every day at every hour, as clocks show it in a zone, the earliest first, none twice."""
    tz = ZoneInfo(zone)
    return sorted({dt.datetime.combine(day, hour, tzinfo=tz) for day in set(days) for hour in set(hours)})


def usual_deadline(*, first: dt.datetime, zone: str, at: dt.datetime) -> dt.datetime:
    """Return until when answers are taken unless said otherwise: ten days, and the evening before the first.

    When the first date is too near for an evening before it, answers are taken until that date.
    """
    tz = ZoneInfo(zone)
    last = first.astimezone(tz).date() - dt.timedelta(days=1)
    day = min((at + ANSWERED_WITHIN).astimezone(tz).date(), last)
    evening = dt.datetime.combine(day, _CLOSING_HOUR, tzinfo=tz)
    return evening if evening > at else first


def refusal_of_slots(*, new: Collection[dt.datetime], known: Collection[dt.datetime], at: dt.datetime) -> str:
    """Return why dates cannot be proposed; "" when they can."""
    if not new:
        return "Choisissez au moins un jour et une heure."
    if any(one <= at for one in new):
        return "Une des dates est déjà passée : choisissez des jours à venir."
    if len(set(known) | set(new)) > MOST_SLOTS:
        return f"Un sondage propose {MOST_SLOTS} dates au plus : retirez-en, ou choisissez moins d’heures."
    return ""


def cleaned(
    said: Iterable[tuple[str, str]], *, slots: Collection[str], known: Collection[str]
) -> dict[str, str]:
    """Keep, of (date, answer) pairs, those about a date of the poll that say something known."""
    return {slot: reply for slot, reply in said if slot in slots and reply in known}
