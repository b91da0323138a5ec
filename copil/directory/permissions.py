"""Who may do what in the directory."""

from copil.directory.models import SavedFilter
from copil.identity.models import Membership


def can_edit_directory(membership: Membership) -> bool:
    """Tell whether a member may write organisations, people and functions, and import files."""
    return membership.may_write


def can_remove_filter(membership: Membership, saved: SavedFilter) -> bool:
    """Tell whether a member may take a filter off: one's own; a shared one, for whoever coordinates."""
    return saved.owner_id == membership.user_id or (saved.is_shared and membership.may_coordinate)
