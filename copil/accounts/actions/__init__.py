"""Verbs of accounts, one file per family."""

from copil.accounts.actions.members import (
    INVITATION_LIFETIME,
    NEVER_OPENED,
    change_role,
    invite,
    join,
    join_as_newcomer,
    reinstate,
    revoke,
    suspend,
)
from copil.accounts.actions.networks import (
    accept_network,
    create_network,
    decline_network,
    exclude_workspace,
    invite_workspace,
    leave_network,
    update_network,
    withdraw_network_invitation,
)

__all__ = [
    "INVITATION_LIFETIME",
    "NEVER_OPENED",
    "accept_network",
    "change_role",
    "create_network",
    "decline_network",
    "exclude_workspace",
    "invite",
    "invite_workspace",
    "join",
    "join_as_newcomer",
    "leave_network",
    "reinstate",
    "revoke",
    "suspend",
    "update_network",
    "withdraw_network_invitation",
]
