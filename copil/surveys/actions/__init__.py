"""Verbs of forms, one file per family."""

from copil.surveys.actions.answering import link_to, record_answer, remove_answer
from copil.surveys.actions.editing import (
    create,
    move_question,
    put_question,
    remove_question,
    translate,
    update,
)
from copil.surveys.actions.life import archive, close, open_up, publish, restore, unpublish
from copil.surveys.actions.sending import add_recipient, remove_recipient, send

__all__ = [
    "add_recipient",
    "archive",
    "close",
    "create",
    "link_to",
    "move_question",
    "open_up",
    "publish",
    "put_question",
    "record_answer",
    "remove_answer",
    "remove_question",
    "remove_recipient",
    "restore",
    "send",
    "translate",
    "unpublish",
    "update",
]
