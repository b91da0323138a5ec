"""The meetings that await a person: those to come, and the minutes they have to finish."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from copil.core import typography
from copil.identity.models import User, Workspace
from copil.meetings.enums import MeetingState
from copil.meetings.models import Meeting
from copil.meetings.models.meetings import MINUTES_WITHIN
from copil.pages.next_actions import NextAction

_SHOWN, _READ = 4, 14


@dataclass(frozen=True)
class Awaiting:
    """The next meetings of a person, and what they have to write, as acts with a date."""

    coming: Sequence[Meeting]
    minutes: Sequence[NextAction]


def of_user(user: User, *, workspace: Workspace, at: dt.datetime) -> Awaiting:
    """Return what the meetings of a workspace ask of a person (one query)."""
    rows = Meeting.objects.visible_to(user).shown_in(workspace).current()
    coming = rows.of_user(user).to_come(at=at)
    unfinished = Q(secretary__user=user, state=MeetingState.WRITING)
    found = rows.filter(unfinished | Q(pk__in=coming.values("pk"))).select_related("initiative", "secretary")
    awaiting = list(found.soonest_first()[:_READ])
    today = timezone.localdate(at)
    return Awaiting(
        [one for one in awaiting if one.state != MeetingState.WRITING][:_SHOWN],
        [
            _minutes(one, workspace=workspace, today=today)
            for one in awaiting
            if one.state == MeetingState.WRITING
        ],
    )


def _minutes(meeting: Meeting, *, workspace: Workspace, today: dt.date) -> NextAction:
    held = meeting.day or today
    due_on = held + MINUTES_WITHIN
    return NextAction(
        title=f"Finir le compte rendu : {meeting.title}",
        initiative=meeting.initiative.title if meeting.initiative else "Hors démarche",
        url=reverse("meetings:live", kwargs={"workspace": workspace.slug, "pk": meeting.pk}),
        due_on=due_on,
        who=str(meeting.secretary or ""),
        is_mine=True,
        why=f"Réunion du {typography.day(held, 'medium')}, dont vous tenez le secrétariat.",
        days_late=max(0, (today - due_on).days),
    )
