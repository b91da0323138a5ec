"""Places, rooms, bookings and the logistics plan of a meeting."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from copil.meetings.actions import bookings, logistics, places
from tests.access.world import World

ORDER = 83


def populate(world: World) -> None:
    """Describe a place with a room, keep it for the meeting, write one line of its plan."""
    at, admin = timezone.now(), world.users["admin"]
    place = places.add_place(
        workspace=world.workspace,
        values={"name": world.text("Médiathèque"), "transport": world.text("Tram 2")},
        by=admin,
        at=at,
    )
    room = places.add_room(
        place=place, values={"name": world.text("Auditorium"), "theatre": 90}, by=admin, at=at
    )
    starts = at + dt.timedelta(days=20)
    world.objects["booking"] = bookings.book(
        meeting=world.objects["meeting"],
        room=room,
        values={
            "starts_at": starts,
            "ends_at": starts + dt.timedelta(hours=2),
            "use": world.text("Plénière"),
        },
        by=admin,
        at=at,
    )
    for name in ("logistics_line", "logistics_line_off"):
        world.objects[name] = logistics.add(
            meeting=world.objects["meeting"],
            values={"family": "catering", "title": world.text("Repas"), "days_before": 5},
            by=admin,
            at=at,
        )
    world.objects |= {"meeting_place": place, "meeting_room": room}


def _of(name: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"pk": world.objects[name].pk}


def _part(part: str, name: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"pk": world.objects["meeting"].pk, part: world.objects[name].pk}


_MEETING = (
    "rooms",
    "rooms_follow",
    "logistics_panel",
    "logistics",
    "logistics_begin",
    "logistics_copy",
    *("line_add", "logistics_tasks"),
)
ARGUMENTS: dict[str, Callable[[World], dict[str, Any]]] = {
    **{f"meetings:{name}": _of("meeting_place") for name in ("place", "place_edit", "place_archive")},
    "meetings:room_create": _of("meeting_place"),
    **{f"meetings:{name}": _of("meeting_room") for name in ("room", "room_edit", "room_archive")},
    **{f"meetings:{name}": _of("meeting") for name in _MEETING},
    "meetings:book": _part("room", "meeting_room"),
    **{f"meetings:{name}": _part("booking", "booking") for name in ("booking_edit", "booking_move")},
    **{
        f"meetings:{name}": _part("line", "logistics_line")
        for name in ("line_edit", "line_tick", "line_task")
    },
    "meetings:needs_note": _of("meeting_called"),
    "meetings:line_remove": _part("line", "logistics_line_off"),
    "meetings:checklist": lambda world: {**_of("meeting")(world), "file_format": "html"},
}
_ROOM = {"name": "Salle 2", "theatre": "30"}
_HOURS = {"jour": "2031-03-04", "debut": "18:00", "fin": "20:00", "setup": "30", "tidy": "30"}
_LINE = {"title": "Repas", "family": "catering", "days_before": "5", "per": "1", "margin": "0"}
DATA: dict[str, Callable[[World], dict[str, Any]]] = {
    "meetings:place_create": lambda _: {"name": "Mairie"},
    "meetings:place_edit": lambda _: {"name": "Mairie", "version": "1"},
    "meetings:room_create": lambda _: _ROOM,
    "meetings:room_edit": lambda _: {**_ROOM, "version": "1"},
    "meetings:rooms_follow": lambda _: {"what": "move"},
    "meetings:book": lambda _: _HOURS,
    "meetings:booking_edit": lambda _: {**_HOURS, "version": "1"},
    "meetings:booking_move": lambda _: {"state": "cancelled"},
    "meetings:line_add": lambda _: _LINE,
    "meetings:line_edit": lambda _: {**_LINE, "version": "1"},
    "meetings:line_tick": lambda _: {"done": "oui"},
}
