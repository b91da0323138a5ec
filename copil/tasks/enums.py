"""States of a task, and the orders of its lists."""

from django.db import models


class TaskState(models.TextChoices):
    """Where a task stands."""

    TODO = "todo", "À faire"
    DOING = "doing", "En cours"
    BLOCKED = "blocked", "Bloquée"
    DONE = "done", "Faite"
    DROPPED = "dropped", "Abandonnée"

    @classmethod
    def open_values(cls) -> list[str]:
        """Return the states of a task that remains to be done."""
        return [cls.TODO.value, cls.DOING.value, cls.BLOCKED.value]


SAID_BY_LINK = (TaskState.TODO, TaskState.DOING, TaskState.BLOCKED, TaskState.DONE)
"""What the person in charge may answer through a link: giving up is the team's to decide."""
