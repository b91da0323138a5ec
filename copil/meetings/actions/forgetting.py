"""Erase who registered to a meeting a year after it: what was noted of who was there stays in the meeting."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone

from copil.identity.models import SignedLink
from copil.meetings.actions.common import record
from copil.meetings.actions.registering import hold
from copil.meetings.models import Registration, RegistrationPage
from copil.notifications import jobs
from copil.notifications.models import Job
from copil.surveys.actions.purging import erase
from copil.surveys.models import Answer

FORGET = "meetings.forget"
KEPT = dt.timedelta(days=365)


def plan(page: RegistrationPage, *, at: dt.datetime) -> None:
    """Have the registrations of a page erased in time, in the caller's transaction (its meeting fetched)."""
    run_at = max(due(page) + dt.timedelta(hours=1), at)
    jobs.enqueue(
        name=FORGET,
        payload={"page": str(page.pk)},
        workspace=page.workspace,
        at=run_at,
        unique_key=f"{FORGET}:{page.pk.hex}:{int(run_at.timestamp())}",
    )


def due(page: RegistrationPage) -> dt.datetime:
    """Return when the registrations of a page are to be erased; a meeting put off later keeps them longer."""
    return (page.meeting.ends_at or page.created_at) + KEPT


def run(job: Job) -> None:
    """Erase the registrations of a job."""
    forget(pk=uuid.UUID(job.payload["page"]), at=timezone.now())


@transaction.atomic
def forget(*, pk: uuid.UUID, at: dt.datetime) -> int:
    """Erase the registrations of a page, their answers and their links; return how many there were."""
    found = RegistrationPage.objects.filter(pk=pk).first()
    if found is None:
        return 0
    page = hold(found)
    if due(page) > at:
        plan(page, at=at)
        return 0
    rows = Registration.objects.filter(page=page)
    pks = list(rows.values_list("pk", flat=True))
    if not pks:
        return 0
    erase(list(Answer.objects.filter(holder_id__in=pks).values_list("pk", flat=True)), at=at)
    kind = Registration._meta.label_lower
    SignedLink.objects.filter(object_kind=kind, object_id__in=pks, revoked_at=None).update(revoked_at=at)
    rows.delete()
    record(page.meeting, verb="forget_registrations", by=None, at=at, changes={"removed": len(pks)})
    return len(pks)
