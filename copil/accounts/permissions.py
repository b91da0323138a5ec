"""Who may do what with members."""

from copil.identity.models import Membership, NetworkMembership, User


def can_manage_members(membership: Membership) -> bool:
    """Only the administration of the workspace invites, changes roles and suspends."""
    return membership.is_admin


def can_decide_networks(membership: Membership) -> bool:
    """Entering and leaving a network engages the workspace: only its administration answers."""
    return membership.is_admin


def can_create_network(user: User, membership: Membership) -> bool:
    """A network is created by the administration of a workspace, or by whoever runs the installation."""
    return membership.is_admin or user.is_operator


def can_manage_network(user: User, membership: Membership, stay: NetworkMembership) -> bool:
    """Inviting and renaming: the administration of a workspace that manages it, or of the installation."""
    return user.is_operator or (membership.is_admin and stay.manages)
