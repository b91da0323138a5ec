"""Verbs of tasks, one file per family."""

from copil.tasks.actions.questions import answer, ask, close_link
from copil.tasks.actions.states import complete_many, move, undo_closing
from copil.tasks.actions.tasks import assign, assign_many, comment, create_task, update_task

__all__ = [
    "answer",
    "ask",
    "assign",
    "assign_many",
    "close_link",
    "comment",
    "complete_many",
    "create_task",
    "move",
    "undo_closing",
    "update_task",
]
