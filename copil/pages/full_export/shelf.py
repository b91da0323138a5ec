"""Archives asked from a screen: made by the worker, kept one day for whoever asked, then erased."""

import datetime as dt
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from copil.core.security_log import told
from copil.identity.models import User, Workspace, reference
from copil.journal import actions as journal
from copil.notifications import jobs
from copil.notifications.enums import JobState
from copil.notifications.models import Job
from copil.pages.full_export import writing
from copil.pages.full_export.scope import Scope

MAKE, ERASE = "pages.export", "pages.export_erase"
KEPT = dt.timedelta(days=1)
_BEAT_SECONDS = 10.0


def path_of(key: uuid.UUID) -> Path:
    """Return where the archive of a job waits: beside the files of the workspaces, out of the backups."""
    return Path(settings.DATA_DIR) / "exports" / f"{key}.zip"


@transaction.atomic
def ask(*, workspace: Workspace, by: User, at: dt.datetime) -> Job:
    """Have the archive of a workspace made; one at a time."""
    under_way = jobs.waiting(name=MAKE, workspace=workspace)
    if under_way is not None:
        return under_way
    job = jobs.enqueue(
        name=MAKE,
        payload={"by": str(by.pk)},
        workspace=workspace,
        at=at,
        unique_key=f"{MAKE}:{workspace.pk}",
    )
    _record(workspace, verb="ask_export", by=by, at=at)
    return job


@transaction.atomic
def take(*, job: Job, workspace: Workspace, by: User, at: dt.datetime) -> Path:
    """Say that an archive was taken away, and return where it is."""
    told("export_taken", workspace=workspace.pk, user=by.pk)
    _record(workspace, verb="take_export", by=by, at=at)
    return path_of(job.pk)


def latest(workspace: Workspace) -> Job | None:
    """Return what became of the last archive asked for a workspace."""
    return Job.objects.filter(name=MAKE, workspace=workspace).order_by("-created_at", "-pk").first()


def until(job: Job, *, at: dt.datetime) -> dt.datetime | None:
    """Return until when an archive can be taken; None when it is not there, or no longer."""
    if job.state != JobState.DONE or job.ended_at is None or not path_of(job.pk).exists():
        return None
    last = job.ended_at + KEPT
    return last if last > at else None


def run(job: Job) -> None:
    """Make an archive, once however often the job runs, and plan its erasing."""
    target = path_of(job.pk)
    if job.workspace is not None and not target.exists():
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _beating(job) as beat:
            writing.write(target, Scope(job.workspace), at=timezone.now(), beat=beat)
        told("workspace_exported", workspace=job.workspace.pk)
    jobs.enqueue(
        name=ERASE,
        payload={"archive": str(job.pk)},
        workspace=job.workspace,
        at=timezone.now() + KEPT,
        unique_key=f"{ERASE}:{job.pk}",
    )


def erase(job: Job) -> None:
    """Erase an archive whose day is over."""
    path_of(uuid.UUID(job.payload["archive"])).unlink(missing_ok=True)


@contextmanager
def _beating(job: Job) -> Iterator[writing.Beat]:
    """Tell the progress from beside: nothing can be written where the database is being read."""
    done, stop = [0, 0], threading.Event()

    def tell() -> None:
        while not stop.wait(_BEAT_SECONDS):
            try:
                jobs.beat(job, at=timezone.now(), done=done[0], total=done[1])
            except DatabaseError:  # told again at the next beat
                continue
        connection.close()

    def beat(number: int, total: int) -> None:
        done[:] = [number, total]

    thread = threading.Thread(target=tell, daemon=True)
    thread.start()
    try:
        yield beat
    finally:
        stop.set()
        thread.join()


def _record(workspace: Workspace, *, verb: str, by: User, at: dt.datetime) -> None:
    journal.record(
        by=by, at=at, workspace=workspace, verb=verb, obj=reference(workspace), label=workspace.name
    )
