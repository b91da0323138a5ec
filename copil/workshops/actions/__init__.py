"""Verbs of working groups, one file per family."""

from copil.workshops.actions.accepting import accept, undo
from copil.workshops.actions.allocating import begin, describe, lock, move, run, settle, tie, untie
from copil.workshops.actions.groups import add_member, archive, create, remove_member, restore, update
from copil.workshops.actions.people import add_place, remove_place
from copil.workshops.actions.sessions import plan_session

__all__ = [
    "accept",
    "add_member",
    "add_place",
    "archive",
    "begin",
    "create",
    "describe",
    "lock",
    "move",
    "plan_session",
    "remove_member",
    "remove_place",
    "restore",
    "run",
    "settle",
    "tie",
    "undo",
    "untie",
    "update",
]
