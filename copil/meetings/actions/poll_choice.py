"""Choose among the dates of a poll: the meeting takes the first, drafts of its series take the others."""

import datetime as dt
import uuid
from collections.abc import Collection

from django.db import transaction

from copil.core import typography
from copil.core.errors import ActionRefused
from copil.identity.models import User
from copil.meetings.actions.around import write_drafts
from copil.meetings.actions.common import record
from copil.meetings.actions.meetings import update
from copil.meetings.actions.polls import draft, end
from copil.meetings.models import DatePoll, Meeting, PollSlot
from copil.meetings.poll_enums import PollState


@transaction.atomic
def choose(
    *, poll: DatePoll, slots: Collection[uuid.UUID], expected: int, by: User, at: dt.datetime
) -> Meeting:
    """Give its date to the meeting and close the poll; people are told when the meeting is called.

    Of several dates, the earliest is that of the meeting; each other one begins the draft of a meeting of the
    same series. Raises ``Conflict`` when the poll changed since ``expected``.
    """
    held = draft(poll.meeting)
    stored = DatePoll.objects.select_for_update().get(pk=poll.pk)
    if stored.state not in (PollState.OPEN, PollState.CLOSED):
        raise ActionRefused("Ouvrez d’abord le sondage : rien n’est encore demandé.")
    rows = PollSlot.objects.of_poll(stored).filter(pk__in=slots)
    chosen = list(rows.order_by("starts_at"))
    if not chosen:
        raise ActionRefused("Choisissez une date du sondage.")
    if chosen[0].starts_at <= at:
        raise ActionRefused("Cette date est passée : choisissez-en une à venir.")
    end(stored, expected=expected, at=stored.closed_at or at)
    PollSlot.objects.filter(poll=stored, kept_for=held).update(kept_for=None)
    first, *others = chosen
    moved = update(meeting=held, values={"starts_at": first.starts_at}, expected=held.version, by=by, at=at)
    made = write_drafts(moved, [one.starts_at for one in others if one.kept_for_id is None], by=by, at=at)
    free = [one for one in others if one.kept_for_id is None]
    first.kept_for = moved
    for slot, meeting in zip(free, made, strict=True):
        slot.kept_for = meeting
    PollSlot.objects.bulk_update([first, *free], ["kept_for"])
    when = typography.instant(first.starts_at)
    record(moved, verb="choose_date", by=by, at=at, changes={"date": when})
    return moved
