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
from copil.governance.actions.gates import (
    decide_gate,
    reopen_gate,
    settle_condition,
    take_condition_up,
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
from copil.governance.actions.validations import change_sheet, note_validation, remove_sheet, write_sheet

__all__ = [
    "add_college",
    "adopt",
    "change",
    "change_college",
    "change_decision",
    "change_mandate",
    "change_sheet",
    "close",
    "correct",
    "decide_gate",
    "discard_decision",
    "draft_decision",
    "end_mandate",
    "give_mandate",
    "mark_publishable",
    "note_validation",
    "remove_college",
    "remove_sheet",
    "renew_mandate",
    "reopen",
    "reopen_gate",
    "review",
    "set_up",
    "settle_condition",
    "take_condition_up",
    "take_up",
    "write_sheet",
]
