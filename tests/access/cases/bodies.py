"""Bodies of an initiative and of the workspace."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from copil.governance import actions
from tests.access.world import World

ORDER = 75


def populate(world: World) -> None:
    """Set up a body in the initiative, and one in the workspace."""
    at, admin = timezone.now(), world.users["admin"]
    for name, initiative in (("body", world.objects["initiative"]), ("standing", None)):
        values = {"name": world.text("Comité"), "kind": "steering", "code": "COPIL"}
        world.objects[name] = actions.set_up(
            workspace=world.workspace, initiative=initiative, values=values, by=admin, at=at
        )


def _of(name: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"pk": world.objects[name].pk}


_BODY = {
    "name": "Comité de pilotage",
    "kind": "steering",
    "code": "COPIL",
    "frequency": "need",
    "quorum_kind": "none",
}
ARGUMENTS: dict[str, Callable[[World], dict[str, Any]]] = {
    "governance:body": _of("body"),
    "governance:initiative_bodies": _of("initiative"),
    "governance:initiative_body_create": _of("initiative"),
}
DATA: dict[str, Callable[[World], dict[str, Any]]] = {
    "governance:body_create": lambda world: dict(_BODY),
    "governance:initiative_body_create": lambda world: dict(_BODY),
}
