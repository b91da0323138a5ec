"""Who may do what in an initiative: the role in a carrier's workspace and the role in the team."""

from collections.abc import Sequence
from dataclasses import dataclass

from copil.identity.models import Membership
from copil.initiatives.enums import TeamRole
from copil.initiatives.models import Initiative, TeamMember


@dataclass(frozen=True)
class Rights:
    """What a member of a carrier may do in one initiative. Seeing it is already given (``visible_to``)."""

    may_work: bool
    """Attest, adapt, fill the sheet, name targets and objectives."""

    may_pilot: bool
    """Change the stage, the team, the carriers, the initiative itself."""


def can_open(membership: Membership) -> bool:
    """Opening an initiative engages the workspace: administration and coordination."""
    return membership.may_coordinate


def can_choose_carriers(initiative: Initiative, membership: Membership, rights: Rights) -> bool:
    """Inviting a carrier and handing the lead over: those who pilot for the lead."""
    return rights.may_pilot and initiative.workspace_id == membership.workspace_id


def can_engage(membership: Membership) -> bool:
    """Carrying an initiative, leading it, leaving it engages the workspace: its coordination decides."""
    return membership.may_coordinate


def can_shape_methods(membership: Membership) -> bool:
    """Copying a method and publishing its versions engages the workspace: administration and coordination."""
    return membership.may_coordinate


def rights_on(initiative: Initiative, membership: Membership) -> Rights:
    """Return what a member may do, from their role in the workspace or in the team (one query at most)."""
    if membership.may_coordinate or not membership.may_write:
        return _rights(membership, "")
    role = (
        TeamMember.objects.filter(initiative=initiative, person__user=membership.user_id, archived_at=None)
        .values_list("role", flat=True)
        .first()
    )
    return _rights(membership, role or "")


def rights_in(team: Sequence[TeamMember], membership: Membership) -> Rights:
    """Return the same from a team already fetched with its people, without a query."""
    mine = (member.role for member in team if member.person.user_id == membership.user_id)
    return _rights(membership, next(mine, ""))


def _rights(membership: Membership, role: str) -> Rights:
    if membership.may_coordinate:
        return Rights(may_work=True, may_pilot=True)
    if not membership.may_write:
        return Rights(may_work=False, may_pilot=False)
    pilot = role == TeamRole.PILOT
    return Rights(may_work=pilot or role == TeamRole.CONTRIBUTOR, may_pilot=pilot)
