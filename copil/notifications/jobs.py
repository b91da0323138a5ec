"""The queue: enqueue, lease, run, retry, set aside.

A handler is a function ``handler(job) -> None``, named in ``settings.JOBS``. It must be idempotent: a job
runs at least once.
"""

import datetime as dt
import logging
import uuid
from collections.abc import Callable, Mapping, Sequence
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
_SOON = dt.timedelta(minutes=1)
"""No transaction lasts longer: a job due later is not taken before the caller's ends."""
_AT_ONCE = 400
Handler = Callable[[Job], None]


@transaction.atomic(savepoint=False)
def enqueue(
    *,
    name: str,
    payload: dict[str, Any],
    workspace: Workspace | None = None,
    at: dt.datetime,
    unique_key: str | None = None,
) -> Job:
    """Add a job, in the caller's transaction; with a ``unique_key`` already queued, return that one.

    One that runs may have read already what the caller writes: it is done again once it ends. Another
    transaction may be adding the same key: this one waits for it instead of failing.
    """
    new = Job(name=name, payload=payload, workspace=workspace, run_at=at, unique_key=unique_key)
    if unique_key is None:
        new.save(force_insert=True)
        return new
    while True:
        Job.objects.bulk_create([new], ignore_conflicts=True)
        waiting = _kept([new]).get(unique_key)
        if waiting is not None:  # or it has just ended, and its key is free
            return waiting


@transaction.atomic(savepoint=False)
def enqueue_many(
    *, name: str, payloads: Mapping[str, dict[str, Any]], workspace: Workspace, at: dt.datetime
) -> None:
    """Add a job for each unique key, in the caller's transaction; as ``enqueue`` does, for many at once."""
    asked = [
        Job(name=name, payload=payload, workspace=workspace, run_at=at, unique_key=key)
        for key, payload in sorted(payloads.items())
    ]
    for start in range(0, len(asked), _AT_ONCE):
        missing = asked[start : start + _AT_ONCE]
        while missing:
            Job.objects.bulk_create(missing, ignore_conflicts=True)
            kept = _kept(missing)
            missing = [job for job in missing if job.unique_key not in kept]


def _kept(asked: Sequence[Job]) -> dict[str | None, Job]:
    """Return, by key, the jobs that answer to those just asked; mark those that are to be done again.

    One that may be taken before the caller's transaction ends is locked until then: it would run without
    what the caller writes, or end without its mark.
    """
    keys, new = [job.unique_key for job in asked], {job.pk for job in asked}
    found = {job.unique_key: job for job in Job.objects.filter(unique_key__in=keys)}
    soon = timezone.now() + _SOON
    near = [job.pk for job in found.values() if job.pk not in new and not _is_far(job, soon)]
    if not near:
        return found
    wanted = {job.unique_key: job for job in asked}
    held = Job.objects.select_for_update().filter(pk__in=near, unique_key__in=keys).order_by("pk")
    locked = {job.unique_key: job for job in held}
    for key, job in locked.items():
        if job.state == JobState.RUNNING and job.again is None:
            job.again = _said(wanted[key])
            job.save(update_fields=["again"])
    return {key: locked.get(key, job) for key, job in found.items() if key in locked or job.pk not in near}


def _is_far(job: Job, soon: dt.datetime) -> bool:
    return job.state == JobState.QUEUED and job.run_at > soon


def _said(job: Job) -> dict[str, Any]:
    return {"name": job.name, "payload": job.payload, "run_at": job.run_at.isoformat()}


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


@transaction.atomic
def _end(job: Job, *, state: JobState, at: dt.datetime, error: str) -> None:
    """End a job and free its key; queue anew what was asked under it while it ran."""
    mine = _still_mine(job.pk, job.lease_token).select_for_update().first()
    if mine is None:
        return
    key, again = mine.unique_key, mine.again
    Job.objects.filter(pk=mine.pk).update(
        state=state, ended_at=at, leased_until=None, unique_key=None, again=None, last_error=error[:2000]
    )
    if again is not None:
        Job.objects.create(
            name=again["name"],
            payload=again["payload"],
            workspace_id=mine.workspace_id,
            run_at=dt.datetime.fromisoformat(again["run_at"]),
            unique_key=key,
        )


def _still_mine(pk: uuid.UUID, token: uuid.UUID | None) -> "QuerySet[Job]":
    return Job.objects.filter(pk=pk, lease_token=token, state=JobState.RUNNING)
