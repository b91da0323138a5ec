"""Tasks as screens show them: how late, who may move them, what is owed and by whom."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copil.identity.models import Owned, reference
from copil.journal import sentences
from copil.journal.models import JournalEntry
from copil.tasks import rules
from copil.tasks.enums import TaskState
from copil.tasks.models import Task
from copil.tasks.verbs import VERBS

SHOWN = 30
_CHIPS = {
    TaskState.TODO: ("", "circle"),
    TaskState.DOING: ("now", ""),
    TaskState.BLOCKED: ("frag", "link-45deg"),
    TaskState.DONE: ("ok", ""),
    TaskState.DROPPED: ("", "dash-circle"),
}


@dataclass(frozen=True)
class Shown:
    """A task with what its row says of it."""

    task: Task
    chip: str
    icon: str
    days_late: int

    @property
    def is_late(self) -> bool:
        return self.days_late > 0


@dataclass(frozen=True)
class Owed:
    """Somebody, and their late tasks, the oldest first."""

    who: str
    rows: Sequence[Shown]


@dataclass(frozen=True)
class Event:
    """A line of the history of a task."""

    who: str
    what: str
    at: dt.datetime


def shown(task: Task, *, today: dt.date) -> Shown:
    """Return a task as its row shows it."""
    chip, icon = _CHIPS[TaskState(task.state)]
    late = rules.days_late(state=task.state, due_on=task.due_on, today=today)
    return Shown(task, chip, icon, late)


def owed(tasks: Iterable[Task], *, today: dt.date) -> list[Owed]:
    """Return late tasks by person, whoever is the latest first; those of nobody come at the end."""
    found: dict[str, list[Shown]] = defaultdict(list)
    for task in tasks:
        found[str(task.person or "")].append(shown(task, today=today))
    by_person = [Owed(who, sorted(rows, key=lambda one: -one.days_late)) for who, rows in found.items()]
    return sorted(by_person, key=lambda one: (not one.who, -one.rows[0].days_late, one.who))


def history_of(obj: Owned) -> list[Event]:
    """Return what happened to a task, the latest first (one query)."""
    kind, identifier = reference(obj)
    lines = JournalEntry.objects.filter(workspace=obj.workspace_id, object_kind=kind, object_id=identifier)
    return [
        Event(sentences.subject(line), sentences.predicate(line, VERBS), line.at)
        for line in lines.select_related("actor").order_by("-at", "-seq")[:SHOWN]
    ]
