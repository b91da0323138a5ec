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
    for name in ("seated", "ended"):
        person = PersonFactory.create(workspace=world.workspace, family_name=world.text(name))
        held: dict[str, Any] = {"person": person, "starts_on": dt.date(2026, 1, 1)}
        if name == "ended":
            held["ends_on"] = dt.date(2026, 6, 30)
        world.objects[name] = actions.give_mandate(
            body=body, workspace=world.workspace, values=held, by=admin, at=at
        )
    for name in ("draft_decision", "adopted_decision"):
        made = actions.draft_decision(
            body=body,
            initiative=None,
            values={
                "title": world.text(name),
                "decided_on": dt.date(2026, 11, 1),
                "reason": world.text("Car"),
            },
            by=admin,
            at=at,
        )
        if name == "adopted_decision":
            made = actions.adopt(decision=made, expected=made.version, by=admin, at=at)
        world.objects[name] = made


def _of(name: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"pk": world.objects[name].pk}


def _part(part: str, name: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"pk": world.objects["body"].pk, part: world.objects[name].pk}


def _version(name: str) -> Callable[[World], dict[str, Any]]:
    def given(world: World) -> dict[str, Any]:
        kept = world.objects[name]
        return {"version": type(kept)._default_manager.get(pk=kept.pk).version}

    return given


_DECISION = {
    "title": "Ouvrir le groupe",
    "decided_on": "2026-11-01",
    "way": "consensus",
    "reason": "Deux associations le demandent",
}
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
        for name in ("body", "body_edit", "body_close", "mandate_create", "college_create", "decision_create")
    },
    **{
        f"governance:{name}": _of("draft_decision")
        for name in ("decision", "decision_edit", "decision_adopt", "decision_discard")
    },
    **{
        f"governance:{name}": _of("adopted_decision")
        for name in ("decision_correct", "decision_review", "decision_publishable")
    },
    "governance:decisions_scdl": _of("body"),
    "governance:decision_file": lambda world: {**_of("adopted_decision")(world), "file_format": "html"},
    "governance:decisions_export": lambda world: {"file_format": "csv"},
    "governance:body_reopen": _of("body_closed"),
    "governance:mandate_edit": _part("mandate", "seated"),
    "governance:mandate_end": _part("mandate", "seated"),
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
    "governance:decision_create": lambda world: dict(_DECISION),
    "governance:decision_edit": lambda world: {**_DECISION, **_version("draft_decision")(world)},
    "governance:decision_adopt": _version("draft_decision"),
    "governance:decision_review": lambda world: {"note": "Faite", **_version("adopted_decision")(world)},
    "governance:decision_publishable": lambda world: {"public": "oui"},
    "governance:mandate_create": lambda world: {
        "person": str(
            PersonFactory.create(workspace=world.workspace, given_name="", family_name=uuid7().hex)
        ),
        "voice": "observer",
        "starts_on": "2026-02-01",
    },
    "governance:mandate_edit": lambda world: {
        "person": str(world.objects["seated"].person),
        "voice": "observer",
        "starts_on": "2026-02-01",
        **_version("seated")(world),
    },
    "governance:mandate_end": lambda world: {"ends_on": "2026-11-30", **_version("seated")(world)},
    "governance:college_create": lambda world: {"name": f"Collège {uuid7().hex}", "seats": "4"},
    "governance:college_edit": lambda world: {**_SEAT, **_version("seats")(world)},
    "governance:initiative_body_create": lambda world: dict(_BODY),
}
