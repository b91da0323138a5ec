"""What follows a task from above: told, in the same transaction, when it closes and when it opens again."""

import datetime as dt

from django.conf import settings
from django.utils.module_loading import import_string

from copil.identity.models import User
from copil.tasks.models import Task


def tell(task: Task, *, was_open: bool, by: User | None, at: dt.datetime, said: str = "") -> None:
    """Tell those named in ``settings.TASK_FOLLOWERS``, when a task that came from something opened or closed.

    ``said`` is what whoever answered by link wrote.
    """
    if not task.origin_kind or task.is_open == was_open:
        return
    for path in settings.TASK_FOLLOWERS:
        import_string(path)(task=task, by=by, at=at, said=said)
