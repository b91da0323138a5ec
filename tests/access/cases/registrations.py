"""The registration to the meeting that was called: somebody has a place, somebody waits."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from copil.meetings import registration_letters as letters
from copil.meetings.actions import registering, registration_page
from copil.meetings.actions.registering import Typed
from copil.meetings.models import RegistrationPage
from tests.access.world import World

ORDER = 84


def populate(world: World) -> None:
    """Open the registrations of the meeting; two people register for one free place."""
    at, admin, meeting = timezone.now(), world.users["admin"], world.objects["meeting_called"]
    common: dict[str, Any] = {"meeting": meeting, "by": admin, "at": at}
    values = {"introduction": world.text("Venez"), "capacity": 2, "languages": ["fr", "en"]}
    registration_page.save_page(values=values, expected=0, **common)
    page = registration_page.open_page(**common)
    world.objects["reserve"] = registration_page.add_reserve(
        label=world.text("Bénévoles"), kind="", places=1, **common
    )
    for name in ("registered", "waiting"):
        typed = Typed(world.text("Ana"), world.text(name), f"{name}@exemple.fr", world.text("Les Amis"))
        world.objects[name] = registering.register(page=page, typed=typed, at=at)
    world.objects["registration_page"] = page
    page.meeting = meeting
    world.tokens["registration"] = letters.link_to(world.objects["registered"], page=page, at=at).split("/")[
        -2
    ]


def _meeting(world: World) -> dict[str, Any]:
    return {"pk": world.objects["meeting_called"].pk}


def _with(**rest: Any) -> Callable[[World], dict[str, Any]]:
    return lambda world: {**_meeting(world), **rest}


_WHO = {"given_name": "Zoé", "family_name": "Zola", "organisation": ""}
ARGUMENTS: dict[str, Callable[[World], dict[str, Any]]] = {
    **{
        f"meetings:{name}": _meeting
        for name in (
            "registration",
            "registration_edit",
            "registration_add",
            "registration_message",
            "reserve_add",
        )
    },
    "meetings:registration_move": _with(key="fermer"),
    "meetings:registration_export": _with(file_format="csv"),
    "meetings:registration_change": lambda world: {
        **_meeting(world),
        "registration": world.objects["waiting"].pk,
        "key": "annuler",
    },
    "meetings:reserve_remove": lambda world: {**_meeting(world), "reserve": world.objects["reserve"].pk},
    **{
        f"meetings:{name}": lambda world: {"address": world.objects["registration_page"].address}
        for name in ("register", "register_thanks")
    },
    "meetings:my_registration": lambda world: {"token": world.tokens["registration"]},
}
DATA: dict[str, Callable[[World], dict[str, Any]]] = {
    "meetings:registration_edit": lambda world: {
        "capacity": "5",
        "confirm_hours": "48",
        "version": RegistrationPage.objects.get(pk=world.objects["registration_page"].pk).version,
    },
    "meetings:registration_add": lambda world: {**_WHO, "email": "zoe@exemple.fr"},
    "meetings:registration_message": lambda world: {"to": "all", "text": "Apportez un badge."},
    "meetings:reserve_add": lambda world: {"label": "Élus", "places": "1"},
    "meetings:register": lambda world: {**_WHO, "email": "zoe@exemple.fr"},
    "meetings:my_registration": lambda world: {"act": "cancel"},
}
