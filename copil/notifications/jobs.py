"""The queue: enqueue, lease, run, retry, set aside.

A handler is a function ``handler(job) -> None``, named in ``settings.JOBS``. It must be idempotent: a job
runs at least once.
"""

import datetime as dt
import logging
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from copil.core.ids import uuid7
from copil.identity.models import Workspace
from copil.notifications.enums import JobState
from copil.notifications.models import Job

logger = logging.getLogger("copil.jobs")

LEASE = dt.timedelta(seconds=60)
MAX_ATTEMPTS = 5
Handler = Callable[[Job], None]


def enqueue(
    *,
    name: str,
    payload: dict[str, Any],
    workspace: Workspace | None = None,
    at: dt.datetime,
    unique_key: str | None = None,
) -> Job:
    """Add a job, in the caller's transaction; with a ``unique_key`` already queued, return that one.

    Another transaction may be adding the same key: this one waits for it instead of failing.
    """
    new = Job(name=name, payload=payload, workspace=workspace, run_at=at, unique_key=unique_key)
    if unique_key is None:
        new.save(force_insert=True)
        return new
    while True:
        Job.objects.bulk_create([new], ignore_conflicts=True)
        waiting = Job.objects.filter(unique_key=unique_key).first()
        if waiting is not None:  # or it has just ended, and its key is free
            return waiting


def enqueue_many(
    *, name: str, payloads: Mapping[str, dict[str, Any]], workspace: Workspace, at: dt.datetime
) -> None:
    """Add a job for each unique key, in the caller's transaction and one statement; those queued stay."""
    new = [
        Job(name=name, payload=payload, workspace=workspace, run_at=at, unique_key=key)
        for key, payload in payloads.items()
    ]
    Job.objects.bulk_create(new, ignore_conflicts=True)


def ask(*, name: str, workspace: Workspace, at: dt.datetime) -> Job:
    """Have something done for a whole workspace; once, however often it is asked."""
    return enqueue(name=name, payload={}, workspace=workspace, at=at, unique_key=f"{name}:{workspace.pk}")


def waiting(*, name: str, workspace: Workspace) -> Job | None:
    """Return the job of a workspace that is queued or under way."""
    rows = Job.objects.filter(name=name, workspace=workspace)
    return rows.filter(Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING)).order_by("-pk").first()


def lease_next(*, at: dt.datetime) -> Job | None:
    """Take the next job that is due or whose worker died; None when there is nothing to do."""
    due = Q(state=JobState.QUEUED, run_at__lte=at) | Q(state=JobState.RUNNING, leased_until__lt=at)
    with transaction.atomic():
        candidates = Job.objects.filter(due).order_by("run_at", "pk")
        job = candidates.select_for_update(
            skip_locked=transaction.get_connection().vendor == "postgresql"
        ).first()
        if job is None:
            return None
        job.state = JobState.RUNNING
        job.lease_token = uuid7()
        job.leased_until = at + LEASE
        job.attempts += 1
        job.save(update_fields=["state", "lease_token", "leased_until", "attempts"])
    return job


def beat(job: Job, *, at: dt.datetime, done: int | None = None, total: int | None = None) -> bool:
    """Prolong the lease and tell the progress; False when the lease was lost to another worker."""
    values: dict[str, Any] = {"leased_until": at + LEASE}
    if done is not None:
        values["progress_done"] = done
    if total is not None:
        values["progress_total"] = total
    return _still_mine(job.pk, job.lease_token).update(**values) == 1


def run(job: Job, *, at: dt.datetime) -> None:
    """Run a leased job; retry later with a growing delay when it fails, set it aside after five attempts."""
    if job.name not in settings.JOBS or job.attempts > MAX_ATTEMPTS:
        _end(job, state=JobState.SET_ASIDE, at=at, error=job.last_error or f"no handler for {job.name}")
        return
    handler: Handler = import_string(settings.JOBS[job.name])
    try:
        handler(job)
    except Exception as error:  # noqa: BLE001  # whatever a handler raises, the worker goes on
        logger.warning("job %s (%s) failed: %s", job.name, job.pk, type(error).__name__)
        _retry_or_set_aside(job, error=f"{type(error).__name__}: {error}", at=timezone.now())
        return
    _end(job, state=JobState.DONE, at=timezone.now(), error="")


def _retry_or_set_aside(job: Job, *, error: str, at: dt.datetime) -> None:
    if job.attempts >= MAX_ATTEMPTS:
        _end(job, state=JobState.SET_ASIDE, at=at, error=error)
        return
    delay = dt.timedelta(seconds=5 * 4 ** (job.attempts - 1))
    _still_mine(job.pk, job.lease_token).update(
        state=JobState.QUEUED, run_at=at + delay, leased_until=None, lease_token=None, last_error=error[:2000]
    )


def _end(job: Job, *, state: JobState, at: dt.datetime, error: str) -> None:
    _still_mine(job.pk, job.lease_token).update(
        state=state, ended_at=at, leased_until=None, unique_key=None, last_error=error[:2000]
    )


def _still_mine(pk: uuid.UUID, token: uuid.UUID | None) -> "QuerySet[Job]":
    return Job.objects.filter(pk=pk, lease_token=token, state=JobState.RUNNING)
