"""What an app gives to have its objects imported: its fields, and a session that judges and writes."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
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
    """A row with its cells under the fields they fill; ``problem`` when it cannot be read.

    ``corrected`` are the cells among them that somebody typed instead of the file's; ``choice``, ``apart``
    and ``skipped`` are what was said of the row (:class:`copil.exchange.models.RowCorrection`).
    """

    number: int
    cells: Mapping[str, str]
    problem: str = ""
    corrected: Mapping[str, str] = field(default_factory=dict)
    choice: str = ""
    apart: tuple[str, ...] = ()
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a cell: the field it fills, why, and what is written there."""

    field: str
    text: str
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """Something already there that a row may speak of, and why."""

    id: str
    label: str
    why: tuple[str, ...] = ()


@dataclass
class Details:
    """What a person should see beside a row.

    ``places`` are the codes of the communes that a name may mean, ``place`` the one chosen, ``wording`` what
    places written alike have in common; ``alike`` is what is already there and may be the same. ``named`` is
    what the row was recognised as by its name alone, which somebody may refuse.
    """

    troubles: list[Trouble] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    places: tuple[str, ...] = ()
    place: str = ""
    wording: str = ""
    alike: list[Alike] = field(default_factory=list)
    named: Alike | None = None

    def as_json(self) -> dict[str, Any] | None:
        """Return what is to be kept; None when there is nothing to see."""
        kept = {name: value for name, value in asdict(self).items() if value}
        return kept or None


def details_of(kept: Mapping[str, Any] | None) -> Details:
    """Return the details kept with a row."""
    found = dict(kept or {})
    return Details(
        troubles=[Trouble(**one) for one in found.get("troubles", ())],
        notes=list(found.get("notes", ())),
        places=tuple(found.get("places", ())),
        place=str(found.get("place", "")),
        wording=str(found.get("wording", "")),
        alike=[_alike_of(one) for one in found.get("alike", ())],
        named=_alike_of(found["named"]) if found.get("named") else None,
    )


def _alike_of(kept: Mapping[str, Any]) -> Alike:
    return Alike(kept["id"], kept["label"], tuple(kept["why"]))


@dataclass
class Judged:
    """What becomes of a row. ``plan`` is what the session needs to write it, ``source`` what it read; neither
    is kept.

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
    details: Details | None = None
    alike: list[Alike] = field(default_factory=list)
    named: Alike | None = None
    choice: str = ""
    apart: tuple[str, ...] = ()
    source: Any = None

    @property
    def is_doubtful(self) -> bool:
        """Whether it is accepted, but somebody should look at it."""
        if self.details is None or self.outcome in (Outcome.REFUSED, Outcome.SKIPPED):
            return False
        return bool(self.details.troubles) or not self._is_settled(self.details.alike)

    def _is_settled(self, alike: Sequence[Alike]) -> bool:
        """Whether everything that the row resembles was shown when somebody chose."""
        if self.choice and not self.apart:
            return True
        return {one.id for one in alike} <= set(self.apart)


class Session(Protocol):
    """One reading of one file, from its first row to its last."""

    def judge(self, rows: Sequence[Row], *, lock: bool) -> list[Judged]:
        """Say what becomes of each row, writing nothing; ``lock`` holds what is about to be changed."""

    def examine(self, judged: Sequence[Judged]) -> None:
        """Add to the details of rows what only a person can settle; asked before the confirmation only."""

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

    def session(self, *, workspace: Workspace, dialect: Dialect, answers: Mapping[str, Any]) -> Session:
        """Begin to read a file; ``answers`` are the choices made for every row with the same wording."""

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
