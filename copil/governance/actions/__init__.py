"""Verbs of governance, one file per family."""

from copil.governance.actions.bodies import change, close, reopen, set_up, take_up
from copil.governance.actions.mandates import (
    add_college,
    change_college,
    change_mandate,
    end_mandate,
    give_mandate,
    remove_college,
    renew_mandate,
)

__all__ = [
    "add_college",
    "change",
    "change_college",
    "change_mandate",
    "close",
    "end_mandate",
    "give_mandate",
    "remove_college",
    "renew_mandate",
    "reopen",
    "set_up",
    "take_up",
]
