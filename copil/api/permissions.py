"""Who may let other programs in."""

from copil.api.models import ApiToken
from copil.identity.models import Membership


def can_make_tokens(membership: Membership) -> bool:
    """Letting a program act for oneself engages the workspace: administration and coordination."""
    return membership.may_coordinate


def can_revoke(token: ApiToken, membership: Membership) -> bool:
    """One takes back one's own tokens; the administration takes back anybody's."""
    return membership.is_admin or token.membership_id == membership.pk


def can_manage_webhooks(membership: Membership) -> bool:
    """Telling an address outside what happens engages the workspace: its administration decides."""
    return membership.is_admin
