"""Who of a group is called to its sessions to come, who did not answer, who cannot be written to."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from copil.meetings.actions.inviting import address_of
from copil.meetings.enums import MeetingState, Reply
from copil.meetings.models import Invitation, Meeting
from copil.workshops.models import GroupSession, WorkingGroup


@dataclass(frozen=True)
class Called:
    """A session to come: those invited who did not answer, apart those whom no mail reaches."""

    rank: int
    meeting: Meeting
    silent: Sequence[Invitation]
    unreached: Sequence[Invitation]

    @property
    def is_called(self) -> bool:
        return self.meeting.state == MeetingState.CALLED


def called(group: WorkingGroup, *, at: dt.datetime) -> list[Called]:
    """Return the sessions of a group still to be held, with those who said nothing (two queries)."""
    sessions = GroupSession.objects.current().filter(group=group, meeting__archived_at=None)
    rows = sessions.filter(meeting__state__in=MeetingState.preparing(), meeting__starts_at__gt=at)
    planned = list(rows.select_related("meeting__convocation").order_by("rank"))
    found: dict[uuid.UUID, list[Invitation]] = defaultdict(list)
    asked = Invitation.objects.filter(
        participant__meeting__in=[one.meeting_id for one in planned],
        participant__archived_at=None,
        reply=Reply.NONE,
    )
    for one in asked.select_related("participant__person__user").order_by(
        "participant__person__name_key", "pk"
    ):
        found[one.participant.meeting_id].append(one)
    return [
        Called(
            one.rank,
            one.meeting,
            [each for each in found[one.meeting_id] if address_of(each.participant)],
            [each for each in found[one.meeting_id] if not address_of(each.participant)],
        )
        for one in planned
    ]
