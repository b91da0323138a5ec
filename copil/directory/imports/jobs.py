"""What the worker does of an import: verify a large file, write a confirmed one."""

from django.utils import timezone

from copil.directory.imports.importer import ORGANISATIONS
from copil.exchange import engine, undoing
from copil.exchange.enums import RunState
from copil.exchange.models import ImportRun
from copil.notifications import jobs
from copil.notifications.models import Job


def check(job: Job) -> None:
    """Verify the rows of a run; nothing to do when it was given up."""
    run = _run_of(job, RunState.READING)
    if run is not None:
        engine.check(run, ORGANISATIONS, beat=_beat_of(job))


def apply(job: Job) -> None:
    """Write the rows of a run, from where it stands."""
    run = _run_of(job, RunState.APPLYING)
    if run is not None:
        engine.apply(run, ORGANISATIONS, beat=_beat_of(job))


def undo(job: Job) -> None:
    """Take back what a run wrote, from where the undoing stands."""
    run = _run_of(job, RunState.UNDOING)
    if run is not None:
        undoing.undo(run, ORGANISATIONS, beat=_beat_of(job))


def _run_of(job: Job, state: RunState) -> ImportRun | None:
    runs = ImportRun.objects.select_related("file", "table", "workspace", "started_by")
    return runs.filter(pk=job.payload["run"], state=state).first()


def _beat_of(job: Job) -> engine.Beat:
    return lambda done, total: jobs.beat(job, at=timezone.now(), done=done, total=total)
