"""Who may do what with members."""

from copil.identity.models import Membership


def can_manage_members(membership: Membership) -> bool:
    """Only the administration of the workspace invites, changes roles and suspends."""
    return membership.is_admin
