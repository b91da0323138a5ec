"""A group ready to be shown: its members, what it lacks, its sessions with the answers received."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from copil.directory.enums import ParticipantType
from copil.meetings.enums import MeetingState, Reply
from copil.meetings.models import Meeting, Participant
from copil.workshops.enums.groups import Rank
from copil.workshops.models import GroupMember, GroupSession, WorkingGroup
from copil.workshops.rules import groups as group_rules


@dataclass(frozen=True)
class Session:
    """One of the three sessions: its meeting when it is planned, and how many answered."""

    rank: Rank
    meeting: Meeting | None
    expected: int = 0
    answered: int = 0


@dataclass(frozen=True)
class Card:
    """A group with what surrounds it."""

    group: WorkingGroup
    members: Sequence[GroupMember]
    lacking: Sequence[ParticipantType]
    sessions: Sequence[Session]

    @property
    def too_many(self) -> int:
        """Return how many people there are beyond the places."""
        return max(0, len(self.members) - self.group.seats)


def cards(groups: Sequence[WorkingGroup]) -> list[Card]:
    """Return groups with their members and their sessions (three queries)."""
    members: dict[uuid.UUID, list[GroupMember]] = defaultdict(list)
    rows = GroupMember.objects.current().filter(group__in=[one.pk for one in groups])
    for member in rows.select_related("person", "organisation").in_order():
        members[member.group_id].append(member)
    sessions = GroupSession.objects.current().filter(group__in=[one.pk for one in groups])
    alive = sessions.filter(meeting__archived_at=None).exclude(meeting__state=MeetingState.CANCELLED)
    planned = {(one.group_id, one.rank): one.meeting for one in alive.select_related("meeting")}
    counted = _answers([meeting.pk for meeting in planned.values()])
    return [
        Card(
            one,
            members[one.pk],
            group_rules.lacking(wanted=one.wanted_types, present=[each.kind for each in members[one.pk]]),
            [_session(rank, planned.get((one.pk, rank)), counted) for rank in Rank],
        )
        for one in groups
    ]


def _session(rank: Rank, meeting: Meeting | None, counted: dict[uuid.UUID, tuple[int, int]]) -> Session:
    expected, answered = counted.get(meeting.pk, (0, 0)) if meeting else (0, 0)
    return Session(rank, meeting, expected, answered)


def _answers(meetings: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[int, int]]:
    rows = Participant.objects.current().filter(meeting__in=meetings).order_by()
    answered = Count("pk", filter=Q(invitation__reply__in=Reply.given()))
    listed = rows.values_list("meeting").annotate(expected=Count("pk"), answered=answered)
    return {pk: (expected, number) for pk, expected, number in listed}
