"""Read a table row by row, whatever its size."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from copil.exchange.dialects import Dialect

MAX_COLUMNS = 200
CHUNK = 500
UNREADABLE = "Ligne illisible : un guillemet n’est sans doute pas refermé."


@dataclass(frozen=True)
class Record:
    """A row as it is in the file, numbered as a spreadsheet does; ``problem`` says why it cannot be read."""

    number: int
    cells: tuple[str, ...]
    problem: str = ""


@dataclass(frozen=True)
class Column:
    """A column: its place, its name, and what its first rows hold (``values``, the empty cells left out)."""

    index: int
    name: str
    examples: tuple[str, ...] = ()
    values: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Tell whether it has neither a name nor, as far as was read, anything in it."""
        return not self.examples and self.name == _nameless(self.index)


def records(path: Path, dialect: Dialect) -> Iterator[Record]:
    """Yield the rows that hold something, from the header on; one row in memory at a time."""
    with path.open(encoding=dialect.encoding, errors="replace", newline="") as handle:
        reader = csv.reader(handle, delimiter=dialect.delimiter)
        number = 0
        while True:
            number += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                cells, problem = [], UNREADABLE
            else:
                problem = ""
            if number >= dialect.header and (problem or any(cell.strip() for cell in cells)):
                yield Record(number, tuple(cells), problem)


def header(path: Path, dialect: Dialect) -> list[str]:
    """Return the names of the columns: the first row that holds something."""
    first = next(records(path, dialect), None)
    return column_names(first.cells) if first is not None else []


def column_names(cells: Iterable[str]) -> list[str]:
    """Return names fit to be shown: the nameless are numbered, namesakes told apart."""
    names: list[str] = []
    for index, cell in enumerate(cells):
        name = " ".join(cell.split())[:80] or _nameless(index)
        count = sum(known == name or known.startswith(f"{name} (") for known in names)
        names.append(f"{name} ({count + 1})" if count else name)
    return names


def _nameless(index: int) -> str:
    return f"Colonne {index + 1}"


def body(path: Path, dialect: Dialect) -> Iterator[Record]:
    """Yield the rows under the header."""
    return islice(records(path, dialect), 1, None)


def chunks(path: Path, dialect: Dialect, *, size: int = CHUNK) -> Iterator[list[Record]]:
    """Yield the rows under the header by lots, always cut at the same places."""
    rows = body(path, dialect)
    while chunk := list(islice(rows, size)):
        yield chunk


def count(path: Path, dialect: Dialect) -> int:
    """Return how many rows stand under the header."""
    return sum(1 for _ in body(path, dialect))


def columns(path: Path, dialect: Dialect, *, examples: int = 3, within: int = 200) -> list[Column]:
    """Return the columns, each with the values of the first rows, the first different ones apart."""
    names = header(path, dialect)
    found: list[list[str]] = [[] for _ in names]
    for record in islice(body(path, dialect), within):
        for seen, cell in zip(found, record.cells, strict=False):
            text = " ".join(cell.split())
            if text:
                seen.append(text)
    return [
        Column(index, name, tuple(islice(dict.fromkeys(text[:60] for text in seen), examples)), tuple(seen))
        for index, (name, seen) in enumerate(zip(names, found, strict=True))
    ]
