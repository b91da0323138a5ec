"""Tasks: one of the initiative, whose person is asked where it stands."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from copil.notifications.models import OutboxMessage
from copil.tasks import actions
from copil.tasks.models import Task
from tests.access.world import World

ORDER = 65


def populate(world: World) -> None:
    """Write tasks, and ask about one: the token is in the mail only."""
    at, admin, initiative = timezone.now(), world.users["admin"], world.objects["initiative"]
    for name in ("task", "task_to_do"):
        world.objects[name] = actions.create_task(
            workspace=world.workspace,
            title=world.text("Réserver la salle"),
            details=world.text("Celle du conseil"),
            person=world.objects["second"],
            due_on=at.date(),
            initiative=initiative,
            by=admin,
            at=at,
        )
    until = timezone.localdate(at) + dt.timedelta(days=10)
    actions.ask(task=world.objects["task"], email="gilles@asso.example", until=until, by=admin, at=at)
    found = re.search(
        r"/suivi/([\w-]+)/", OutboxMessage.objects.filter(kind="tasks.status_asked").latest("pk").body
    )
    assert found
    world.tokens["status"] = found.group(1)


def _task(world: World) -> dict[str, Any]:
    return {"pk": world.objects["task"].pk}


def _initiative(world: World) -> dict[str, Any]:
    return {"pk": world.objects["initiative"].pk}


def _version(world: World) -> dict[str, Any]:
    return {"version": Task.objects.get(**_task(world)).version}


def _ticked(world: World) -> dict[str, Any]:
    task = Task.objects.get(pk=world.objects["task_to_do"].pk)
    return {"task": [f"{task.pk}:{task.version}"]}


ARGUMENTS: dict[str, Callable[[World], dict[str, Any]]] = {
    **{
        f"tasks:{name}": _task
        for name in ("task", "edit", "comment", "move", "block", "drop", "ask", "close_link")
    },
    "tasks:of_initiative": _initiative,
    "tasks:panel": _initiative,
    "tasks:status": lambda world: {"token": world.tokens["status"]},
    "tasks:export": lambda world: {"file_format": "csv"},
    "pages:go": lambda world: {"kind": "tasks.task", **_task(world)},
}
DATA: dict[str, Callable[[World], dict[str, Any]]] = {
    "tasks:create": lambda world: {"title": "Écrire aux communes"},
    "tasks:edit": lambda world: {"title": "Réserver", **_version(world)},
    "tasks:comment": lambda world: {"text": "Bien reçu"},
    "tasks:move": lambda world: {"state": "doing", **_version(world)},
    "tasks:block": lambda world: {"unblocked_when": "La mairie répond", **_version(world)},
    "tasks:drop": lambda world: {"reason": "Annulé", **_version(world)},
    "tasks:ask": lambda world: {"email": "g@asso.example", "until": "2027-01-01"},
    "tasks:complete_many": _ticked,
    "tasks:reassign": _ticked,
    "tasks:status": lambda world: {"answer": "doing"},
}
