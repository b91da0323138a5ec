"""The tasks of the demonstration, through the verbs a person would use."""

import datetime as dt

from copil.identity.enums import LinkPurpose
from copil.identity.models import SignedLink, reference
from copil.initiatives.models import Initiative
from copil.pages.demo.source import Cast, Row, morning, read
from copil.tasks import actions
from copil.tasks.enums import TaskState
from copil.tasks.models import Task


def load_tasks(cast: Cast) -> None:
    """Add each task, then say where it stands."""
    tasks: dict[str, Task] = {}
    for row in read("tasks")["tasks"]:
        at = morning(cast.written_for - dt.timedelta(days=15))
        task = actions.create_task(
            workspace=cast.workspaces[row["workspace"]],
            title=row["title"],
            details=row.get("details", ""),
            person=cast.people[row["person"]],
            due_on=cast.today + dt.timedelta(days=row["days_from_today"]),
            initiative=_initiative(cast, row),
            by=cast.users[row["by"]],
            at=at,
        )
        tasks[row["ref"]] = task
        _state(cast, task, row, tasks, at=at + dt.timedelta(days=2))
        if row.get("comment"):
            actions.comment(
                task=task, text=row["comment"], by=cast.users[row["by"]], at=at + dt.timedelta(days=3)
            )
        if row.get("asked"):
            _ask(cast, task, row, at=at + dt.timedelta(days=10))


def _initiative(cast: Cast, row: Row) -> Initiative | None:
    if "initiative" not in row:
        return None
    found: Initiative = Initiative.objects.get(
        workspace=cast.workspaces[row["workspace"]], title=row["initiative"]
    )
    return found


def _state(cast: Cast, task: Task, row: Row, tasks: dict[str, Task], *, at: dt.datetime) -> None:
    if "state" not in row:
        return
    blocker = row.get("blocked_by")
    actions.move(
        task=task,
        to=TaskState(row["state"]),
        expected=task.version,
        by=cast.users[row["by"]],
        at=at,
        reason=row.get("reason", ""),
        blocked_by=tasks[blocker] if blocker else None,
        unblocked_when=row.get("unblocked_when", ""),
    )


def _ask(cast: Cast, task: Task, row: Row, *, at: dt.datetime) -> None:
    """Ask, and answer as the person did: the question stays open a fortnight."""
    person = cast.people[row["person"]]
    until = cast.today + dt.timedelta(days=14)
    question = actions.ask(task=task, email=person.email, until=until, by=cast.users[row["by"]], at=at)
    kind, identifier = reference(question)
    link = SignedLink.objects.get(
        purpose=LinkPurpose.STATUS, object_kind=kind, object_id=identifier, revoked_at=None
    )
    actions.answer(link=link, state=row["answer"], sentence=row.get("sentence", ""), at=at)
