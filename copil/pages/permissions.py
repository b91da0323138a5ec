"""Who may do what on the screens that need several apps."""

from copil.identity.models import Membership, User


def can_edit_synonyms(membership: Membership) -> bool:
    """Tell whether a member may change what the searches of everybody find."""
    return membership.may_coordinate


def can_edit_common_synonyms(user: User) -> bool:
    """Tell whether somebody may change what every workspace of the installation finds."""
    return user.is_operator


def can_erase_people(membership: Membership) -> bool:
    """Tell whether a member may erase a person for good: only the administration of the workspace."""
    return membership.is_admin


def can_leave(membership: Membership) -> bool:
    """Tell whether a member may take everything of a workspace away."""
    return membership.is_admin
