"""Understand a cell: text, number, date, year, as people and spreadsheets write them."""

import datetime as dt
import re
import unicodedata
from decimal import Decimal, InvalidOperation

from copil.algorithms.text.folding import fold
from copil.exchange.enums import DateOrder, DecimalMark

_SPACES = re.compile(r"[ \t\u00a0\u202f]+")
_BREAKS = re.compile(r"\r\n?|\u2028|\u2029")
_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs"})
_FORMULA_GUARD = re.compile(r"'(?=[=+\-@\t\r])")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_GROUPS = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_YEAR = re.compile(r"(?:1[0-9]|20)[0-9]{2}")
_WRITTEN = re.compile(r"(?:\w+ )??(?:(\d{1,2})(?:er)? )?([a-z]{3,9}) (\d{4})")
_DAYS = re.compile(r"[2-4]\d{4}")
_SHORTEST_MONTH = 3
_MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre",
    "novembre", "decembre",
)  # fmt: skip  # a table reads by its lines
_UNKNOWN_DATES = frozenset({"0001-01-01", "1900-01-01", "01/01/0001", "01/01/1900"})


def line(cell: str) -> str:
    """Return a cell on one line, without what cannot be seen."""
    if not cell:
        return ""
    cell = _without_guard(cell)
    if not cell.isprintable():
        cell = _visible(_BREAKS.sub(" ", cell))
    return " ".join(_composed(cell).split())


def text(cell: str) -> str:
    """Return a cell's text: lines kept, control and invisible characters gone, a formula guard taken off.

    A cell that our own exports protected from being read as a formula (« '+33… ») comes back as it was.
    """
    cell = _without_guard(cell)
    if cell.isprintable():
        return " ".join(_composed(cell).split())
    lines = _visible(_BREAKS.sub("\n", cell)).split("\n")
    return "\n".join(" ".join(part.split()) for part in lines).strip()


def number(cell: str, *, decimal: str) -> Decimal | None:
    """Return « 1 250,50 € » or « 1,250.50 » as a number; None when it is not one.

    A mark that cannot separate thousands (« 168000.5 » where the comma is expected) is the decimal mark.
    """
    compact = _SPACES.sub("", line(cell)).replace("\u2212", "-").removesuffix("€").removesuffix("EUR")
    thousands = "." if decimal == DecimalMark.COMMA else ","
    if thousands in compact and (decimal in compact or _GROUPS.fullmatch(compact)):
        compact = compact.replace(thousands, "")
    compact = compact.replace(",", ".")
    if not _NUMBER.fullmatch(compact):
        return None
    try:
        return Decimal(compact)
    except InvalidOperation:  # pragma: no cover  # the pattern above only lets numbers through
        return None


def date(cell: str, *, order: str) -> dt.date | None:
    """Return a day; None when it is not one. The dates that registers use for « unknown » are not days."""
    compact = line(cell)
    if compact in _UNKNOWN_DATES:
        return None
    if found := _ISO.fullmatch(compact):
        return _day(found[1], found[2], found[3])
    found = _DATE.fullmatch(compact.split(" ")[0])
    if not found:
        return None
    first, second, year = found.groups()
    if len(year) == 2:
        year = f"{'20' if int(year) < 50 else '19'}{year}"
    return _day(year, first, second) if order == DateOrder.MONTH_FIRST else _day(year, second, first)


def written_date(cell: str) -> dt.date | None:
    """Return the day of « 12 mars 2019 », « mars 2019 » (its first) or of a spreadsheet's number of days.

    None when it is none of them. The number of days counts from 1899-12-30, as spreadsheets do.
    """
    compact = fold(line(cell)).replace(".", "")
    if found := _WRITTEN.fullmatch(compact):
        month = next((index for index, name in enumerate(_MONTHS, 1) if _is_month(found[2], name)), 0)
        return _day(found[3], str(month), found[1] or "1") if month else None
    if _DAYS.fullmatch(compact):
        return dt.date(1899, 12, 30) + dt.timedelta(days=int(compact))
    return None


def is_slashed(cell: str) -> bool:
    """Tell whether a cell is a date in figures, day or month first."""
    return _DATE.fullmatch(line(cell)) is not None


def _is_month(word: str, name: str) -> bool:
    return word == name or (len(word) >= _SHORTEST_MONTH and name.startswith(word))


def is_unknown_date(cell: str) -> bool:
    """Tell whether a cell holds one of the dates that registers write for « unknown »."""
    return line(cell) in _UNKNOWN_DATES


def year(cell: str, *, order: str) -> int | None:
    """Return a year, written alone or inside a date."""
    compact = line(cell)
    if _YEAR.fullmatch(compact):
        return int(compact)
    day = date(compact, order=order)
    return day.year if day is not None and day.year >= 1000 else None


def _without_guard(cell: str) -> str:
    return _FORMULA_GUARD.sub("", cell, count=1) if cell[:1] == "'" else cell


def _composed(cell: str) -> str:
    return cell if cell.isascii() else unicodedata.normalize("NFC", cell)


def _visible(cell: str) -> str:
    return "".join(
        char for char in _composed(cell) if char in "\n\t" or unicodedata.category(char) not in _INVISIBLE
    )


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
