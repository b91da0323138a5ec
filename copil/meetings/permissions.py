"""Who may do what with a meeting; seeing it is already given by its querysets."""

from dataclasses import dataclass

from copil.identity.models import Membership
from copil.initiatives.models import Initiative
from copil.initiatives.permissions import rights_on
from copil.meetings.models import Meeting


@dataclass(frozen=True)
class MeetingRights:
    """What a member may do with one meeting."""

    may_prepare: bool
    """Write its agenda, say who is expected, call it, keep and send its minutes."""

    may_approve: bool
    """Say that its minutes are approved, lock them, adopt what the body decided."""

    may_propose: bool
    """Ask for a point to be put on the agenda."""


def can_prepare(initiative: Initiative | None, membership: Membership) -> bool:
    """Preparing a meeting: those who work on the initiative; outside one, whoever writes in the workspace."""
    if initiative is None:
        return membership.may_write
    return rights_on(initiative, membership).may_work


def rights_on_meeting(meeting: Meeting, membership: Membership) -> MeetingRights:
    """Return the rights of a member on a meeting, its chair and secretary fetched (one query at most).

    Who chairs it or keeps its minutes prepares it, whatever their role in the initiative.
    """
    if not membership.may_write:
        return MeetingRights(may_prepare=False, may_approve=False, may_propose=False)
    holders = (meeting.chair, meeting.secretary)
    holds = any(one is not None and one.user_id == membership.user_id for one in holders)
    if meeting.initiative is None:
        foreign = meeting.workspace_id != membership.workspace_id
        return MeetingRights(
            may_prepare=not foreign, may_approve=membership.may_coordinate, may_propose=not foreign
        )
    rights = rights_on(meeting.initiative, membership)
    return MeetingRights(may_prepare=rights.may_work or holds, may_approve=rights.may_pilot, may_propose=True)
