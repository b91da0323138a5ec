"""Add a task, change it, give it to somebody, comment on it."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import save_versioned
from copil.core.text import name_key
from copil.directory.actions import people
from copil.directory.models import Person
from copil.directory.rules.people import NewPerson
from copil.identity import links
from copil.identity.models import User, Workspace, reference
from copil.initiatives.models import Initiative
from copil.tasks import rules
from copil.tasks.actions.common import CHANGED, locked, record, tell_assigned
from copil.tasks.models import StatusRequest, Task, TaskComment

FIELDS = ("title", "details", "person", "due_on", "initiative")


@transaction.atomic
def create_task(
    *,
    workspace: Workspace,
    title: str,
    by: User | None,
    at: dt.datetime,
    details: str = "",
    person: Person | NewPerson | None = None,
    due_on: dt.date | None = None,
    initiative: Initiative | None = None,
    origin: tuple[str, uuid.UUID] | None = None,
    origin_label: str = "",
) -> Task:
    """Add a task; ``origin`` is the soft reference of what it comes from, ``origin_label`` its name.

    A new person enters the directory.
    """
    if not title.strip():
        raise ActionRefused("Dites en quelques mots ce qui est à faire.")
    known = _person(person, workspace=workspace, by=by, at=at)
    task = Task.objects.create(
        workspace=workspace,
        title=title.strip()[:200],
        title_key=name_key(title)[:240],
        details=details.strip(),
        person=known,
        due_on=due_on,
        initiative=initiative,
        origin_kind=origin[0] if origin else "",
        origin_id=origin[1] if origin else None,
        origin_label=origin_label[:200] if origin else "",
        created_by=by,
        created_at=at,
    )
    changes = {"person": str(known or ""), "due_on": due_on}
    tell_assigned(task, by=by, at=at)
    record(task, verb="create", by=by, at=at, changes=changes)
    return task


@transaction.atomic
def update_task(*, task: Task, values: Mapping[str, Any], expected: int, by: User, at: dt.datetime) -> Task:
    """Change a task; raises :class:`Conflict` when it changed since it was read."""
    held = locked(task)
    values = {**values, "person": _person(values.get("person"), workspace=held.workspace, by=by, at=at)}
    before = {name: getattr(held, name) for name in FIELDS}
    for name in FIELDS:
        setattr(held, name, values.get(name, before[name]))
    held.title_key = name_key(held.title)[:240]
    changes = {
        name: [str(before[name] or ""), str(getattr(held, name) or "")]
        for name in FIELDS
        if before[name] != getattr(held, name)
    }
    save_versioned(held, fields=[*FIELDS, "title_key"], expected=expected)
    if before["person"] != held.person:
        close_question(held, at=at)
        tell_assigned(held, by=by, at=at)
    record(held, verb="update", by=by, at=at, changes=changes)
    return held


@transaction.atomic
def assign(
    *, task: Task, person: Person | NewPerson | None, expected: int, by: User, at: dt.datetime
) -> None:
    """Give a task to somebody else, or to nobody; a link sent to the person before stops working."""
    held = locked(task)
    known = _person(person, workspace=held.workspace, by=by, at=at)
    if known == held.person:
        return
    before, held.person = str(held.person or ""), known
    try:
        save_versioned(held, fields=["person"], expected=expected)
    except Conflict as conflict:
        raise ActionRefused(CHANGED) from conflict
    close_question(held, at=at)
    tell_assigned(held, by=by, at=at)
    verb = "assign" if known is not None else "unassign"
    record(held, verb=verb, by=by, at=at, changes={"person": [before, str(known or "")]})


@transaction.atomic
def assign_many(
    *, tasks: Sequence[tuple[Task, int]], person: Person | NewPerson, by: User, at: dt.datetime
) -> Person:
    """Give several tasks, each with the version that was seen, to one person: all of them or none."""
    workspace = tasks[0][0].workspace
    known = people.ensure(by=by, at=at, workspace=workspace, person=person)
    for task, expected in sorted(tasks, key=lambda one: one[0].pk):
        assign(task=task, person=known, expected=expected, by=by, at=at)
    return known


@transaction.atomic
def comment(*, task: Task, text: str, by: User, at: dt.datetime) -> TaskComment:
    """Add a signed remark."""
    if not text.strip():
        raise ActionRefused("Écrivez au moins quelques mots.")
    held = locked(task)
    written: TaskComment = TaskComment.objects.create(
        workspace=held.workspace, task=held, text=text.strip(), author=by, created_at=at
    )
    record(held, verb="comment", by=by, at=at)
    return written


def close_question(task: Task, *, at: dt.datetime) -> None:
    """Close the link of the open question about a task, if there is one; the answer given is kept."""
    question = StatusRequest.objects.filter(task=task, closed_at=None).first()
    if question is not None:
        links.revoke(target=reference(question), at=at)
        StatusRequest.objects.filter(pk=question.pk).update(closed_at=at, version=question.version + 1)


def check_blocker(task: Task, blocker: Task) -> None:
    """Refuse a task that would wait for itself, through others or not."""
    blockers: dict[uuid.UUID, uuid.UUID | None] = {}
    at: uuid.UUID | None = blocker.pk
    while at is not None and at not in blockers and len(blockers) < rules.LONGEST_CHAIN:
        blockers[at] = Task.objects.filter(pk=at).values_list("blocked_by", flat=True).first()
        at = blockers[at]
    rules.check_blocker(task=task.pk, blocker=blocker.pk, blockers=blockers)


def _person(
    person: Person | NewPerson | None, *, workspace: Workspace, by: User | None, at: dt.datetime
) -> Person | None:
    if person is None or isinstance(person, Person):
        return person
    return people.ensure(by=by, at=at, workspace=workspace, person=person)
