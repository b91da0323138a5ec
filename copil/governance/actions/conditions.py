"""Settle a condition of a gate when its task is done, open it again when its task is."""

import datetime as dt

from django.utils import timezone

from copil.core.typography import french
from copil.governance.actions.gates import CONDITION, record
from copil.governance.enums import Outcome
from copil.governance.models import Condition
from copil.identity.models import User
from copil.tasks.enums import TaskState
from copil.tasks.models import Task

_BY_LINK = "La personne qui s’en charge l’a dit par le lien envoyé."
_BY_TASK = "La tâche est terminée."


def follow_task(*, task: Task, by: User | None, at: dt.datetime, said: str = "") -> None:
    """Follow a task that a condition gave: done, the condition is held; opened again, it is to be held again.

    A task given up leaves its condition open: a body asked for it, somebody says what becomes of it. Called
    in the transaction that moved the task, whichever way it was moved.
    """
    if task.origin_kind != CONDITION:
        return
    rows = Condition.objects.select_for_update(of=("self",)).current()
    held = rows.filter(pk=task.origin_id, task=task).select_related("review__workspace").first()
    if held is None:
        return
    if task.state == TaskState.DONE and held.is_open:
        _settle(held, by=by, at=at, said=said)
    elif task.is_open and not held.is_open:
        _open_again(held, by=by, at=at)


def _settle(held: Condition, *, by: User | None, at: dt.datetime, said: str) -> None:
    note = " ".join(filter(None, (_BY_TASK if by is not None else _BY_LINK, said.strip())))
    Condition.objects.filter(pk=held.pk).update(
        outcome=Outcome.HELD,
        settled_on=timezone.localdate(at),
        settled_note=french(note),
        settled_by=by,
        version=held.version + 1,
    )
    changes = {"condition": held.text, "outcome": Outcome.HELD.label, "note": note}
    record(held.review, verb="hold_condition_by_task", by=by, at=at, changes=changes)


def _open_again(held: Condition, *, by: User | None, at: dt.datetime) -> None:
    changes = {"condition": held.text, "note": [held.settled_note, ""]}
    Condition.objects.filter(pk=held.pk).update(
        outcome=Outcome.OPEN, settled_on=None, settled_note="", settled_by=None, version=held.version + 1
    )
    record(held.review, verb="open_condition_by_task", by=by, at=at, changes=changes)
