"""Keep what somebody needs to eat and to get in, and erase it after the meeting.

The journal never says what was answered: what is erased must not be read there.
"""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone

from copil.core import typography
from copil.core.errors import ActionRefused
from copil.meetings.actions.common import record
from copil.meetings.enums import Diet, Reply
from copil.meetings.models import Hospitality, Invitation, Meeting, Participant
from copil.notifications import jobs
from copil.notifications.models import Job

FORGET = "meetings.forget_needs"
KEPT = dt.timedelta(days=30)


def keep(
    participant: Participant, *, meeting: Meeting, reply: str, diet: str, details: str, at: dt.datetime
) -> None:
    """Keep what somebody said of their table and their access, in the caller's transaction.

    Who does not come in person needs nothing here; a diet that is not proposed is none.
    """
    chosen = diet if diet in Diet.values and meeting.meal and reply == Reply.YES else ""
    told = " ".join(details.split())[:200] if meeting.meal and reply == Reply.YES else ""
    stored = Hospitality.objects.filter(participant=participant)
    if not chosen and not told:
        stored.delete()
        return
    Hospitality.objects.update_or_create(
        participant=participant,
        defaults={"diet": chosen, "details": told},
        create_defaults={
            "diet": chosen,
            "details": told,
            "workspace": meeting.workspace,
            "created_at": at,
        },
    )
    _plan(meeting, at=at)


@transaction.atomic
def note(*, participant: Participant, diet: str, details: str, at: dt.datetime) -> None:
    """Note what somebody who comes said otherwise: by telephone, in the corridor."""
    reply = Invitation.objects.filter(participant=participant).values_list("reply", flat=True).first()
    if reply != Reply.YES:
        raise ActionRefused("Notez d’abord que cette personne vient sur place.")
    keep(participant, meeting=participant.meeting, reply=reply, diet=diet, details=details, at=at)


def run(job: Job) -> None:
    """Erase what is no longer needed for the meeting of a job; later when the meeting has moved."""
    meeting = Meeting.objects.filter(pk=uuid.UUID(job.payload["meeting"])).first()
    if meeting is not None:
        forget(meeting=meeting, at=timezone.now())


@transaction.atomic
def forget(*, meeting: Meeting, at: dt.datetime) -> int:
    """Erase the diets and access needs of a meeting over for a month; return how many were."""
    due = _due(meeting)
    if due is not None and due > at:
        _plan(meeting, at=at)
        return 0
    rows = Hospitality.objects.filter(participant__meeting=meeting)
    erased: int = rows.delete()[0]
    if erased:
        answers = typography.plural(erased, "réponse")
        record(meeting, verb="forget_needs", by=None, at=at, changes={"answers": answers})
    return erased


def _due(meeting: Meeting) -> dt.datetime | None:
    ends = meeting.ends_at
    return max(ends, meeting.ended_at or ends) + KEPT if ends else None


def _plan(meeting: Meeting, *, at: dt.datetime) -> None:
    due = _due(meeting) or at + KEPT
    key = f"{FORGET}:{meeting.pk.hex}:{int(due.timestamp())}"
    jobs.enqueue(
        name=FORGET,
        payload={"meeting": str(meeting.pk)},
        workspace=meeting.workspace,
        at=due,
        unique_key=key,
    )
