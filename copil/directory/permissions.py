"""Who may do what in the directory."""

from copil.identity.models import Membership


def can_edit_directory(membership: Membership) -> bool:
    """Tell whether a member may write organisations, people and functions, and import files."""
    return membership.may_write
