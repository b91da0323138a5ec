"""Keep the logistics plan of a meeting: begin it, copy another, share it out, tick it, make tasks of it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from copil.core import typography
from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.directory.models import Person
from copil.identity.models import User, reference
from copil.meetings import logistics
from copil.meetings.actions.common import record
from copil.meetings.models import LogisticsHand, LogisticsLine, Meeting
from copil.meetings.rules import logistics as rules
from copil.tasks.actions.states import move as move_task
from copil.tasks.actions.tasks import create_task
from copil.tasks.enums import TaskState
from copil.tasks.models import Task

FIELDS = (
    *("family", "title", "days_before", "due_on", "basis", "number", "per", "margin", "supplier"),
    *("estimated", "actual", "notes"),
)
_COPIED = (
    "family",
    "key",
    "title",
    "days_before",
    "basis",
    "number",
    "per",
    "margin",
    "supplier_id",
    "notes",
)


@transaction.atomic
def begin(*, meeting: Meeting, by: User | None, at: dt.datetime) -> int:
    """Write the lines proposed for a meeting that its plan does not have; return how many."""
    held = _locked(meeting)
    known = _keys(held)
    made = LogisticsLine.objects.bulk_create(
        LogisticsLine(
            workspace=held.workspace,
            meeting=held,
            family=one.family,
            key=one.key,
            title=one.title,
            days_before=one.before,
            due_on=rules.due(day=held.day, days_before=one.before),
            basis=one.basis,
            margin=one.margin,
            per=one.per,
            created_at=at,
        )
        for one in logistics.of_kind(held)
        if one.key not in known
    )
    if made:
        lines = typography.plural(len(made), "ligne")
        record(held, verb="begin_logistics", by=by, at=at, changes={"lines": lines})
    return len(made)


@transaction.atomic
def copy(*, meeting: Meeting, source: Meeting, by: User, at: dt.datetime) -> int:
    """Take up the lines of another meeting, dated from this one; what was paid there is estimated here."""
    held = _locked(meeting)
    known = _keys(held)
    lines = [one for one in logistics.lines_of(source).by_date() if not one.key or one.key not in known]
    hands = logistics.people_of(lines)
    made = [
        LogisticsLine(
            workspace=held.workspace,
            meeting=held,
            due_on=rules.due(day=held.day, days_before=one.days_before),
            estimated=one.actual if one.actual is not None else one.estimated,
            created_at=at,
            **{name: getattr(one, name) for name in _COPIED},
        )
        for one in lines
    ]
    LogisticsLine.objects.bulk_create(made)
    for one, new in zip(lines, made, strict=True):
        _share(new, hands.get(one.pk, []), at=at)
    if made:
        changes = {"lines": typography.plural(len(made), "ligne"), "from": source.title}
        record(held, verb="copy_logistics", by=by, at=at, changes=changes)
    return len(made)


@transaction.atomic
def add(
    *,
    meeting: Meeting,
    values: Mapping[str, Any],
    people: Iterable[Person] = (),
    by: User | None,
    at: dt.datetime,
) -> LogisticsLine:
    """Add a line of one's own."""
    held = _locked(meeting)
    line = LogisticsLine(workspace=held.workspace, meeting=held, created_at=at)
    _fill(line, values, day=held.day)
    line.save()
    _share(line, people, at=at)
    record(held, verb="add_logistics", by=by, at=at, changes={"line": line.title})
    return line


@transaction.atomic
def change(
    *,
    line: LogisticsLine,
    values: Mapping[str, Any],
    people: Iterable[Person],
    expected: int,
    by: User | None,
    at: dt.datetime,
) -> None:
    """Change a line and who sees to it; raise ``Conflict`` when it changed since ``expected``."""
    held = _stored(line)
    _fill(held, values, day=held.meeting.day)
    save_versioned(held, fields=[*FIELDS, "by_hand"], expected=expected)
    _share(held, people, at=at)
    _date_task(held)
    record(held.meeting, verb="change_logistics", by=by, at=at, changes={"line": held.title})


@transaction.atomic
def tick(*, line: LogisticsLine, done: bool, by: User, at: dt.datetime) -> None:
    """Say that a line is ready, or that it is not after all; the task it became says the same."""
    held = _stored(line)
    if held.is_done == done:
        return
    if held.task is not None and held.task.is_open == done:
        to = TaskState.DONE if done else TaskState.TODO
        move_task(task=held.task, to=to, expected=held.task.version, by=by, at=at)
    LogisticsLine.objects.filter(pk=held.pk).update(
        done_at=at if done else None, done_by=by if done else None, version=held.version + 1
    )
    verb = "tick_logistics" if done else "untick_logistics"
    record(held.meeting, verb=verb, by=by, at=at, changes={"line": held.title})


@transaction.atomic
def remove(*, line: LogisticsLine, by: User, at: dt.datetime) -> None:
    """Take a line off the plan; the task it became, if any, stays among the tasks."""
    held = _stored(line)
    LogisticsLine.objects.filter(pk=held.pk).update(archived_at=at, version=held.version + 1)
    record(held.meeting, verb="remove_logistics", by=by, at=at, changes={"line": held.title})


@transaction.atomic
def make_task(*, line: LogisticsLine, by: User, at: dt.datetime) -> Task:
    """Follow a line as a task of the first person who sees to it."""
    held = _stored(line)
    if held.task is not None:
        raise ActionRefused("Cette ligne est déjà suivie comme une tâche.")
    if held.is_done:
        raise ActionRefused("Cette ligne est déjà prête.")
    people = logistics.people_of([held]).get(held.pk, [])
    others = ", ".join(str(one) for one in people[1:])
    task = create_task(
        workspace=held.workspace,
        title=held.title,
        details=f"Avec {others}." if others else "",
        person=people[0] if people else None,
        due_on=held.due_on,
        initiative=held.meeting.initiative,
        origin=reference(held.meeting),
        origin_label=held.meeting.title,
        by=by,
        at=at,
    )
    LogisticsLine.objects.filter(pk=held.pk).update(task=task, version=held.version + 1)
    return task


@transaction.atomic
def make_tasks(*, meeting: Meeting, by: User, at: dt.datetime) -> int:
    """Follow as tasks the lines left that somebody sees to; return how many."""
    rows = logistics.lines_of(meeting).open_ones().filter(task=None)
    lines = list(rows.filter(pk__in=LogisticsHand.objects.values("line")).by_date())
    for line in lines:
        make_task(line=line, by=by, at=at)
    return len(lines)


def follow(meeting: Meeting) -> None:
    """Date the lines again from the day of a meeting, in the caller's transaction; those by hand stay."""
    rows = LogisticsLine.objects.current().filter(meeting=meeting, by_hand=False, days_before__isnull=False)
    for line in rows.select_related("task"):
        day = rules.due(day=meeting.day, days_before=line.days_before)
        if day != line.due_on:
            line.due_on = day
            LogisticsLine.objects.filter(pk=line.pk).update(due_on=day, version=line.version + 1)
            _date_task(line)


def _fill(line: LogisticsLine, values: Mapping[str, Any], *, day: dt.date | None) -> None:
    """Write what a form says; a date that the count of days does not give is kept as chosen by hand."""
    for name in FIELDS:
        if name in values:
            setattr(line, name, values[name])
    computed = rules.due(day=day, days_before=line.days_before)
    if "due_on" not in values or line.due_on is None:
        line.due_on = computed
    line.by_hand = line.due_on is not None and line.due_on != computed


def _share(line: LogisticsLine, people: Iterable[Person], *, at: dt.datetime) -> None:
    wanted = {one.pk: one for one in people}
    LogisticsHand.objects.filter(line=line).exclude(person__in=wanted).delete()
    there = set(LogisticsHand.objects.filter(line=line).values_list("person", flat=True))
    LogisticsHand.objects.bulk_create(
        LogisticsHand(workspace=line.workspace, line=line, person=person, created_at=at)
        for pk, person in wanted.items()
        if pk not in there
    )


def _date_task(line: LogisticsLine) -> None:
    """Give the task of a line its date: an act on the meeting, told in its journal."""
    if line.task is not None and line.task.is_open and line.task.due_on != line.due_on:
        Task.objects.filter(pk=line.task.pk).update(due_on=line.due_on, version=line.task.version + 1)


def _keys(meeting: Meeting) -> set[str]:
    return set(LogisticsLine.objects.current().filter(meeting=meeting).values_list("key", flat=True)) - {""}


def _locked(meeting: Meeting) -> Meeting:
    held: Meeting = (
        Meeting.objects.select_for_update(of=("self",)).with_surroundings().current().get(pk=meeting.pk)
    )
    if held.is_cancelled:
        raise ActionRefused("Cette réunion n’a pas lieu : sa logistique ne change plus.")
    return held


def _stored(line: LogisticsLine) -> LogisticsLine:
    rows = LogisticsLine.objects.select_for_update(of=("self",)).with_surroundings()
    held: LogisticsLine = rows.get(pk=line.pk)
    if held.is_archived:
        raise ActionRefused("Cette ligne n’est plus au plan.")
    return held
