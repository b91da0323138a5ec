"""Moves of a task, over plain values: the one place that says what may follow what."""

import datetime as dt
import uuid
from collections.abc import Mapping

from copil.core.errors import ActionRefused
from copil.tasks.enums import TaskState

_OPEN = frozenset({TaskState.TODO, TaskState.DOING, TaskState.BLOCKED})
MOVES: dict[TaskState, frozenset[TaskState]] = {
    TaskState.TODO: frozenset({TaskState.DOING, TaskState.BLOCKED, TaskState.DONE, TaskState.DROPPED}),
    TaskState.DOING: frozenset({TaskState.TODO, TaskState.BLOCKED, TaskState.DONE, TaskState.DROPPED}),
    TaskState.BLOCKED: frozenset({TaskState.TODO, TaskState.DOING, TaskState.DONE, TaskState.DROPPED}),
    TaskState.DONE: frozenset({TaskState.TODO, TaskState.DOING}),
    TaskState.DROPPED: frozenset({TaskState.TODO}),
}
LONGEST_CHAIN = 50


def allowed(*, before: str, after: str) -> bool:
    """Tell whether a task may pass from a state to another one."""
    return TaskState(after) in MOVES[TaskState(before)]


def check_move(
    *, before: str, after: str, reason: str = "", blocked_by: bool = False, when: str = ""
) -> None:
    """Refuse a move that may not be made, or that lacks what it must say.

    Giving up needs a reason; being blocked needs another task or what would unblock it.
    """
    was, comes = TaskState(before), TaskState(after)
    if comes not in MOVES[was]:
        raise ActionRefused(
            f"Cette tâche est « {was.label.lower()} » : elle ne peut pas devenir « {comes.label.lower()} »."
        )
    if comes is TaskState.DROPPED and not reason.strip():
        raise ActionRefused("Dites pourquoi la tâche est abandonnée : c’est ce que liront les suivants.")
    if comes is TaskState.BLOCKED and not blocked_by and not when.strip():
        raise ActionRefused("Dites ce qui bloque la tâche, ou ce qui la débloquera.")


def check_blocker(
    *, task: uuid.UUID, blocker: uuid.UUID, blockers: Mapping[uuid.UUID, uuid.UUID | None]
) -> None:
    """Refuse a task that would wait for itself; ``blockers`` maps each task to the one that blocks it."""
    seen: set[uuid.UUID] = set()
    at: uuid.UUID | None = blocker
    while at is not None and at not in seen:
        if at == task:
            raise ActionRefused("Ces tâches s’attendraient l’une l’autre : choisissez-en une autre.")
        seen.add(at)
        at = blockers.get(at)


def is_open(state: str) -> bool:
    """Tell whether a task remains to be done."""
    return TaskState(state) in _OPEN


def days_late(*, state: str, due_on: dt.date | None, today: dt.date) -> int:
    """Return by how many days an open task has passed its date; 0 when it has not."""
    if due_on is None or not is_open(state):
        return 0
    return max(0, (today - due_on).days)
