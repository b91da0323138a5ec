"""Verbs of working groups, one file per family."""

from copil.workshops.actions.accepting import accept, undo
from copil.workshops.actions.allocating import begin, describe, lock, move, run, settle, tie, untie
from copil.workshops.actions.groups import add_member, archive, create, remove_member, restore, update
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

__all__ = [
    "accept",
    "add_indicator",
    "add_member",
    "add_partner",
    "add_place",
    "archive",
    "archive_sheet",
    "begin",
    "change_indicator",
    "create",
    "create_sheet",
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
    "run",
    "settle",
    "tie",
    "undo",
    "untie",
    "update",
    "update_sheet",
]
