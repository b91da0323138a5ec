"""From a workbook to the table of one of its sheets, written once as text for the engine to read by lots."""

import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

from copil.core.errors import ActionRefused
from copil.exchange import archives, dialects, headers
from copil.exchange.dialects import Dialect
from copil.exchange.enums import DecimalMark

_READER = "copil.exchange.sheet_reader"
_SECONDS = 180
_PROBLEMS = {
    "password": archives.PASSWORD,
    "damaged": archives.DAMAGED,
    "too_big": archives.TOO_BIG,
    "empty": "Ce classeur est vide : aucune de ses feuilles ne contient de lignes.",
    "rows": "Cette feuille a plus de 500 000 lignes. Coupez-la en plusieurs fichiers.",
    "columns": "Cette feuille a trop de colonnes. Gardez celles qui sont utiles.",
    "sheets": "Ce classeur a plus de 100 feuilles. Gardez celle qui sert, retirez les autres.",
}
Row = list[str | int | float]


@dataclass(frozen=True)
class Sheet:
    """A sheet that holds something."""

    name: str
    rows: int
    columns: int
    hidden: bool = False


@dataclass(frozen=True)
class Layout:
    """What was found in a workbook: its sheets, and the one read."""

    sheets: tuple[Sheet, ...] = ()
    sheet: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Table:
    """The table of a sheet as text, in a temporary file, and how it is written."""

    path: Path
    dialect: Dialect
    layout: Layout = field(default_factory=Layout)


def layout_of(kept: dict[str, Any]) -> Layout:
    """Return the layout kept in a run; an empty one for a file that is not a workbook."""
    sheets = tuple(Sheet(**one) for one in kept.get("sheets", ()))
    return Layout(sheets, str(kept.get("sheet", "")))


@contextmanager
def as_table(
    path: Path,
    *,
    words: Collection[str],
    sheet: str = "",
    header: int = 0,
    dialect: Dialect | None = None,
) -> Iterator[Table]:
    """Read a sheet of a workbook already judged and give its table, for the time of the block.

    ``sheet`` and ``header`` (a row number) say what the person chose; empty, they are guessed. Rows keep the
    number they have in the sheet. Real dates are written ISO; a number is written with the decimal mark of
    the dialect, which is guessed from the numbers saved as text.
    """
    with tempfile.TemporaryDirectory() as folder, _rows_of(path, words=words, sheet=sheet) as (facts, rows):
        head = list(islice(rows, headers.LOOKED_AT if not header else max(header, headers.LOOKED_AT)))
        texts = [[_text(cell, DecimalMark.COMMA) for cell in row] for row in head]
        at = min(header, len(texts)) - 1 if header else headers.find(texts, words)
        usual = replace(Dialect(), header=at + 1, real_dates=True)
        spoken = [cell for row in head for cell in row if isinstance(cell, str)]
        guessed = replace(usual, decimal=dialects.guess_decimal(spoken), dates=dialects.guess_dates(spoken))
        used = replace(dialect, header=at + 1, real_dates=True) if dialect else guessed
        target = Path(folder) / "table.csv"
        with target.open("w", encoding=used.encoding, newline="") as handle:
            _write(handle, chain(head, rows), texts, at, used)
        sheets = tuple(Sheet(*one) for one in facts["sheets"])
        yield Table(target, used, Layout(sheets, facts["sheet"]))


def _write(handle: IO[str], rows: Iterator[Row], texts: list[list[str]], at: int, dialect: Dialect) -> None:
    """Write the rows from the first of the sheet; what stands above the row of titles is left out."""
    writer = csv.writer(handle, delimiter=dialect.delimiter)
    names = headers.compose(texts, at, width=max(map(len, texts), default=0))
    for index, row in enumerate(rows):
        if index < at:
            writer.writerow([""])
        elif index == at:
            writer.writerow(names)
        else:
            writer.writerow([_text(cell, dialect.decimal) for cell in row] or [""])


def _text(cell: str | int | float, decimal: str) -> str:
    if isinstance(cell, str):
        return cell.replace("\x00", "")
    text = str(cell)
    return text.replace(".", ",") if decimal == DecimalMark.COMMA else text


@contextmanager
def _rows_of(
    path: Path, *, words: Collection[str], sheet: str
) -> Iterator[tuple[dict[str, Any], Iterator[Row]]]:
    """Have the workbook read by a process of its own; give what its sheets are, and the rows of one."""
    request = json.dumps({"path": str(path), "words": sorted(words), "sheet": sheet})
    command = [sys.executable, "-m", _READER]
    root = Path(__file__).resolve().parents[2]
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as question,
        tempfile.TemporaryFile("w+", encoding="utf-8") as answer,
    ):
        question.write(request)
        question.seek(0)
        with suppress(subprocess.TimeoutExpired):  # its answer is then cut, and refused below
            subprocess.run(
                command, stdin=question, stdout=answer, stderr=subprocess.DEVNULL, cwd=root,
                timeout=_SECONDS, check=False,
            )  # fmt: skip  # a table reads by its lines
        answer.seek(0)
        facts = _line(answer.readline())
        if "sheets" not in facts:
            raise ActionRefused(_PROBLEMS.get(facts.get("problem", "too_big"), archives.TOO_BIG))
        yield facts, _rows(answer)


def _rows(answer: IO[str]) -> Iterator[Row]:
    """Yield the rows of an answer; one that does not say its end was cut, and is refused."""
    while isinstance(row := _line(answer.readline()), list):
        yield row
    if "end" not in row:
        raise ActionRefused(_PROBLEMS.get(row.get("problem", "too_big"), archives.TOO_BIG))


def _line(text: str) -> Any:
    """Return what a line says; an answer cut short says that the file was too much."""
    try:
        return json.loads(text)
    except ValueError:
        return {"problem": "too_big"}
