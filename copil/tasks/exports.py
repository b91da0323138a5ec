"""The list of tasks as a table."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from copil.tasks import rules
from copil.tasks.models import TaskQuerySet

HEADER = (
    "Tâche", "Qui s’en charge", "Pour le", "Jours de retard", "État", "Démarche", "Bloquée par",
    "Débloquée quand", "Pourquoi abandonnée", "D’où elle vient", "Précisions", "Close le",
)  # fmt: skip  # a table reads by its lines
_LOT = 500


def task_rows(rows: TaskQuerySet, *, today: dt.date) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a list read with its surroundings, one lot in memory at a time."""
    for task in rows.iterator(_LOT):
        yield (
            task.title,
            str(task.person or ""),
            task.due_on,
            rules.days_late(state=task.state, due_on=task.due_on, today=today) or None,
            task.get_state_display(),
            task.initiative.title if task.initiative else "",
            task.blocked_by.title if task.blocked_by else "",
            task.unblocked_when,
            task.reason,
            task.origin_label,
            task.details,
            timezone.localdate(task.closed_at) if task.closed_at else None,
        )
