"""Verbs of governance, one file per family."""

from copil.governance.actions.bodies import change, close, reopen, set_up, take_up
from copil.governance.actions.decisions import (
    adopt,
    change_decision,
    correct,
    discard_decision,
    draft_decision,
    mark_publishable,
    review,
)
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
    "adopt",
    "change",
    "change_college",
    "change_decision",
    "change_mandate",
    "close",
    "correct",
    "discard_decision",
    "draft_decision",
    "end_mandate",
    "give_mandate",
    "mark_publishable",
    "remove_college",
    "renew_mandate",
    "reopen",
    "review",
    "set_up",
    "take_up",
]
