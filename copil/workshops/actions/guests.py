"""Those of a group are expected at its sessions to come, and told by the meeting itself."""

import datetime as dt

from copil.meetings.actions import inviting
from copil.meetings.enums import Capacity, MeetingState
from copil.meetings.models import Meeting, Participant
from copil.workshops.models import GroupMember, GroupSession, WorkingGroup


def follow(group: WorkingGroup, *, at: dt.datetime) -> None:
    """Expect the members of a group, and nobody who left it, at its sessions not yet begun."""
    sessions = GroupSession.objects.current().filter(group=group)
    rows = Meeting.objects.current().filter(
        pk__in=sessions.values("meeting"), state__in=MeetingState.preparing()
    )
    members = list(GroupMember.objects.current().filter(group=group).order_by("pk"))
    left = GroupMember.objects.filter(group=group, archived_at__isnull=False).values("person")
    for meeting in rows.order_by("pk"):
        expected = Participant.objects.current().filter(meeting=meeting)
        gone = expected.filter(capacity=Capacity.GUEST, person__in=left)
        number = gone.exclude(person__in=[one.person_id for one in members]).update(archived_at=at)
        there = set(expected.values_list("person", flat=True))
        new = [_guest(meeting, one, at=at) for one in members if one.person_id not in there]
        Participant.objects.bulk_create(new)
        if new or number:
            inviting.ask(meeting, at=at)


def _guest(meeting: Meeting, member: GroupMember, *, at: dt.datetime) -> Participant:
    return Participant(
        workspace_id=meeting.workspace_id,
        meeting=meeting,
        person_id=member.person_id,
        organisation_id=member.organisation_id,
        capacity=Capacity.GUEST,
        created_at=at,
    )
