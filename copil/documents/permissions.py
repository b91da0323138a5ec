"""Who may change what the documents of a workspace look like."""

from copil.identity.models import Membership


def can_dress(membership: Membership) -> bool:
    """The charter and the templates engage the workspace: its administration and its coordination."""
    return membership.may_coordinate
