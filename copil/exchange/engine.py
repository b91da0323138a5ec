"""Read a file by lots of 500 rows: foresee, then write, so that a stop at any row loses and doubles nothing.

1. ``check`` judges every row and keeps what would become of it; nothing else is written.
2. ``apply`` judges each lot again on the data of the moment, writes it, and moves ``next_row`` forward, all
   in one transaction with one line of the journal. A run that was stopped goes on at ``next_row``.

The lots are always cut at the same places. O(n) in time; in memory one lot, and what the session remembers of
the rows already read.
"""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from copil.core import bulk
from copil.exchange import corrections, dialects, reading
from copil.exchange.dialects import Dialect
from copil.exchange.enums import Outcome, RunState
from copil.exchange.importers import Importer, Judged, Mapped, Row, Session, to_row
from copil.exchange.models import ImportRow, ImportRun
from copil.files import store
from copil.identity.models import Workspace, reference
from copil.journal import actions as journal

Beat = Callable[[int, int], bool]
"""Told how many rows are done, of how many; answers False when the work must stop."""

_LABEL = 300
LEFT_ASIDE = "Laissée de côté à votre demande."


@dataclass(frozen=True)
class Source:
    """A file, what its columns mean, how it is written, where its rows go, and what people said of them."""

    path: Path
    mapping: Mapped
    dialect: Dialect
    workspace: Workspace
    answers: Mapping[str, Any] = field(default_factory=dict)
    run: uuid.UUID | None = None


def source_of(run: ImportRun) -> Source:
    """Return the file of a run, as it is to be read."""
    read = run.table or run.file
    path = store.local(read.workspace_id, read.sha256)
    mapping = {int(index): str(key) for index, key in run.mapping.items()}
    return Source(path, mapping, dialects.of_dict(run.dialect), run.workspace, run.answers, run.pk)


def check(run: ImportRun, importer: Importer, *, beat: Beat) -> None:
    """Foresee what becomes of each row of a run being read, from its first row; then ask for confirmation."""
    ImportRow.objects.filter(run=run).delete()
    counts: Counter[str] = Counter()
    doubtful = 0
    for rows, session in _lots(source_of(run), importer):
        judged = _judged(session, rows, lock=False)
        session.examine(judged)
        counts.update(one.outcome.value for one in judged)
        doubtful += sum(one.is_doubtful for one in judged)
        with transaction.atomic():
            if not _locked(run, RunState.READING):
                return
            _keep(run, judged)
        if not beat(counts.total(), run.rows_total):
            return
    state = ImportRun.objects.filter(pk=run.pk, state=RunState.READING)
    state.update(
        state=RunState.READ,
        rows_total=counts.total(),
        doubtful=doubtful,
        is_stale=False,
        **{key.value: counts[key.value] for key in Outcome},
    )


def judge_again(run: ImportRun, importer: Importer, numbers: Collection[int]) -> None:
    """Foresee anew what becomes of some rows alone, in the caller's transaction; the run is then stale."""
    source = source_of(run)
    width = len(reading.header(source.path, source.dialect))
    last = max(numbers, default=0)
    records = takewhile(lambda record: record.number <= last, reading.body(source.path, source.dialect))
    rows = [to_row(one, source.mapping, width=width) for one in records if one.number in numbers]
    session = importer.session(workspace=source.workspace, dialect=source.dialect, answers=source.answers)
    judged = _judged(session, corrections.Corrections(source.run).applied(rows), lock=False)
    session.examine(judged)
    _keep(run, judged)
    found = ImportRow.objects.filter(run=run)
    counts = Counter(found.values_list("outcome", flat=True))
    for outcome in Outcome:
        setattr(run, outcome.value, counts[outcome.value])
    run.doubtful = found.filter(doubtful=True).count()
    run.is_stale = True
    run.save(update_fields=[*Outcome.values, "doubtful", "is_stale"])


def apply(run: ImportRun, importer: Importer, *, beat: Beat, chunk: int = reading.CHUNK) -> None:
    """Write a confirmed run, from where it stands to its end."""
    for rows, session in _lots(source_of(run), importer, size=chunk):
        if rows[-1].number < run.next_row:
            session.recall(rows, _objects_of(run, rows))
            continue
        with transaction.atomic():
            if not _locked(run, RunState.APPLYING) or run.next_row > rows[0].number:
                return
            _apply_lot(run, session, rows, at=timezone.now())
        if not beat(run.seen, run.rows_total):
            return
    _finish(run, at=timezone.now())


def foresee(source: Source, importer: Importer, *, total: int, beat: Beat) -> Counter[str]:
    """Return how many rows of a file would have each outcome; nothing is written anywhere."""
    counts: Counter[str] = Counter()
    for rows, session in _lots(source, importer):
        counts.update(one.outcome.value for one in _judged(session, rows, lock=False))
        beat(counts.total(), total)
    return counts


def row_of(run: ImportRun, number: int) -> Row | None:
    """Return a row with every cell that fills a field, as corrected; None when the file has no such row.

    A row that cannot be trusted has its cells too, so that they can be corrected.
    """
    source = source_of(run)
    for record in reading.body(source.path, source.dialect):
        if record.number == number:
            there = {key: index for index, key in source.mapping.items() if index < len(record.cells)}
            row = Row(number, {key: record.cells[index] for key, index in there.items()})
            return corrections.Corrections(source.run).applied([row])[0]
    return None


def _lots(
    source: Source, importer: Importer, *, size: int = reading.CHUNK
) -> Iterator[tuple[list[Row], Session]]:
    width = len(reading.header(source.path, source.dialect))
    said = corrections.Corrections(source.run)
    session = importer.session(workspace=source.workspace, dialect=source.dialect, answers=source.answers)
    for lot in reading.chunks(source.path, source.dialect, size=size):
        yield said.applied([to_row(record, source.mapping, width=width) for record in lot]), session


def _judged(session: Session, rows: Sequence[Row], *, lock: bool) -> list[Judged]:
    """Judge the rows of a lot; those that somebody left aside are not even looked at."""
    kept = [row for row in rows if not row.skipped]
    judged = session.judge(kept, lock=lock)
    if len(kept) == len(rows):
        return judged
    aside = [
        Judged(row.number, Outcome.SKIPPED, row.cells.get("name", ""), LEFT_ASIDE)
        for row in rows
        if row.skipped
    ]
    return sorted([*judged, *aside], key=lambda one: one.number)


def _locked(run: ImportRun, state: RunState) -> bool:
    """Lock the run and read where it stands; False when it is no longer in that state."""
    now = ImportRun.objects.select_for_update().get(pk=run.pk)
    for name in ("state", "next_row", "doubtful", *Outcome.values):
        setattr(run, name, getattr(now, name))
    return bool(now.state == state)


def _apply_lot(run: ImportRun, session: Session, rows: Sequence[Row], *, at: dt.datetime) -> None:
    judged = _judged(session, rows, lock=True)
    session.write(judged, by=run.started_by, at=at)
    _keep(run, judged)
    counts = Counter(one.outcome.value for one in judged)
    for outcome in Outcome:
        setattr(run, outcome.value, getattr(run, outcome.value) + counts[outcome.value])
    run.doubtful += sum(one.is_doubtful for one in judged)
    run.next_row = rows[-1].number + 1
    run.save(update_fields=["next_row", "doubtful", *Outcome.values])
    journal.record(
        by=run.started_by,
        at=at,
        workspace=run.workspace,
        verb="import",
        obj=reference(run),
        label=run.file.name,
        changes={"first": rows[0].number, "last": rows[-1].number, **counts},
    )


def _keep(run: ImportRun, judged: Iterable[Judged]) -> None:
    """Keep what becomes of rows, in place of what was foreseen."""
    names = (
        "run", "number", "outcome", "label", "reason", "object_id", "values", "before", "undone", "details",
        "doubtful",
    )  # fmt: skip  # a table reads by its lines
    rows = (
        (run.pk, one.number, one.outcome.value, one.label[:_LABEL], one.reason, one.object_id, one.changes,
         one.before, "", one.details.as_json() if one.details else None, one.is_doubtful)
        for one in judged
    )  # fmt: skip  # a table reads by its lines
    bulk.write_rows(ImportRow, names, rows, unique=names[:2], update=names[2:])


def _objects_of(run: ImportRun, rows: Sequence[Row]) -> dict[int, uuid.UUID | None]:
    kept = ImportRow.objects.filter(run=run, number__gte=rows[0].number, number__lte=rows[-1].number)
    return dict(kept.exclude(outcome=Outcome.REFUSED).values_list("number", "object_id"))


@transaction.atomic
def _finish(run: ImportRun, *, at: dt.datetime) -> None:
    if not _locked(run, RunState.APPLYING):
        return
    run.state = RunState.DONE
    run.rows_total = run.seen
    run.ended_at = at
    run.save(update_fields=["state", "rows_total", "ended_at"])
    journal.record(
        by=run.started_by,
        at=at,
        workspace=run.workspace,
        verb="import_end",
        obj=reference(run),
        label=run.file.name,
        changes={outcome.value: getattr(run, outcome.value) for outcome in Outcome},
    )


def refused_rows(run: ImportRun) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Yield number, reason and cells of the refused rows of a run, in the order of its file."""
    reasons = (
        ImportRow.objects.filter(run=run, outcome=Outcome.REFUSED)
        .order_by("number")
        .values_list("number", "reason")
        .iterator(2000)
    )
    wanted = next(reasons, None)
    source = source_of(run)
    said = dict(run.corrections.values_list("number", "cells"))
    columns = {key: index for index, key in source.mapping.items()}
    for record in reading.body(source.path, source.dialect):
        if wanted is None:
            return
        if record.number == wanted[0]:
            cells = list(record.cells)
            for key, text in said.get(record.number, {}).items():
                if columns.get(key, len(cells)) < len(cells):
                    cells[columns[key]] = text
            yield record.number, wanted[1], tuple(cells)
            wanted = next(reasons, None)
