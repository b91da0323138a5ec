"""What every verb of a task shares: its lock, its place in the index, its line in the journal."""

import datetime as dt
from typing import Any

from django.urls import reverse

from copil.identity.models import User, reference
from copil.journal import actions as journal
from copil.notifications import recipients
from copil.notifications.actions import notify
from copil.search import actions as search
from copil.tasks.models import Task
from copil.tasks.search_entries import entry_of

CHANGED = "La tâche a changé depuis que vous l’avez ouverte. Relisez-la avant de continuer."


def locked(task: Task) -> Task:
    """Return the task as it is stored, held until the end of the transaction."""
    rows = Task.objects.select_for_update(of=("self",)).with_surroundings()
    held: Task = rows.get(pk=task.pk)
    return held


def record(
    task: Task, *, verb: str, by: User | None, at: dt.datetime, changes: dict[str, Any] | None = None
) -> None:
    """Write a task in the index, then the line of an act on it, in the history of its initiative too."""
    search.index_many(workspace=task.workspace, entries=[entry_of(task)], at=at)
    journal.record(
        by=by,
        at=at,
        workspace=task.workspace,
        verb=verb,
        obj=reference(task),
        label=task.title,
        changes=changes,
        initiative_id=task.initiative_id,
    )


def tell_assigned(task: Task, *, by: User | None, at: dt.datetime) -> None:
    """Tell the person in charge of a task, when they have an account: others are asked by a link."""
    person = task.person
    if person is None or person.user is None or not task.is_open:
        return
    notify(
        kind="tasks.assigned",
        workspace=task.workspace,
        to=[recipients.account(person.user)],
        obj=reference(task),
        title=f"La tâche « {task.title} » vous est confiée",
        path=reverse("tasks:task", kwargs={"workspace": task.workspace.slug, "pk": task.pk}),
        label="Voir la tâche",
        at=at,
        by=by,
    )
