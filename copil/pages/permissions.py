"""Who may do what on the screens that need several apps."""

from copil.identity.models import Membership


def can_edit_synonyms(membership: Membership) -> bool:
    """Tell whether a member may change what the searches of everybody find."""
    return membership.may_coordinate
