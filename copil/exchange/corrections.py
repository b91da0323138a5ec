"""What people said of rows before their import: kept with the run, put in place of what the file says."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from copil.exchange.importers import Row
from copil.exchange.models import ImportRun, RowCorrection
from copil.identity.models import User


@dataclass
class Said:
    """What is said of a row: new texts by field, a choice, to leave it aside. None leaves what was said.

    ``apart`` are the objects shown when the choice was that the row is none of them.
    """

    cells: dict[str, str] = field(default_factory=dict)
    choice: str | None = None
    apart: Sequence[str] = ()
    skipped: bool | None = None


class Corrections:
    """What was said of the rows of a run; ``applied`` asks one question a lot, none when nothing was said."""

    def __init__(self, run: uuid.UUID | None) -> None:
        self.rows = RowCorrection.objects.filter(run=run)
        self.some = run is not None and self.rows.exists()

    def applied(self, rows: Sequence[Row]) -> list[Row]:
        """Return the rows of a lot as they are to be judged."""
        if not self.some or not rows:
            return list(rows)
        between = self.rows.filter(number__gte=rows[0].number, number__lte=rows[-1].number)
        said = {one.number: one for one in between}
        return [_applied(row, said[row.number]) if row.number in said else row for row in rows]


def _applied(row: Row, said: RowCorrection) -> Row:
    """A row that could not be read can, once its cells were typed."""
    return replace(
        row,
        cells={**row.cells, **said.cells},
        problem="" if said.cells else row.problem,
        corrected=said.cells,
        choice=said.choice,
        apart=tuple(said.apart),
        skipped=said.skipped,
    )


def keep(*, by: User, at: dt.datetime, run: ImportRun, said: Mapping[int, Said]) -> None:
    """Keep what is said of rows, in the caller's transaction, beside what was said of them before."""
    there = {one.number: one for one in RowCorrection.objects.filter(run=run, number__in=said)}
    rows = []
    for number, new in said.items():
        row = there.get(number) or RowCorrection(run=run, number=number)
        row.cells = {**row.cells, **new.cells}
        if new.choice is not None:
            row.choice, row.apart = new.choice, sorted({*row.apart, *new.apart} if new.apart else ())
        row.skipped = row.skipped if new.skipped is None else new.skipped
        row.said_by, row.said_at = by, at
        rows.append(row)
    RowCorrection.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["run", "number"],
        update_fields=["cells", "choice", "apart", "skipped", "said_by", "said_at"],
    )


def of_rows(run: ImportRun, numbers: Collection[int]) -> dict[int, RowCorrection]:
    """Return what was said of some rows."""
    return {one.number: one for one in RowCorrection.objects.filter(run=run, number__in=numbers)}
