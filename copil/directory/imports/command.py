"""Import a file of this machine, for the command line."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from copil.core.errors import ActionRefused
from copil.directory.imports.importer import ORGANISATIONS
from copil.exchange import actions, engine, reading, tables, uploads
from copil.exchange.enums import RunState
from copil.exchange.models import ImportRun
from copil.identity.models import Workspace

Progress = Callable[[int, int], object]
Four = tuple[int, int, int, int]


@dataclass(frozen=True)
class Counts:
    """What became of the rows of a file."""

    created: int
    updated: int
    unchanged: int
    refused: int
    seconds: float

    def as_dict(self) -> dict[str, int | float]:
        return asdict(self)


def format_of(path: Path) -> str:
    """Return the format of a file, by what it holds: ``csv``, ``xlsx`` or ``ods``; refuse anything else."""
    with path.open("rb") as handle:
        return uploads.judge(handle)


def import_organisations(
    path: Path, workspace: Workspace, dry_run: bool, progress: Progress | None = None
) -> Counts:
    """Bring a file of organisations (CSV, XLSX or ODS) into a workspace.

    Its columns mean what was confirmed on a page for the same titles, else what is guessed, as there.
    Returns what became of the rows. With ``dry_run`` nothing is written anywhere. A file whose import was
    interrupted is taken up where it stood; the counts are then those of the whole file. Raises
    :class:`ActionRefused` for a file that cannot be used.
    """
    started = time.perf_counter()

    def beat(done: int, total: int) -> bool:
        if progress is not None:
            progress(done, total)
        return True

    outcomes = _foresee(path, workspace, beat) if dry_run else _write(path, workspace, beat)
    return Counts(*outcomes, round(time.perf_counter() - started, 3))


def _foresee(path: Path, workspace: Workspace, beat: engine.Beat) -> Four:
    with tables.opened(path, ORGANISATIONS, file_format=format_of(path)) as table:
        columns = tables.columns_of(table)
        mapping, _ = actions.likeliest(columns, table, ORGANISATIONS, workspace=workspace)
        actions.require_mapping(mapping, ORGANISATIONS)
        source = engine.Source(table.path, mapping, table.dialect, workspace)
        total = reading.count(table.path, table.dialect)
        counts = engine.foresee(source, ORGANISATIONS, total=total, beat=beat)
    return (counts["created"], counts["updated"], counts["unchanged"], counts["refused"])


def _write(path: Path, workspace: Workspace, beat: engine.Beat) -> Four:
    run = _begun(path, workspace)
    engine.apply(run, ORGANISATIONS, beat=beat)
    run.refresh_from_db()
    if run.state != RunState.DONE:
        raise ActionRefused(
            "Cet import est déjà mené par un autre programme. Attendez sa fin, puis relancez-le."
        )
    return (run.created, run.updated, run.unchanged, run.refused)


@transaction.atomic
def _begun(path: Path, workspace: Workspace) -> ImportRun:
    """Return the interrupted run of the same file, or a new one, ready to be written."""
    run = actions.start_from_path(at=timezone.now(), workspace=workspace, importer=ORGANISATIONS, path=path)
    actions.require_mapping({int(index): key for index, key in run.mapping.items()}, ORGANISATIONS)
    interrupted = ImportRun.objects.filter(
        workspace=workspace,
        kind=ORGANISATIONS.kind,
        started_by=None,
        state=RunState.APPLYING,
        file__sha256=run.file.sha256,
        mapping=run.mapping,
    )
    earlier: ImportRun | None = (
        interrupted.select_related("file", "table", "workspace").order_by("-created_at").first()
    )
    if earlier is not None:
        transaction.set_rollback(True)
        return earlier
    actions.begin_writing(run, by=None, at=timezone.now())
    return run
