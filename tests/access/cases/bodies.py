"""Bodies of an initiative and of the workspace."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from copil.core.ids import uuid7
from copil.governance import actions
from tests.access.world import World
from tests.factories.directory import PersonFactory

ORDER = 75


def populate(world: World) -> None:
    """Set up a body in the initiative, and one in the workspace."""
    at, admin = timezone.now(), world.users["admin"]
    named = (("body", world.objects["initiative"]), ("standing", None), ("body_closed", None))
    for name, initiative in named:
        values = {"name": world.text("Comité"), "kind": "steering", "code": "COPIL"}
        world.objects[name] = actions.set_up(
            workspace=world.workspace, initiative=initiative, values=values, by=admin, at=at
        )
    actions.close(body=world.objects["body_closed"], closed_on=at.date(), reason="Finie", by=admin, at=at)
    body = world.objects["body"]
    world.objects["seats"] = actions.add_college(body=body, name="Habitants", seats=3, by=admin, at=at)
    for name in ("held", "ended"):
        person = PersonFactory.create(workspace=world.workspace, family_name=world.text(name))
        held: dict[str, Any] = {"person": person, "starts_on": dt.date(2026, 1, 1)}
        if name == "ended":
            held["ends_on"] = dt.date(2026, 6, 30)
        world.objects[name] = actions.give_mandate(
            body=body, workspace=world.workspace, values=held, by=admin, at=at
        )


def _of(name: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"pk": world.objects[name].pk}


def _part(part: str, name: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"pk": world.objects["body"].pk, part: world.objects[name].pk}


def _version(name: str) -> Callable[[World], dict[str, Any]]:
    def given(world: World) -> dict[str, Any]:
        kept = world.objects[name]
        return {"version": type(kept)._default_manager.get(pk=kept.pk).version}

    return given


_SEAT = {"name": "Habitants", "seats": "4"}
_BODY = {
    "name": "Comité de pilotage",
    "kind": "steering",
    "code": "COPIL",
    "frequency": "need",
    "quorum_kind": "none",
}
ARGUMENTS: dict[str, Callable[[World], dict[str, Any]]] = {
    **{
        f"governance:{name}": _of("body")
        for name in ("body", "body_edit", "body_close", "mandate_create", "college_create")
    },
    "governance:body_reopen": _of("body_closed"),
    "governance:mandate_edit": _part("mandate", "held"),
    "governance:mandate_end": _part("mandate", "held"),
    "governance:mandate_renew": _part("mandate", "ended"),
    "governance:college_edit": _part("college", "seats"),
    "governance:college_remove": _part("college", "seats"),
    "governance:body_take_up": lambda world: {**_of("initiative")(world), "key": "comite-appui"},
    "governance:initiative_bodies": _of("initiative"),
    "governance:initiative_body_create": _of("initiative"),
}
DATA: dict[str, Callable[[World], dict[str, Any]]] = {
    "governance:body_create": lambda world: dict(_BODY),
    "governance:body_edit": lambda world: {**_BODY, **_version("body")(world)},
    "governance:body_close": lambda world: {"closed_on": "2026-11-20", "reason": "Mission accomplie"},
    "governance:mandate_create": lambda world: {
        "person": str(
            PersonFactory.create(workspace=world.workspace, given_name="", family_name=uuid7().hex)
        ),
        "voice": "observer",
        "starts_on": "2026-02-01",
    },
    "governance:mandate_edit": lambda world: {
        "person": str(world.objects["held"].person),
        "voice": "observer",
        "starts_on": "2026-02-01",
        **_version("held")(world),
    },
    "governance:mandate_end": lambda world: {"ends_on": "2026-11-30", **_version("held")(world)},
    "governance:college_create": lambda world: {"name": f"Collège {uuid7().hex}", "seats": "4"},
    "governance:college_edit": lambda world: {**_SEAT, **_version("seats")(world)},
    "governance:initiative_body_create": lambda world: dict(_BODY),
}
