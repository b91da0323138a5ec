"""Guess how a table saved as text is written: letters, separator, decimals, dates."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from copil.exchange import headers
from copil.exchange.enums import DateOrder, DecimalMark, Delimiter, Encoding

_BLOCK = 1 << 20
_SAMPLE = 1 << 17
_SAMPLE_ROWS = 100

_COMMA_NUMBER = re.compile(r"-?\d+(?:[ .\u00a0\u202f]\d{3})*,\d+(?:\s*€)?")
_POINT_NUMBER = re.compile(r"-?\d+(?:,\d{3})*\.\d+(?:\s*€)?")
_SLASHED = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](?:\d{4}|\d{2})")
_ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")


@dataclass(frozen=True)
class Dialect:
    """How a file is written; each guess may be changed by the person who brings it.

    ``header`` is the number of the row that names the columns; 0 for the first that holds something.
    ``real_dates``: days are written ISO by the workbook itself, so that any other date is a text.
    """

    encoding: str = Encoding.UTF8.value
    delimiter: str = Delimiter.SEMICOLON.value
    decimal: str = DecimalMark.COMMA.value
    dates: str = DateOrder.DAY_FIRST.value
    header: int = 0
    real_dates: bool = False

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def of_dict(values: dict[str, Any]) -> Dialect:
    """Return the dialect kept in a run; anything unknown falls back to the usual."""
    usual = asdict(Dialect())
    known = {name: type(usual[name])(values[name]) for name in usual if name in values}
    return replace(Dialect(), **known)


def guess(path: Path, *, words: Collection[str] = ()) -> Dialect:
    """Return the likeliest dialect of a file: letters from the whole of it, the rest from its beginning.

    ``words`` are usual headers, as :func:`headers.key` writes them.
    """
    encoding = guess_encoding(path)
    text = _whole_lines(path, encoding)
    delimiter = guess_delimiter(text)
    rows = _parsed(text, delimiter)
    at = headers.find(rows, words)
    cells = [cell.strip() for row in rows[at + 1 :] for cell in row if cell]
    return Dialect(encoding, delimiter, guess_decimal(cells), guess_dates(cells), at + 1 if at else 0)


def guess_encoding(path: Path) -> str:
    """Return UTF-8 when every byte of the file agrees, UTF-16 when it says so, else what Windows writes."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as handle:
        start = handle.read(_BLOCK)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return Encoding.UTF16.value
        block = start
        while block:
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                return Encoding.WINDOWS.value
            block = handle.read(_BLOCK)
    return Encoding.UTF8.value if not decoder.getstate()[0] else Encoding.WINDOWS.value


def guess_delimiter(text: str) -> str:
    """Return the separator that cuts the rows into the same number of cells, the most cells first."""
    best, best_score = Delimiter.SEMICOLON.value, (0.0, 0)
    for delimiter in Delimiter.values:
        widths = [len(row) for row in _parsed(text, delimiter) if any(row)]
        width, often = Counter(widths).most_common(1)[0] if widths else (0, 0)
        if width < 2:  # a title above the table is no separator
            continue
        regular = often / len(widths)
        score = (1.0 if regular >= 0.8 else regular, width)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def guess_decimal(cells: Iterable[str]) -> str:
    """Return the decimal mark seen most, the comma when there is none."""
    points = commas = 0
    for cell in cells:
        commas += _COMMA_NUMBER.fullmatch(cell) is not None
        points += _POINT_NUMBER.fullmatch(cell) is not None
    return DecimalMark.POINT.value if points > commas else DecimalMark.COMMA.value


def guess_dates(cells: Iterable[str]) -> str:
    """Return the order of dates; day first unless a « month » above twelve or the ISO form says otherwise."""
    slashed = iso = 0
    month_first = False
    for cell in cells:
        found = _SLASHED.fullmatch(cell)
        if found:
            slashed += 1
            if int(found[1]) > 12:
                return DateOrder.DAY_FIRST.value
            month_first = month_first or int(found[2]) > 12
        iso += _ISO.fullmatch(cell) is not None
    if month_first:
        return DateOrder.MONTH_FIRST.value
    return DateOrder.YEAR_FIRST.value if iso and not slashed else DateOrder.DAY_FIRST.value


def _whole_lines(path: Path, encoding: str) -> str:
    """Return the beginning of a file, without the line that the sample cuts."""
    with path.open("rb") as handle:
        sample = handle.read(_SAMPLE)
        more = bool(handle.read(1))
    text = sample.decode(encoding, errors="replace").removeprefix("\ufeff")
    return text.rpartition("\n")[0] if more and "\n" in text else text


def _parsed(text: str, delimiter: str) -> list[list[str]]:
    """Return the first rows of a text."""
    rows: list[list[str]] = []
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    try:
        for row in reader:
            rows.append(row)
            if len(rows) >= _SAMPLE_ROWS:
                break
    except csv.Error:
        pass  # an unclosed quote: what was read before it is enough to guess
    return rows
