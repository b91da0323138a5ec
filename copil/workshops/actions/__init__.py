"""Verbs of working groups, one file per family."""

from copil.workshops.actions.accepting import accept, undo
from copil.workshops.actions.allocating import begin, describe, lock, move, run, settle, tie, untie
from copil.workshops.actions.from_cards import create_sheet_from_card
from copil.workshops.actions.groups import add_member, archive, create, remove_member, restore, update
from copil.workshops.actions.leading import (
    answer_lead,
    ask_lead,
    ask_lead_again,
    settle_lead,
    withdraw_lead_request,
)
from copil.workshops.actions.people import add_place, remove_place
from copil.workshops.actions.sessions import plan_session
from copil.workshops.actions.sheets import (
    add_indicator,
    add_partner,
    archive_sheet,
    change_indicator,
    create_sheet,
    remove_indicator,
    remove_partner,
    restore_sheet,
    update_sheet,
)
from copil.workshops.actions.statements import (
    revoke_update_link,
    send_update_link,
    state_by_link,
    state_progress,
)

__all__ = [
    "accept",
    "add_indicator",
    "add_member",
    "add_partner",
    "add_place",
    "answer_lead",
    "archive",
    "archive_sheet",
    "ask_lead",
    "ask_lead_again",
    "begin",
    "change_indicator",
    "create",
    "create_sheet",
    "create_sheet_from_card",
    "describe",
    "lock",
    "move",
    "plan_session",
    "remove_indicator",
    "remove_member",
    "remove_partner",
    "remove_place",
    "restore",
    "restore_sheet",
    "revoke_update_link",
    "run",
    "send_update_link",
    "settle",
    "settle_lead",
    "state_by_link",
    "state_progress",
    "tie",
    "undo",
    "untie",
    "update",
    "update_sheet",
    "withdraw_lead_request",
]
