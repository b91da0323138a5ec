"""What the screens of tasks have in common: find for this person, refuse."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import get_object_or_404

from copil.core.errors import ActionRefused
from copil.directory.models import Person
from copil.identity.http import Request
from copil.tasks.models import Task, TaskQuerySet
from copil.tasks.permissions import TaskRights, rights_on_task

MOST_AT_ONCE = 100


def tasks(request: Request) -> TaskQuerySet:
    """Return the tasks shown in this workspace, with what every screen names."""
    rows: TaskQuerySet = Task.objects.visible_to(request.user).reachable_in(request.workspace)
    return rows.with_surroundings()


def task_or_404(request: Request, pk: uuid.UUID) -> tuple[Task, TaskRights]:
    """Return a task, and what the person may do with it."""
    found: Task = get_object_or_404(tasks(request), pk=pk)
    return found, rights_on_task(found, request.membership)


def task_to_write(request: Request, pk: uuid.UUID) -> Task:
    """Return a task the person may change; 403 when they may only see it or move it."""
    found, rights = task_or_404(request, pk)
    if not rights.may_write:
        raise PermissionDenied
    return found


def task_to_move(request: Request, pk: uuid.UUID) -> Task:
    """Return a task the person may say something of; 403 when they may only see it."""
    found, rights = task_or_404(request, pk)
    if not rights.may_move:
        raise PermissionDenied
    return found


def chosen(request: Request, sent: QueryDict, *, to_write: bool) -> list[tuple[Task, int]]:
    """Return the tasks ticked in a list (``task=key:version``), each with the version that was seen.

    404 when one of them is not seen here, 403 when the person may not act on one of them.
    """
    versions = dict(_parsed(one) for one in sent.getlist("task")[:MOST_AT_ONCE])
    found: list[Task] = list(tasks(request).filter(pk__in=versions).by_date())
    if not found:
        raise ActionRefused("Cochez au moins une tâche.")
    if len(found) < len(versions):
        get_object_or_404(tasks(request).none())
    for task in found:
        rights = rights_on_task(task, request.membership)
        if not (rights.may_write if to_write else rights.may_move):
            raise PermissionDenied
    return [(task, versions[task.pk]) for task in found]


def me(request: Request) -> Person | None:
    """Return the sheet of the person in the directory of this workspace, if there is one."""
    rows = Person.objects.in_workspace(request.workspace).current()
    found: Person | None = rows.filter(user=request.user).first()
    return found


def _parsed(value: str) -> tuple[uuid.UUID, int]:
    key, _, version = value.partition(":")
    try:
        return uuid.UUID(key), int(version)
    except ValueError:
        raise ActionRefused("Cochez au moins une tâche.") from None
