"""Who may do what in governance; seeing is already given by the querysets."""

from copil.identity.models import Membership
from copil.initiatives.models import Initiative
from copil.initiatives.permissions import rights_on


def can_publish(initiative: Initiative, membership: Membership) -> bool:
    """Saying something of an initiative to everybody: those who pilot it for the carrier that leads."""
    leads = initiative.workspace_id == membership.workspace_id
    return leads and rights_on(initiative, membership).may_pilot


def can_shape(initiative: Initiative | None, membership: Membership) -> bool:
    """Setting up a body, changing who sits there: those who pilot the initiative; without one, the
    coordination of the workspace (one query at most).
    """
    if initiative is None:
        return membership.may_coordinate
    return rights_on(initiative, membership).may_pilot


def can_draft(initiative: Initiative | None, membership: Membership) -> bool:
    """Writing a decision and following it up: those who work on the initiative; without one, the coordination
    of the workspace (one query at most).
    """
    if initiative is None:
        return membership.may_coordinate
    return rights_on(initiative, membership).may_work


def can_adopt(initiative: Initiative | None, membership: Membership) -> bool:
    """Adopting a decision commits the body: those who may shape it."""
    return can_shape(initiative, membership)
