"""The one place where the state of a meeting changes."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import save_versioned
from copil.identity.models import User
from copil.meetings import life
from copil.meetings.actions import inviting, sending
from copil.meetings.actions.common import index, locked, record
from copil.meetings.enums import Approval, MeetingState
from copil.meetings.models import Meeting, Minutes
from copil.meetings.permissions import MeetingRights
from copil.meetings.rules import life as rules

_GONE = "La réunion n’en est plus là. Relisez-la avant de continuer."


@transaction.atomic
def move(
    *,
    meeting: Meeting,
    key: str,
    rights: MeetingRights,
    expected: int,
    by: User,
    at: dt.datetime,
    reason: str = "",
    until: dt.date | None = None,
    approved_in: Meeting | None = None,
) -> Meeting:
    """Make one move in the life of a meeting, or refuse aloud.

    ``reason`` is why it is cancelled; ``until`` the day a consultation on its minutes ends, None when they
    are approved at the next meeting; ``approved_in`` that meeting. Who may not make a move is told that it
    does not exist.
    """
    held = locked(meeting)
    step = rules.possible(
        state=held.state, key=key, may_prepare=rights.may_prepare, may_approve=rights.may_approve
    )
    if step is None:
        raise ActionRefused(_GONE)
    waits = rules.refusal(step, life.facts_of(held, at=at))
    if waits:
        raise ActionRefused(waits)
    if step.target is MeetingState.CANCELLED:
        held.cancelling_reason = _said(reason)
    if step.target is MeetingState.RUNNING:
        held.began_at = at
    if step.target is MeetingState.WRITING and held.state == MeetingState.RUNNING:
        held.ended_at = at
    _stamp(held, step.target, until=until, approved_in=approved_in, by=by, at=at)
    held.state = step.target.value
    try:
        save_versioned(held, fields=["state", "began_at", "ended_at", "cancelling_reason"], expected=expected)
    except Conflict as conflict:
        raise ActionRefused(_GONE) from conflict
    index(held, at=at)
    if step.target in (MeetingState.CALLED, MeetingState.CANCELLED):
        inviting.ask(held, at=at, now=True)
    if step.target is MeetingState.SENT:
        sending.send(held, by=by, at=at)
    verb = "take_back" if step.key == "reprendre" else f"move_{step.target.value}"
    record(held, verb=verb, by=by, at=at, changes={"reason": held.cancelling_reason})
    return held


def _said(reason: str) -> str:
    told = reason.strip()[:300]
    if not told:
        raise ActionRefused("Dites pourquoi la réunion n’a pas lieu.")
    return told


def _stamp(
    meeting: Meeting,
    target: MeetingState,
    *,
    until: dt.date | None,
    approved_in: Meeting | None,
    by: User,
    at: dt.datetime,
) -> None:
    """Write on the minutes what the move says of them."""
    if target not in MeetingState.held():
        return
    minutes, _ = Minutes.objects.get_or_create(
        meeting=meeting, defaults={"workspace": meeting.workspace, "created_at": at}
    )
    if target is MeetingState.SENT:
        if until is not None and until < timezone.localdate(at):
            raise ActionRefused("La consultation doit finir un jour à venir.")
        minutes.approval = Approval.CONSULTATION if until else Approval.NEXT
        minutes.until, minutes.sent_at, minutes.sent_by = until, at, by
    elif target is MeetingState.APPROVED:
        if minutes.approval == Approval.NEXT and approved_in is None:
            raise ActionRefused("Dites dans quelle réunion ce compte rendu est approuvé.")
        minutes.approved_at, minutes.approved_in = at, approved_in
    elif target is MeetingState.LOCKED:
        minutes.locked_at = at
    minutes.version += 1
    minutes.save()
