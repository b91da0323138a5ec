"""Take back a whole import, row by row, as long as nobody touched what it wrote.

1. ``ask`` puts the run at the start of its undoing; a large one is left to the worker.
2. ``undo`` takes the rows by lots, in the order of the file: the importer takes back those whose object is as
   the import left it; the others stay, marked as touched. A lot, its marks and its line of the journal are
   one transaction: a stop loses and doubles nothing, and the same undoing twice is once.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from copil.core.errors import ActionRefused
from copil.exchange.enums import Outcome, RunState, Undone
from copil.exchange.importers import Importer
from copil.exchange.models import ImportRow, ImportRowQuerySet, ImportRun
from copil.identity.models import User, reference
from copil.journal import actions as journal
from copil.notifications import jobs

LOT = 500
AT_ONCE = 1_000
"""Up to so many rows are taken back while the person waits."""

Beat = Callable[[int, int], bool]


def written(run: ImportRun) -> ImportRowQuerySet:
    """Return the rows of a run that wrote something, in the order of its file."""
    rows = ImportRow.objects.filter(run=run, outcome__in=[Outcome.CREATED, Outcome.UPDATED])
    found: ImportRowQuerySet = rows.filter(number__lt=run.next_row).order_by("number")
    return found


def can_be_undone(run: ImportRun) -> bool:
    """Tell whether a run ended after having written something."""
    return run.state in (RunState.DONE, RunState.CANCELLED) and run.next_row > 0 and run.changing > 0


def ask(*, by: User, at: dt.datetime, run: ImportRun, importer: Importer) -> None:
    """Take back an ended import: at once when it is small, else by the worker."""
    with transaction.atomic():
        locked = _locked(run)
        if not can_be_undone(locked):
            raise ActionRefused("Cet import ne peut pas être annulé : il n’a rien écrit, ou l’est déjà.")
        locked.state = RunState.UNDOING
        locked.save(update_fields=["state"])
        journal.record(
            by=by, at=at, workspace=run.workspace, verb="undo", obj=reference(run), label=run.file.name
        )
        if locked.changing > AT_ONCE:
            jobs.enqueue(
                name=importer.undo_job,
                payload={"run": str(run.pk)},
                workspace=run.workspace,
                at=at,
                unique_key=f"import:{run.pk}",
            )
            return
    undo(locked, importer, beat=lambda _done, _total: True)


def undo(run: ImportRun, importer: Importer, *, beat: Beat) -> None:
    """Take back the rows of a run being undone, from where it stands to its end."""
    total = run.changing
    while True:
        with transaction.atomic():
            if _locked(run).state != RunState.UNDOING:
                return
            rows = list(written(run).filter(undone="")[:LOT])
            if rows:
                _undo_lot(run, importer, rows, at=timezone.now())
        if not rows:
            break
        if not beat(written(run).exclude(undone="").count(), total):
            return
    _finish(run, at=timezone.now())


def _undo_lot(run: ImportRun, importer: Importer, rows: list[ImportRow], *, at: dt.datetime) -> None:
    touched = importer.undo(rows, run=run, at=at)
    for row in rows:
        row.undone = Undone.TOUCHED if row.number in touched else Undone.DONE
    ImportRow.objects.bulk_update(rows, ["undone"])
    changes = {"first": rows[0].number, "last": rows[-1].number, "kept": len(touched)}
    journal.record(
        by=run.started_by, at=at, workspace=run.workspace, verb="undo_lot", obj=reference(run),
        label=run.file.name, changes=changes,
    )  # fmt: skip  # a table reads by its lines


@transaction.atomic
def _finish(run: ImportRun, *, at: dt.datetime) -> None:
    locked = _locked(run)
    if locked.state != RunState.UNDOING:
        return
    locked.state = RunState.UNDONE
    locked.save(update_fields=["state"])
    counts = counted(run)
    journal.record(
        by=run.started_by, at=at, workspace=run.workspace, verb="undo_end", obj=reference(run),
        label=run.file.name, changes={"undone": counts[Undone.DONE], "kept": counts[Undone.TOUCHED]},
    )  # fmt: skip  # a table reads by its lines


def counted(run: ImportRun) -> Counter[str]:
    """Return how many rows were taken back, and how many were left because somebody touched them."""
    return Counter(written(run).exclude(undone="").values_list("undone", flat=True))


def _locked(run: ImportRun) -> ImportRun:
    runs = ImportRun.objects.select_for_update(of=("self",)).select_related("file", "table", "workspace")
    locked: ImportRun = runs.get(pk=run.pk)
    return locked
