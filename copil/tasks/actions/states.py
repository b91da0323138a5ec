"""Say where a task stands, take a closing back, close several at once."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import save_versioned
from copil.identity.models import User
from copil.tasks import followers, rules
from copil.tasks.actions.common import CHANGED, locked, record
from copil.tasks.actions.tasks import check_blocker
from copil.tasks.enums import TaskState
from copil.tasks.models import Task

_STATE_FIELDS = ["state", "before", "reason", "blocked_by", "unblocked_when", "closed_at"]


@transaction.atomic
def move(
    *,
    task: Task,
    to: TaskState,
    expected: int,
    by: User | None,
    at: dt.datetime,
    reason: str = "",
    blocked_by: Task | None = None,
    unblocked_when: str = "",
) -> Task:
    """Move a task to another state; refused when the rules forbid it or when it changed since it was read."""
    held = locked(task)
    if held.version != expected:
        raise ActionRefused(CHANGED)
    rules.check_move(
        before=held.state,
        after=to,
        reason=reason,
        blocked_by=blocked_by is not None,
        when=unblocked_when,
    )
    if blocked_by is not None:
        check_blocker(held, blocked_by)
    was_open = held.is_open
    enter(
        held,
        to=to,
        at=at,
        reason=reason.strip(),
        blocked_by=blocked_by,
        unblocked_when=unblocked_when.strip(),
    )
    changes = {"reason": held.reason, "unblocked_when": held.unblocked_when}
    record(
        held, verb=f"move_{to}", by=by, at=at, changes={name: told for name, told in changes.items() if told}
    )
    followers.tell(held, was_open=was_open, by=by, at=at)
    return held


def enter(
    held: Task,
    *,
    to: TaskState,
    at: dt.datetime,
    reason: str = "",
    blocked_by: Task | None = None,
    unblocked_when: str = "",
) -> None:
    """Write the state of a locked task; the caller has asked the rules and journals the act."""
    held.before, held.state, held.reason = held.state, to.value, reason
    held.closed_at = None if rules.is_open(to) else at
    if to is TaskState.BLOCKED:
        held.blocked_by, held.unblocked_when = blocked_by, unblocked_when
    elif rules.is_open(to):
        held.blocked_by, held.unblocked_when = None, ""
    try:
        save_versioned(held, fields=_STATE_FIELDS, expected=held.version)
    except Conflict as conflict:
        raise ActionRefused(CHANGED) from conflict


@transaction.atomic
def undo_closing(*, tasks: Sequence[Task], by: User, at: dt.datetime) -> int:
    """Take the closing of tasks back to the state each was in; those opened again since are left alone."""
    number = 0
    for task in sorted(tasks, key=lambda one: one.pk):
        held = locked(task)
        if held.is_open:
            continue
        held.state, held.before = held.before or TaskState.TODO.value, held.state
        held.reason, held.closed_at = "", None
        save_versioned(held, fields=["state", "before", "reason", "closed_at"], expected=held.version)
        record(held, verb="undo", by=by, at=at)
        followers.tell(held, was_open=False, by=by, at=at)
        number += 1
    return number


@transaction.atomic
def complete_many(*, tasks: Sequence[tuple[Task, int]], by: User, at: dt.datetime) -> list[Task]:
    """Note several tasks done, each with the version that was seen: all of them or none."""
    ordered = sorted(tasks, key=lambda one: one[0].pk)
    return [move(task=task, to=TaskState.DONE, expected=expected, by=by, at=at) for task, expected in ordered]
