"""Days on which few people can come: school holidays by zone, public holidays.

School holidays are data (``school_holidays.toml``: source, validity, first and last day off by zone). A day
outside the years it covers is unknown, which is not the same as a day of school. Public holidays are
computed: those of metropolitan France, Easter by Gauss's rule as corrected by Meeus, Jones and Butcher.
"""

import datetime as dt
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType

ZONES = ("A", "B", "C")

_FIXED = {
    (1, 1): "jour de l’an",
    (5, 1): "fête du Travail",
    (5, 8): "victoire de 1945",
    (7, 14): "fête nationale",
    (8, 15): "Assomption",
    (11, 1): "Toussaint",
    (11, 11): "armistice de 1918",
    (12, 25): "Noël",
}
_FROM_EASTER = {1: "lundi de Pâques", 39: "Ascension", 50: "lundi de Pentecôte"}


@dataclass(frozen=True)
class Break:
    """One school break: its name, and for each zone its first and last day off."""

    name: str
    days: tuple[tuple[str, dt.date, dt.date], ...]


@dataclass(frozen=True)
class SchoolCalendar:
    """The breaks known, and the first and last day about which something is known."""

    source: str
    first_day: dt.date
    last_day: dt.date
    breaks: tuple[Break, ...]

    def covers(self, day: dt.date) -> bool:
        """Tell whether anything is known about a day."""
        return self.first_day <= day <= self.last_day

    def zones_off(self, day: dt.date) -> tuple[str, tuple[str, ...]]:
        """Return the name of the break a day is in ("" for none) and the zones that have it."""
        for one in self.breaks:
            zones = tuple(zone for zone, first, last in one.days if first <= day <= last)
            if zones:
                return one.name, zones
        return "", ()


@lru_cache(maxsize=1)
def school_calendar() -> SchoolCalendar:
    """Return the school calendar that comes with the program."""
    file = resources.files("copil.algorithms.dates") / "school_holidays.toml"
    return parse(file.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _zones() -> Mapping[str, str]:
    file = resources.files("copil.algorithms.dates") / "school_zones.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return MappingProxyType({code: zone for zone in ZONES for code in table[zone]})


def zone_of(departement: str) -> str:
    """Return the school zone of a département by its official code, "" where it has a calendar of its own."""
    return _zones().get(departement, "")


def parse(content: str) -> SchoolCalendar:
    """Read a calendar; raise ``ValueError`` for an unknown zone or days outside of what it covers."""
    table = tomllib.loads(content)
    first, last = table["first_day"], table["last_day"]
    breaks = []
    for entry in table["breaks"]:
        days = tuple((zone, *entry["days"][key]) for key in entry["days"] for zone in key)
        for zone, start, end in days:
            if zone not in ZONES or not first <= start <= end <= last:
                raise ValueError(f"{entry['name']}: {zone} {start} {end}")
        breaks.append(Break(entry["name"], tuple(sorted(days))))
    return SchoolCalendar(table["source"], first, last, tuple(breaks))


def easter(year: int) -> dt.date:
    """Return Easter Sunday of a year of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, day = divmod(h + el - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)


def public_holiday(day: dt.date) -> str:
    """Return the name of the public holiday a day is, "" for none."""
    fixed = _FIXED.get((day.month, day.day))
    return fixed or _FROM_EASTER.get((day - easter(day.year)).days, "")


def day_off(day: dt.date, *, zones: Collection[str], calendar: SchoolCalendar) -> str:
    """Return why few people may come on a day, in French; "" when nothing says so.

    ``zones`` are those of the people who are asked; with none, school holidays do not count.
    """
    public = public_holiday(day)
    if public:
        return f"jour férié : {public}"
    name, off = calendar.zones_off(day)
    touched = sorted(set(off).intersection(zones))
    if not touched:
        return ""
    return f"{name}, {'zone' if len(touched) == 1 else 'zones'} {_listed(touched)}"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} et {words[-1]}"
