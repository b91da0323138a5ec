"""The verbs of an import: bring a file, say what its columns mean, confirm, give up."""

import datetime as dt
import hashlib
import io
from collections.abc import Sequence
from pathlib import Path

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.exchange import archives, engine, memory, reading, tables, uploads
from copil.exchange.dialects import Dialect
from copil.exchange.enums import RunState
from copil.exchange.importers import Importer, Mapped
from copil.exchange.models import ImportRow, ImportRun, KnownColumns, RowCorrection
from copil.exchange.workbooks import Table
from copil.files import store
from copil.files.models import StoredFile
from copil.identity.models import User, Workspace, reference
from copil.journal import actions as journal
from copil.notifications import jobs
from copil.notifications.models import Job

AT_ONCE = 1_000
"""Up to so many rows a file is verified while the person waits; a larger one is left to the worker."""

MEDIA_TYPES = {
    uploads.CSV: "text/csv",
    archives.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    archives.ODS: "application/vnd.oasis.opendocument.spreadsheet",
}
OWNER = "exchange.importrun"


def start(
    *, by: User, at: dt.datetime, workspace: Workspace, importer: Importer, content: bytes, name: str
) -> ImportRun:
    """Keep a file sent from a page; guess how it is written and what its columns mean.

    Refuses what is not a table: picture, page, program, trapped workbook, nothing but a header, too many
    columns.
    """
    uploads.check_size(len(content))
    file_format = uploads.judge(io.BytesIO(content))
    media_type = MEDIA_TYPES[file_format]
    try:
        with transaction.atomic():
            kept = store.keep(
                workspace=workspace, content=content, name=name, media_type=media_type, owner=(OWNER, None)
            )
            return _begin(by=by, at=at, importer=importer, kept=kept, file_format=file_format)
    except ActionRefused:
        store.forget(workspace.pk, hashlib.sha256(content).hexdigest())
        raise


@transaction.atomic
def start_from_path(*, at: dt.datetime, workspace: Workspace, importer: Importer, path: Path) -> ImportRun:
    """The same for a file of this machine, of any size; copied without being held in memory."""
    with path.open("rb") as handle:
        file_format = uploads.judge(handle)
    media_type = MEDIA_TYPES[file_format]
    kept = store.keep_file(
        workspace=workspace, path=path, name=path.name, media_type=media_type, owner=(OWNER, None)
    )
    return _begin(by=None, at=at, importer=importer, kept=kept, file_format=file_format)


def _begin(
    *, by: User | None, at: dt.datetime, importer: Importer, kept: StoredFile, file_format: str
) -> ImportRun:
    run = ImportRun(
        workspace=kept.workspace,
        kind=importer.kind,
        format=file_format,
        file=kept,
        started_by=by,
        created_at=at,
    )
    path = store.local(kept.workspace_id, kept.sha256)
    with tables.opened(path, importer, file_format=file_format) as table:
        columns = tables.columns_of(table)
        _propose(run, columns, table, importer)
        _take(run, table)
    run.save(force_insert=True)
    kept.owner_id = run.pk
    kept.save(update_fields=["owner_id"])
    journal.record(by=by, at=at, workspace=run.workspace, verb="upload", obj=reference(run), label=kept.name)
    return run


def _propose(run: ImportRun, columns: Sequence[str], table: Table, importer: Importer) -> None:
    """Say what the columns likely mean: as confirmed before for the same titles, else as guessed."""
    mapping, run.known_columns = likeliest(columns, table, importer, workspace=run.workspace)
    run.mapping = _plain(mapping)


def likeliest(
    columns: Sequence[str], table: Table, importer: Importer, *, workspace: Workspace
) -> tuple[Mapped, KnownColumns | None]:
    """Return what columns likely mean, and where it was confirmed; else it is guessed from what they hold."""
    known = memory.recall(workspace=workspace, kind=importer.kind, columns=columns)
    if known is not None:
        keys = {target.key for target in importer.targets}
        found = memory.mapping_of(known, columns)
        return {index: key for index, key in found.items() if key in keys}, known
    contents = importer.contents(reading.columns(table.path, table.dialect), table.dialect)
    return importer.guess(columns, contents), None


@transaction.atomic
def forget_columns(*, by: User, at: dt.datetime, run: ImportRun, importer: Importer) -> None:
    """Forget what was confirmed for the titles of a file, and guess its columns afresh."""
    locked = locked_in(run, RunState.UPLOADED, RunState.READ)
    if locked.known_columns is None:
        raise ActionRefused("Ce fichier ne reprend aucun choix gardé : il n’y a rien à oublier.")
    KnownColumns.objects.filter(pk=locked.known_columns.pk).update(archived_at=at)
    ImportRun.objects.filter(known_columns=locked.known_columns).update(known_columns=None)
    source = engine.source_of(locked)
    columns = reading.columns(source.path, source.dialect)
    contents = importer.contents(columns, source.dialect)
    locked.known_columns = None
    locked.mapping = _plain(importer.guess([column.name for column in columns], contents))
    locked.state = RunState.UPLOADED
    locked.save(update_fields=["known_columns", "mapping", "state"])
    journal.record(
        by=by, at=at, workspace=run.workspace, verb="forget", obj=reference(run), label=locked.file.name
    )


def _take(run: ImportRun, table: Table) -> None:
    """Set how a file is read; the table of a workbook is kept beside it, so that its rows never move."""
    run.dialect, run.layout = table.dialect.as_dict(), table.layout.as_dict()
    run.rows_total = reading.count(table.path, table.dialect)
    if run.format != uploads.CSV:
        run.table = store.keep_file(
            workspace=run.workspace,
            path=table.path,
            name=f"{run.file.name}.csv",
            media_type=MEDIA_TYPES[uploads.CSV],
            owner=(OWNER, run.pk),
        )


@transaction.atomic
def set_dialect(*, run: ImportRun, dialect: Dialect | None, importer: Importer, sheet: str = "") -> None:
    """Read the file another way; the columns are guessed again when their names change.

    For a workbook, ``sheet`` names the one to read; without a dialect, the rest is guessed again.
    """
    locked = locked_in(run, RunState.UPLOADED, RunState.READ)
    source = engine.source_of(locked)
    before = reading.header(source.path, source.dialect)
    path = store.local(locked.file.workspace_id, locked.file.sha256)
    with tables.opened(path, importer, file_format=locked.format, dialect=dialect, sheet=sheet) as table:
        columns = tables.columns_of(table)
        _take(locked, table)
        if sheet != run.layout.get("sheet", ""):
            RowCorrection.objects.filter(run=locked).delete()
            locked.answers = {}
        if columns != before:
            _propose(locked, columns, table, importer)
    locked.state = RunState.UPLOADED
    locked.save(
        update_fields=[
            "dialect",
            "layout",
            "table",
            "mapping",
            "known_columns",
            "rows_total",
            "answers",
            "state",
        ]
    )


def set_mapping(*, run: ImportRun, mapping: Mapped, importer: Importer, at: dt.datetime) -> None:
    """Say what the columns mean, and have the rows verified: at once for a small file, else by the worker."""
    require_mapping(mapping, importer)
    with transaction.atomic():
        locked = locked_in(run, RunState.UPLOADED, RunState.READ)
        locked.mapping = _plain(mapping)
        locked.state = RunState.READING
        locked.version += 1
        locked.save(update_fields=["mapping", "state", "version"])
        if locked.rows_total > AT_ONCE:
            enqueue(locked, importer.check_job, at=at)
            return
    engine.check(locked, importer, beat=lambda _done, _total: True)


def require_mapping(mapping: Mapped, importer: Importer) -> None:
    """Refuse columns among which the one thing needed is missing."""
    if importer.required not in mapping.values():
        label = next(target.label for target in importer.targets if target.key == importer.required)
        raise ActionRefused(
            f"Indiquez quelle colonne donne : {label.lower()}. Sans elle, rien ne peut être créé."
        )


@transaction.atomic
def confirm(*, by: User | None, at: dt.datetime, run: ImportRun, importer: Importer) -> None:
    """Have a verified file written by the worker."""
    locked = locked_in(run, RunState.READ)
    if locked.is_stale:
        raise ActionRefused("Des corrections n’ont pas été vérifiées avec les autres lignes : vérifiez-les.")
    if not locked.created + locked.updated:
        raise ActionRefused("Ce fichier ne change rien : aucune ligne n’est à créer ni à mettre à jour.")
    source = engine.source_of(locked)
    memory.remember(by=by, at=at, run=locked, columns=reading.header(source.path, source.dialect))
    begin_writing(locked, by=by, at=at)
    enqueue(locked, importer.apply_job, at=at)


def begin_writing(run: ImportRun, *, by: User | None, at: dt.datetime) -> None:
    """Put a run at the start of its writing, in the caller's transaction."""
    run.state, run.started_by, run.next_row = RunState.APPLYING, by, 0
    _reset_counts(run)
    run.save()
    journal.record(
        by=by, at=at, workspace=run.workspace, verb="confirm", obj=reference(run), label=run.file.name
    )


@transaction.atomic
def take_up_again(*, run: ImportRun, importer: Importer, at: dt.datetime) -> None:
    """Give a stopped run a new job: it goes on where it stands."""
    locked = locked_in(run, RunState.READING, RunState.APPLYING, RunState.UNDOING)
    names = {RunState.READING: importer.check_job, RunState.APPLYING: importer.apply_job}
    enqueue(locked, names.get(RunState(locked.state), importer.undo_job), at=at)


@transaction.atomic
def cancel(*, by: User, at: dt.datetime, run: ImportRun) -> None:
    """Give up an import; what is already written stays, and the page says how many rows that is."""
    locked = locked_in(run, RunState.UPLOADED, RunState.READING, RunState.READ, RunState.APPLYING)
    if locked.state != RunState.APPLYING:
        ImportRow.objects.filter(run=locked).delete()
        _reset_counts(locked)
    locked.state, locked.ended_at = RunState.CANCELLED, at
    locked.save()
    journal.record(
        by=by, at=at, workspace=locked.workspace, verb="cancel", obj=reference(locked), label=locked.file.name
    )


def job_of(run: ImportRun) -> Job | None:
    """Return the job waiting for a run or at work on it."""
    return Job.objects.filter(unique_key=_key(run)).first()


def is_stuck(run: ImportRun) -> bool:
    """Tell whether a run waits for a job that nobody will do."""
    return run.state in (RunState.READING, RunState.APPLYING) and job_of(run) is None


def _reset_counts(run: ImportRun) -> None:
    run.created = run.updated = run.unchanged = run.refused = run.skipped = run.doubtful = 0


def enqueue(run: ImportRun, name: str, *, at: dt.datetime) -> None:
    """Have the worker do one of the jobs of an importer for a run; once."""
    jobs.enqueue(
        name=name, payload={"run": str(run.pk)}, workspace=run.workspace, at=at, unique_key=_key(run)
    )


def _key(run: ImportRun) -> str:
    return f"import:{run.pk}"


def locked_in(run: ImportRun, *states: RunState) -> ImportRun:
    """Return the run, locked, in one of the states; refuse when it is no longer in any."""
    runs = ImportRun.objects.select_for_update(of=("self",))
    runs = runs.select_related("file", "table", "workspace", "known_columns", "started_by")
    locked: ImportRun = runs.get(pk=run.pk)
    if locked.state not in states:
        raise ActionRefused(f"Cet import n’en est plus là : {locked.get_state_display().lower()}.")
    return locked


def _plain(mapping: Mapped) -> dict[str, str]:
    return {str(index): key for index, key in sorted(mapping.items())}
