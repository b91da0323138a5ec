"""What an app gives to have its objects imported: its fields, and a session that judges and writes."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from copil.exchange import headers
from copil.exchange.dialects import Dialect
from copil.exchange.enums import Outcome
from copil.exchange.models import ImportRow, ImportRun
from copil.exchange.reading import Column, Record
from copil.identity.models import User, Workspace

Mapped = dict[int, str]
"""The field of each column kept, by its index."""


@dataclass(frozen=True)
class Target:
    """A field that a column may fill. ``names`` are usual headers, folded; ``group`` sorts the choices."""

    key: str
    label: str
    group: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Content:
    """What a column seems to hold: ``fitting`` of the ``read`` values are like it.

    ``field`` is the one that such values fill when the title says nothing; empty when they may fill several.
    """

    label: str
    fitting: int
    read: int
    field: str = ""
    is_text: bool = False


@dataclass(frozen=True)
class Row:
    """A row with its cells under the fields they fill; ``problem`` when it cannot be read."""

    number: int
    cells: Mapping[str, str]
    problem: str = ""


@dataclass
class Judged:
    """What becomes of a row. ``plan`` is what the session needs to write it, and is not kept.

    ``before`` is what an update replaces, as the importer needs it to take the row back.
    """

    number: int
    outcome: Outcome
    label: str = ""
    reason: str = ""
    object_id: uuid.UUID | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] | None = None
    plan: Any = None


class Session(Protocol):
    """One reading of one file, from its first row to its last."""

    def judge(self, rows: Sequence[Row], *, lock: bool) -> list[Judged]:
        """Say what becomes of each row, writing nothing; ``lock`` holds what is about to be changed."""

    def write(self, judged: Sequence[Judged], *, by: User | None, at: dt.datetime) -> None:
        """Write what was judged, in the caller's transaction."""

    def recall(self, rows: Sequence[Row], done: Mapping[int, uuid.UUID | None]) -> None:
        """Remember rows written before a stop; ``done`` gives the object of each accepted row."""


class Importer(Protocol):
    """A kind of import. The three jobs are names in ``settings.JOBS``."""

    kind: str
    targets: tuple[Target, ...]
    required: str
    words: frozenset[str]
    """The usual headers, as :func:`copil.exchange.headers.key` writes them."""
    check_job: str
    apply_job: str
    undo_job: str

    def contents(self, columns: Sequence[Column], dialect: Dialect) -> list[Content | None]:
        """Say what each column seems to hold; None for an empty one."""

    def guess(self, columns: Sequence[str], contents: Sequence[Content | None] = ()) -> Mapped:
        """Return the likeliest field of each column: from its title, then from what it holds."""

    def session(self, *, workspace: Workspace, dialect: Dialect) -> Session:
        """Begin to read a file."""

    def undo(self, rows: Sequence[ImportRow], *, run: ImportRun, at: dt.datetime) -> set[int]:
        """Take written rows back, in the caller's transaction; return the numbers of those touched since."""


def guess_by_name(columns: Sequence[str], targets: Sequence[Target]) -> Mapped:
    """Return the field whose usual names hold the column's; a field is given once, to the first column."""
    by_name = {name: target.key for target in targets for name in target.names}
    found: Mapped = {}
    for index, column in enumerate(columns):
        key = by_name.get(header_key(column))
        if key is not None and key not in found.values():
            found[index] = key
    return found


header_key = headers.key


def to_row(record: Record, mapping: Mapped, *, width: int) -> Row:
    """Put the cells of a row under the fields they fill; a row longer than the header cannot be trusted."""
    if record.problem:
        return Row(record.number, {}, record.problem)
    if any(cell.strip() for cell in record.cells[width:]):
        return Row(
            record.number,
            {},
            "Cette ligne a plus de cellules que l’en-tête : un texte contient sans doute le séparateur.",
        )
    if headers.is_total(record.cells):
        return Row(record.number, {}, "Ligne de total, laissée de côté.")
    cells = {key: record.cells[index] for index, key in mapping.items() if index < len(record.cells)}
    return Row(record.number, cells)
