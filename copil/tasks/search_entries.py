"""What is found of tasks, in the index of the workspace that wrote them."""

from collections.abc import Iterator

from copil.core import typography
from copil.identity.models import Workspace, reference
from copil.search.actions import Entry
from copil.tasks.models import Task


def entry_of(task: Task) -> Entry:
    """Return the entry of a task (person and initiative already fetched)."""
    kind, identifier = reference(task)
    due = f"pour le {typography.day(task.due_on, 'medium')}" if task.due_on else ""
    person, initiative = str(task.person or ""), task.initiative.title if task.initiative else ""
    facts = (person, due, initiative)
    return Entry(
        kind=kind,
        object_id=identifier,
        title=task.title,
        excerpt=" · ".join(fact for fact in facts if fact),
        text=" ".join(filter(None, (task.details, person, task.unblocked_when))),
        day=task.due_on or task.created_at.date(),
        archived=not task.is_open,
        passages=False,
    )


def entries(workspace: Workspace) -> Iterator[Entry]:
    """Return every entry of a workspace, to build its index again."""
    rows = Task.objects.in_workspace(workspace).select_related("person", "initiative")
    return (entry_of(task) for task in rows.iterator(500))
