"""Meetings: a draft of the initiative."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from copil.meetings import actions
from copil.meetings.models import Meeting
from tests.access.world import World

ORDER = 82


def populate(world: World) -> None:
    """Prepare meetings of the initiative."""
    at, admin = timezone.now(), world.users["admin"]
    for name in ("meeting", "meeting_aside"):
        world.objects[name] = actions.prepare(
            workspace=world.workspace,
            initiative=world.objects["initiative"],
            values={
                "kind": "steering",
                "title": world.text("Comité"),
                "place": world.text("Mairie"),
                "purpose": world.text("Décider"),
                "starts_at": at + dt.timedelta(days=20),
            },
            by=admin,
            at=at,
        )


def _of(name: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"pk": world.objects[name].pk}


def _version(world: World) -> dict[str, Any]:
    return {"version": Meeting.objects.get(pk=world.objects["meeting"].pk).version}


ARGUMENTS: dict[str, Callable[[World], dict[str, Any]]] = {
    **{f"meetings:{name}": _of("meeting") for name in ("meeting", "edit")},
    "meetings:discard": _of("meeting_aside"),
    **{f"meetings:{name}": _of("initiative") for name in ("of_initiative", "create_in")},
}
_MEETING = {"kind": "steering", "title": "Comité", "day": "2026-12-10", "hour": "18:30"}
DATA: dict[str, Callable[[World], dict[str, Any]]] = {
    "meetings:create": lambda world: _MEETING,
    "meetings:create_in": lambda world: _MEETING,
    "meetings:edit": lambda world: {**_MEETING, **_version(world)},
}
