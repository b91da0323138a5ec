"""Availabilities in words: « Lundi et jeudi, le soir, du 6 au 30 octobre 2026 »."""

import datetime as dt

from copil.core import typography

WEEKDAYS = (
    ("1", "Lundi"),
    ("2", "Mardi"),
    ("3", "Mercredi"),
    ("4", "Jeudi"),
    ("5", "Vendredi"),
    ("6", "Samedi"),
    ("7", "Dimanche"),
)
_WORKING = "12345"


def days_in_words(weekdays: str) -> str:
    """Return « Tous les jours », « Du lundi au vendredi », « Lundi et jeudi »."""
    if len(weekdays) in (0, len(WEEKDAYS)):
        return "Tous les jours"
    if weekdays == _WORKING:
        return "Du lundi au vendredi"
    names = [label.lower() for key, label in WEEKDAYS if key in weekdays]
    text = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} et {names[-1]}"
    return f"{text[:1].upper()}{text[1:]}"


def sentence(*, weekdays: str, part: str, starts_on: dt.date | None, ends_on: dt.date | None) -> str:
    """Return the whole, ready to be shown."""
    period = ""
    if starts_on and ends_on:
        period = f"du {typography.day(starts_on, 'medium')} au {typography.day(ends_on, 'medium')}"
    elif starts_on:
        period = f"à partir du {typography.day(starts_on, 'medium')}"
    elif ends_on:
        period = f"jusqu’au {typography.day(ends_on, 'medium')}"
    return ", ".join(text for text in (days_in_words(weekdays), part, period) if text)


def holds(*, weekdays: str, starts_on: dt.date | None, ends_on: dt.date | None, day: dt.date) -> bool:
    """Tell whether a day falls in an availability, whatever the part of the day."""
    inside = (starts_on is None or starts_on <= day) and (ends_on is None or day <= ends_on)
    return inside and (not weekdays or str(day.isoweekday()) in weekdays)
