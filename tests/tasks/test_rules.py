"""Moves of a task, without a database."""

import datetime as dt
import uuid
from itertools import product

import pytest

from copil.core.errors import ActionRefused
from copil.tasks import rules
from copil.tasks.enums import TaskState

TODAY = dt.date(2026, 11, 24)
ALLOWED = {
    *product(("todo", "doing", "blocked"), ("done", "dropped")),
    ("todo", "doing"), ("todo", "blocked"), ("doing", "todo"), ("doing", "blocked"),
    ("blocked", "todo"), ("blocked", "doing"), ("done", "todo"), ("done", "doing"), ("dropped", "todo"),
}  # fmt: skip  # a table reads by its lines


@pytest.mark.parametrize(("before", "after"), list(product(TaskState.values, TaskState.values)))
def test_every_move_is_allowed_or_refused(before: str, after: str) -> None:
    if (before, after) in ALLOWED:
        rules.check_move(before=before, after=after, reason="Refus de la mairie.", when="La salle trouvée.")
    else:
        with pytest.raises(ActionRefused):
            rules.check_move(
                before=before, after=after, reason="Refus de la mairie.", when="La salle trouvée."
            )


def test_giving_up_and_being_blocked_say_why() -> None:
    for after in ("dropped", "blocked"):
        with pytest.raises(ActionRefused):
            rules.check_move(before="todo", after=after, reason=" ", when=" ")
    rules.check_move(before="todo", after="blocked", blocked_by=True)


def test_tasks_do_not_wait_for_one_another() -> None:
    a, b, c = (uuid.UUID(int=n) for n in range(3))
    with pytest.raises(ActionRefused):
        rules.check_blocker(task=a, blocker=a, blockers={})
    with pytest.raises(ActionRefused):
        rules.check_blocker(task=a, blocker=b, blockers={b: c, c: a})
    rules.check_blocker(task=a, blocker=b, blockers={b: c, c: None})
    rules.check_blocker(task=a, blocker=b, blockers={b: c, c: b})


@pytest.mark.parametrize(
    ("state", "due", "days"),
    [
        ("todo", TODAY - dt.timedelta(days=3), 3),
        ("blocked", TODAY - dt.timedelta(days=1), 1),
        ("todo", TODAY, 0),
        ("done", TODAY - dt.timedelta(days=3), 0),
        ("doing", None, 0),
    ],
)
def test_only_what_remains_to_be_done_is_late(state: str, due: dt.date | None, days: int) -> None:
    assert rules.days_late(state=state, due_on=due, today=TODAY) == days
