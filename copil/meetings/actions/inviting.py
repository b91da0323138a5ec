"""Tell those expected at a meeting: the first time, when it changes, when it does not take place.

Nothing leaves from the act itself: the act asks for it (``ask``), and a job compares what each person knows
of with what is true now. What changes several times in ten minutes leaves as one mail, and a job that runs
twice sends nothing the second time.
"""

import datetime as dt
import uuid

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from copil.core.errors import ActionRefused
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import reference
from copil.meetings import letters, wording
from copil.meetings.actions import arrivals
from copil.meetings.actions.common import locked, record
from copil.meetings.enums import MeetingState, Reply
from copil.meetings.models import AgendaItem, Convocation, Invitation, Meeting, Participant
from copil.notifications import jobs
from copil.notifications.actions import write
from copil.notifications.models import Job

INVITE, REMIND = "meetings.invite", "meetings.remind"
GATHERED = dt.timedelta(minutes=10)
REMIND_BEFORE = dt.timedelta(days=3)
NO_ADDRESS = "Aucune adresse électronique : prévenez cette personne autrement."
_TOLD = ("title", "starts_at", "duration", "place", "link")


def ask(meeting: Meeting, *, at: dt.datetime, now: bool = False) -> None:
    """Have those expected told, in the caller's transaction: at once, or with what else changes by then."""
    if meeting.is_draft:
        return
    step = int(GATHERED.total_seconds())
    run_at = at if now else dt.datetime.fromtimestamp((int(at.timestamp()) // step + 1) * step, tz=dt.UTC)
    jobs.enqueue(
        name=INVITE,
        payload={"meeting": str(meeting.pk)},
        workspace=meeting.workspace,
        at=run_at,
        unique_key=f"{INVITE}:{meeting.pk.hex}:{int(run_at.timestamp())}",
    )


def run(job: Job) -> None:
    """Tell those expected at the meeting of a job."""
    meeting = Meeting.objects.filter(pk=uuid.UUID(job.payload["meeting"])).first()
    if meeting is not None:
        tell(meeting=meeting, at=timezone.now())


def run_reminder(job: Job) -> None:
    """Remind those who did not answer, unless the meeting changed since this was planned."""
    meeting = Meeting.objects.filter(pk=uuid.UUID(job.payload["meeting"])).first()
    told = Convocation.objects.filter(meeting=meeting, reminded_at=None).first() if meeting else None
    if meeting is not None and told is not None and told.sequence == job.payload["sequence"]:
        remind(meeting=meeting, at=timezone.now())


@transaction.atomic
def tell(*, meeting: Meeting, at: dt.datetime) -> int:
    """Write to each person expected what they do not know of yet; return how many mails were written.

    1. Raise the sequence when what matters changed; answers to another date are no longer answers.
    2. Write to those who know of an earlier one, or of none; take out of the calendar of those no longer
       expected what was put there.
    """
    held = locked(meeting)
    if held.state not in (MeetingState.CALLED, MeetingState.CANCELLED):
        return 0
    told = _convocation(held, at=at)
    if told is None:
        return 0
    people = Participant.objects.filter(meeting=held).select_related("person__user").order_by("pk")
    known = {one.participant_id: one for one in Invitation.objects.filter(participant__meeting=held)}
    points = list(AgendaItem.objects.kept().filter(meeting=held).in_order().values_list("title", flat=True))
    sent = 0
    for one in people:
        invitation = known.get(one.pk)
        kind = _kind(one, invitation, told)
        if kind:
            invitation = invitation or Invitation(workspace=held.workspace, participant=one, created_at=at)
            invitation.participant = one
            sent += _send(held, told, invitation, kind=kind, points=points, at=at)
    if sent:
        record(held, verb="invite", by=None, at=at, changes={"sent": sent})
    return sent


@transaction.atomic
def remind(*, meeting: Meeting, at: dt.datetime) -> int:
    """Write again to those who were invited and did not answer; return how many mails were written."""
    held = locked(meeting)
    told = Convocation.objects.select_for_update().filter(meeting=held).first()
    if held.state != MeetingState.CALLED or told is None or told.starts_at <= at:
        return 0
    rows = Invitation.objects.of_meeting(held).filter(reply=Reply.NONE, sequence=told.sequence)
    silent = list(rows.select_related("participant__person__user").order_by("pk"))
    points = list(AgendaItem.objects.kept().filter(meeting=held).in_order().values_list("title", flat=True))
    sent = sum(_send(held, told, one, kind="reminder", points=points, at=at) for one in silent)
    Convocation.objects.filter(pk=told.pk).update(reminded_at=at)
    return sent


def address_of(participant: Participant) -> str:
    """Return where a person is written to: the address of their account, else that of their sheet."""
    person = participant.person
    if person.user is not None and person.user.is_active:
        return person.user.email
    return person.email


def _convocation(meeting: Meeting, *, at: dt.datetime) -> Convocation | None:
    """Return what is told now, its sequence raised when something changed; None when nobody was ever told."""
    told = Convocation.objects.select_for_update().filter(meeting=meeting).first()
    if told is None:
        if meeting.is_cancelled or meeting.starts_at is None:
            return None
        told = Convocation(workspace=meeting.workspace, meeting=meeting, told_at=at, created_at=at)
        changed, moved = True, False
    else:
        changed = meeting.is_cancelled != told.cancelled
        changed = changed or any(getattr(told, name) != getattr(meeting, name) for name in _TOLD)
        moved = told.starts_at != meeting.starts_at
        told.sequence += changed
    if changed:
        for name in _TOLD:
            setattr(told, name, getattr(meeting, name) or getattr(told, name))
        told.cancelled, told.told_at, told.reminded_at = meeting.is_cancelled, at, None
        told.save()
        _plan_reminder(meeting, told, at=at)
    if moved and not meeting.is_cancelled:
        Invitation.objects.of_meeting(meeting).update(
            reply=Reply.NONE, represented_by=None, replied_at=None, recorded_by=None
        )
    return told


def _plan_reminder(meeting: Meeting, told: Convocation, *, at: dt.datetime) -> None:
    when = told.starts_at - REMIND_BEFORE
    if told.cancelled or when <= at:
        return
    jobs.enqueue(
        name=REMIND,
        payload={"meeting": str(meeting.pk), "sequence": told.sequence},
        workspace=meeting.workspace,
        at=when,
        unique_key=f"{REMIND}:{meeting.pk.hex}:{told.sequence}",
    )


def _kind(one: Participant, invitation: Invitation | None, told: Convocation) -> str:
    """Return what a person has still to be told; "" when they know it already."""
    before = invitation.sequence if invitation else None
    if told.cancelled:
        return "cancelled" if before is not None and before != told.sequence else ""
    if one.is_archived:
        return "withdrawn" if before is not None else ""
    if invitation is None or before is None or invitation.sent_at is None:
        return "invitation"
    return "changed" if before != told.sequence else ""


def _send(
    meeting: Meeting,
    told: Convocation,
    invitation: Invitation,
    *,
    kind: str,
    points: list[str],
    at: dt.datetime,
) -> bool:
    """Write to one person and note what they know of; what keeps it from leaving is noted instead."""
    one = invitation.participant
    invitation.trouble = ""
    leaves = kind in ("cancelled", "withdrawn")
    invitation.sequence = None if kind == "withdrawn" else told.sequence
    if kind == "reminder":
        invitation.reminded_at = at
    invitation.save()
    email = address_of(one)
    if not email:
        return _not_sent(invitation, NO_ADDRESS)
    token = "" if leaves else _token(meeting, invitation, at=at)
    url = settings.BASE_URL + reverse("meetings:reply", args=[token]) if token else ""
    said = wording.words(invitation.language)
    try:
        write(
            kind=_KINDS[kind],
            email=email,
            text=letters.text(meeting, told, language=invitation.language, kind=kind, points=points)
            + arrivals.letter_line(meeting, token, language=invitation.language),
            url=url,
            label=said["label"],
            after=said["gone"] if leaves else said["after"],
            at=at,
            workspace=meeting.workspace,
            language=invitation.language,
            calendar=letters.file(meeting, told, one, email=email, gone=leaves, url=url, points=points),
        )
    except ActionRefused as refusal:
        return _not_sent(invitation, refusal.message)
    Invitation.objects.filter(pk=invitation.pk).update(sent_at=at)
    return True


_KINDS = {
    "invitation": "meetings.invitation",
    "changed": "meetings.changed",
    "cancelled": "meetings.cancelled",
    "withdrawn": "meetings.cancelled",
    "reminder": "meetings.reminder",
}


def _not_sent(invitation: Invitation, why: str) -> bool:
    Invitation.objects.filter(pk=invitation.pk).update(trouble=why[:200])
    return False


def _token(meeting: Meeting, invitation: Invitation, *, at: dt.datetime) -> str:
    ends = meeting.ends_at or at
    lifetime = max(ends - at, dt.timedelta()) + dt.timedelta(days=1)
    token = links.issue(
        workspace=meeting.workspace,
        purpose=LinkPurpose.REPLY,
        target=reference(invitation),
        at=at,
        lifetime=lifetime,
        single_use=False,
    )
    arrivals.accompany(invitation.participant, token, at=at, lifetime=lifetime)
    return token
