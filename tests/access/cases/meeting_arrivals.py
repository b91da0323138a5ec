"""A meeting that begins soon, to which people arrive with a code of their own."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from copil.meetings import actions
from copil.meetings.actions import arrivals
from copil.meetings.models import ArrivalWindow, Meeting
from tests.access.world import World
from tests.factories.directory import PersonFactory

ORDER = 84


def populate(world: World) -> None:
    """Call a meeting that begins in five minutes, its codes open."""
    at, admin = timezone.now(), world.users["admin"]
    meeting = actions.prepare(
        workspace=world.workspace,
        initiative=world.objects["initiative"],
        values={
            "kind": "launch",
            "title": world.text("Lancement"),
            "starts_at": at + dt.timedelta(minutes=5),
        },
        by=admin,
        at=at,
        with_agenda=False,
    )
    person = PersonFactory.create(workspace=world.workspace, family_name=world.text("arrivant"))
    guest = actions.add_guest(meeting=meeting, person=person, by=admin, at=at)
    Meeting.objects.filter(pk=meeting.pk).update(state="called")
    arrivals.set_window(meeting=meeting, is_on=True, before=30, after=60, expected=0, by=admin, at=at)
    world.objects["meeting_soon"] = meeting
    world.tokens["arrival"] = arrivals.print_badges(meeting=meeting, by=admin, at=at)[guest.pk]


def _soon(world: World) -> dict[str, Any]:
    return {"pk": world.objects["meeting_soon"].pk}


def _window(world: World) -> dict[str, Any]:
    window = ArrivalWindow.objects.get(meeting=world.objects["meeting_soon"])
    return {"is_on": "on", "before": "30", "after": "60", "version": window.version}


ARGUMENTS: dict[str, Callable[[World], dict[str, Any]]] = {
    **{f"meetings:{name}": _soon for name in ("arrival_window", "badges", "visitor_add")},
    "meetings:arrive": lambda world: {"token": world.tokens["arrival"]},
}
DATA: dict[str, Callable[[World], dict[str, Any]]] = {
    "meetings:arrival_window": _window,
    "meetings:visitor_add": lambda world: {"name": "Aïcha Tahiri", "structure": "La Fabrique"},
}
