"""Write to those who are asked for a date: when a poll opens, when dates are added, before it closes.

As for invitations, the act asks and a job writes: it compares the round each person was written to for with
the round of the poll, so that a job that runs twice sends nothing the second time.
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
from copil.identity.models import User, reference
from copil.meetings import poll_wording as wording
from copil.meetings.actions.common import record
from copil.meetings.actions.inviting import NO_ADDRESS, address_of
from copil.meetings.models import DatePoll, PollVoter
from copil.meetings.models.polls import PollVoterQuerySet
from copil.meetings.rules import polls as rules
from copil.notifications import jobs
from copil.notifications.actions import write
from copil.notifications.models import Job

ASK, REMIND = "meetings.poll", "meetings.poll_remind"
# A poll may be opened again: its links go on working with it, whatever the day they were sent.
_GRACE = dt.timedelta(days=60)


def ask_everybody(poll: DatePoll, *, at: dt.datetime) -> None:
    """Have everybody written to, in the caller's transaction."""
    poll.round += 1
    DatePoll.objects.filter(pk=poll.pk).update(round=poll.round)
    jobs.enqueue(
        name=ASK,
        payload={"poll": str(poll.pk)},
        workspace=poll.workspace,
        at=at,
        unique_key=f"{ASK}:{poll.pk.hex}:{poll.round}",
    )


def plan_reminder(poll: DatePoll, *, at: dt.datetime) -> None:
    """Have those who say nothing reminded two days before the poll closes, when there is time for it."""
    when = poll.closes_at - rules.REMIND_BEFORE
    if when <= at:
        return
    closes = poll.closes_at.isoformat()
    jobs.enqueue(
        name=REMIND,
        payload={"poll": str(poll.pk), "closes": closes},
        workspace=poll.workspace,
        at=when,
        unique_key=f"{REMIND}:{poll.pk.hex}:{int(poll.closes_at.timestamp())}",
    )


def run(job: Job) -> None:
    """Write to those asked by the poll of a job who were not written to yet."""
    poll = _poll(job)
    if poll is not None:
        tell(poll=poll, at=timezone.now())


def run_reminder(job: Job) -> None:
    """Remind those who said nothing, unless the end of the poll moved since this was planned."""
    poll = _poll(job)
    if poll is not None and poll.closes_at.isoformat() == job.payload["closes"]:
        remind(poll=poll, at=timezone.now())


@transaction.atomic
def tell(*, poll: DatePoll, at: dt.datetime) -> int:
    """Write to each person asked who does not know of this round; return how many mails were written."""
    stored = _held(poll)
    if not stored.takes_answers(at=at):
        return 0
    people = _people(stored).filter(round__lt=stored.round)
    sent = 0
    for one in people:
        kind = "more" if one.sent_at else "poll"
        one.round = stored.round
        sent += _send(stored, one, kind=kind, at=at)
    return sent


@transaction.atomic
def remind(*, poll: DatePoll, at: dt.datetime, by: User | None = None) -> int:
    """Write again to those who said nothing; return how many mails were written."""
    stored = _held(poll)
    if not stored.takes_answers(at=at):
        return 0
    sent = 0
    for one in _people(stored).filter(answered_at=None):
        one.round, one.reminded_at = stored.round, at
        sent += _send(stored, one, kind="poll_reminder", at=at)
    if sent:
        people = "une personne" if sent == 1 else f"{sent} personnes"
        record(stored.meeting, verb="remind_poll", by=by, at=at, changes={"people": people})
    return sent


def _send(poll: DatePoll, one: PollVoter, *, kind: str, at: dt.datetime) -> bool:
    """Write to one person; what keeps it from leaving is noted instead."""
    one.trouble = ""
    meeting, said = poll.meeting, wording.words(one.language)
    email = address_of(one.participant)
    if email:
        named = {"workspace": meeting.workspace.name, "meeting": meeting.title}
        until = wording.when(poll.closes_at, zone=meeting.workspace.time_zone, language=one.language)
        parts = [said[kind].format(**named), *([poll.message] if poll.message else [])]
        parts.append(said["until"].format(until=until))
        try:
            write(
                kind="meetings.poll",
                email=email,
                text="\n\n".join(parts),
                url=settings.BASE_URL + reverse("meetings:poll_answer", args=[_token(poll, one, at=at)]),
                label=said["label"],
                after=said["after"],
                at=at,
                workspace=meeting.workspace,
                language=one.language,
            )
            one.sent_at = at
        except ActionRefused as refusal:
            one.trouble = refusal.message[:200]
    else:
        one.trouble = NO_ADDRESS
    one.save(update_fields=["round", "reminded_at", "trouble", "sent_at"])
    return not one.trouble


def _token(poll: DatePoll, voter: PollVoter, *, at: dt.datetime) -> str:
    return links.issue(
        workspace=poll.meeting.workspace,
        purpose=LinkPurpose.DATES,
        target=reference(voter),
        at=at,
        lifetime=poll.closes_at - at + _GRACE,
        single_use=False,
    )


def _people(poll: DatePoll) -> PollVoterQuerySet:
    return PollVoter.objects.asked(poll).select_related("participant__person__user").order_by("pk")


def _poll(job: Job) -> DatePoll | None:
    found: DatePoll | None = DatePoll.objects.filter(pk=uuid.UUID(job.payload["poll"])).first()
    return found


def _held(poll: DatePoll) -> DatePoll:
    related = ("meeting__workspace", "meeting__initiative")
    rows = DatePoll.objects.select_for_update(of=("self",)).select_related(*related)
    held: DatePoll = rows.get(pk=poll.pk)
    return held
