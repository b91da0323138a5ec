"""Who may do what with needs."""

from copil.identity.models import Membership


def can_edit_needs(membership: Membership) -> bool:
    """Tell whether a member may write needs, diagnostics, themes and what brings them together."""
    return membership.may_write


def can_share_with_networks(membership: Membership) -> bool:
    """Showing needs outside, and seeing those of others, is for those who coordinate."""
    return membership.may_coordinate
