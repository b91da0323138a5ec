"""Read a workbook apart from everything else: ``python -m copil.exchange.sheet_reader`` (no Django here).

A workbook comes from anybody. It is opened by a process of its own, whose memory and time are counted, that
writes what it read and ends: the worst file costs that process only. Formulas are never evaluated: the value
that the spreadsheet kept is read.

The request comes as JSON: ``path``, ``words`` (usual headers), ``sheet`` (name, or empty to choose). The
answer is JSON, a line each: first ``{"sheets": [[name, rows, columns, hidden]], "sheet": name}``, then each
row of the sheet from its first, a list of texts and numbers, then ``{"end": true}``. A refusal is
``{"problem": key}``.
"""

import datetime as dt
import json
import resource
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any

import python_calamine as calamine

from copil.exchange import headers

MEMORY = 2 << 30
SECONDS = 120
MAX_SHEETS = 100
MAX_ROWS = 500_000
MAX_COLUMNS = 1_000

Cell = str | int | float


def main() -> int:
    """Answer the request of the standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    request = json.loads(sys.stdin.read())
    try:
        for line in answer(request["path"], frozenset(request["words"]), request["sheet"]):
            sys.stdout.write(json.dumps(line) + "\n")
    except calamine.PasswordError:
        return _refuse("password")
    except (calamine.CalamineError, calamine.ZipError, calamine.XmlError, OSError, ValueError):
        return _refuse("damaged")
    except MemoryError:
        return _refuse("too_big")
    return 0


def answer(path: str, words: frozenset[str], wanted: str) -> Iterator[Any]:
    """Yield what the sheets are, then the rows of the one wanted, or of the likeliest."""
    with calamine.CalamineWorkbook.from_path(path) as book:
        kept = [one for one in book.sheets_metadata if one.typ == calamine.SheetTypeEnum.WorkSheet]
        if len(kept) > MAX_SHEETS:
            yield {"problem": "sheets"}
            return
        sheets: list[list[Any]] = []
        best, best_score, read = "", (-1, -1, -1, -1), None
        for one in kept:
            sheet = book.get_sheet_by_name(one.name)
            if sheet.end is None:
                continue
            rows, columns = sheet.end[0] + 1, sheet.end[1] + 1
            visible = one.visible == calamine.SheetVisibleEnum.Visible
            sheets.append([one.name, rows, columns, not visible])
            score = _score(sheet, words, visible=visible)
            if wanted == one.name or (score > best_score and (not wanted or best != wanted)):
                best, best_score, read = one.name, score, sheet
        if read is None or (problem := _problem(read)):
            yield {"problem": problem if read else "empty"}
            return
        yield {"sheets": sheets, "sheet": best}
        for row in read.iter_rows():
            yield [_cell(value) for value in row]
        yield {"end": True}


def _score(
    sheet: calamine.CalamineSheet, words: frozenset[str], *, visible: bool
) -> tuple[int, int, int, int]:
    """Return how much a sheet looks like the one to read: seen, headers known, several rows, size."""
    rows = [[str(value) for value in row] for row in islice(sheet.iter_rows(), headers.LOOKED_AT)]
    return (int(visible), headers.recognised(rows, words), int(sheet.height > 1), sheet.height * sheet.width)


def _problem(sheet: calamine.CalamineSheet) -> str:
    """Return what forbids to read the sheet chosen."""
    if sheet.total_height > MAX_ROWS:
        return "rows"
    return "columns" if sheet.total_width > MAX_COLUMNS else ""


def _cell(value: Any) -> Cell:
    """Return a cell as a text, or as the number it is: a whole number has no decimals, a date is ISO."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e18 else value
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return value.isoformat("minutes")
    return str(value)


def _refuse(problem: str) -> int:
    sys.stdout.write(json.dumps({"problem": problem}) + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
