"""Erase the answers whose time has passed: a job a day at most for each form, planned for the oldest one."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from copil.identity.models import SignedLink
from copil.notifications import jobs
from copil.notifications.models import Job
from copil.surveys.actions.common import locked, record
from copil.surveys.models import Answer, Survey

PURGE = "surveys.purge"


def plan(survey: Survey, *, at: dt.datetime) -> None:
    """Have the oldest answers of a form erased the day after their last one, in the caller's transaction."""
    oldest = Answer.objects.filter(survey=survey).aggregate(first=Min("changed_at"))["first"]
    if oldest is None:
        return
    due = (oldest + dt.timedelta(days=survey.kept_days + 1)).date()
    run_at = max(dt.datetime.combine(due, dt.time(2), tzinfo=dt.UTC), at)
    jobs.enqueue(
        name=PURGE,
        payload={"survey": str(survey.pk)},
        workspace=survey.workspace,
        at=run_at,
        unique_key=f"{PURGE}:{survey.pk.hex}:{run_at:%Y%m%d}",
    )


def run(job: Job) -> None:
    """Erase what is past in the form of a job."""
    purge(pk=uuid.UUID(job.payload["survey"]), at=timezone.now())


@transaction.atomic
def purge(*, pk: uuid.UUID, at: dt.datetime) -> int:
    """Erase the answers of a form that were last given longer ago than it says; return how many.

    Links to what is erased close. The form stays, and what is still to be erased is planned again.
    """
    survey = locked(pk)
    limit = at - dt.timedelta(days=survey.kept_days)
    past = list(Answer.objects.filter(survey=survey, changed_at__lt=limit).values_list("pk", flat=True))
    if past:
        erase(past, at=at)
        record(survey, verb="purge", by=None, at=at, changes={"removed": len(past)})
    oldest = Answer.objects.filter(survey=survey).exists()
    if oldest:
        plan(survey, at=at + dt.timedelta(days=1))
    return len(past)


def erase(pks: list[uuid.UUID], *, at: dt.datetime) -> int:
    """Delete answers and close the links to them; return how many there were."""
    kind = Answer._meta.label_lower
    SignedLink.objects.filter(object_kind=kind, object_id__in=pks, revoked_at=None).update(revoked_at=at)
    return Answer.objects.filter(pk__in=pks).delete()[0]
