"""Verbs of meetings, one file per family."""

from copil.meetings.actions.agenda import add_item, answer_item, change_item, move_item, remove_item
from copil.meetings.actions.amendments import answer_amendment, ask_amendment, ask_by_link
from copil.meetings.actions.around import add_document, add_guest, remove_document, remove_guest, repeat
from copil.meetings.actions.life import move
from copil.meetings.actions.meetings import discard, prepare, update
from copil.meetings.actions.minutes import (
    add_outcome,
    change_outcome,
    remove_outcome,
    save_notes,
    settle,
)

__all__ = [
    "add_document",
    "add_guest",
    "add_item",
    "add_outcome",
    "answer_amendment",
    "answer_item",
    "ask_amendment",
    "ask_by_link",
    "change_item",
    "change_outcome",
    "discard",
    "move",
    "move_item",
    "prepare",
    "remove_document",
    "remove_guest",
    "remove_item",
    "remove_outcome",
    "repeat",
    "save_notes",
    "settle",
    "update",
]
