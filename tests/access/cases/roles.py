"""Roles of the initiative: one held, one said single."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils import timezone

from copil.governance.actions import roles as actions
from copil.governance.actions import services
from copil.governance.models import InternalService, RoleHolding
from tests.access.world import World

ORDER = 66
SERVICE = {"kind": "theme", "state": "associated", "asked": "", "joins_groups": False, "reason": ""}


def populate(world: World) -> None:
    """Name somebody, and say a role single."""
    at, initiative = timezone.now(), world.objects["initiative"]
    world.objects["holding"] = actions.name_holder(
        initiative=initiative,
        workspace=world.workspace,
        role="technical",
        person=world.objects["second"],
        starts_on=dt.date(2026, 1, 5),
        days=Decimal(2),
        by=world.users["admin"],
        at=at,
    )
    actions.say_single(
        initiative=initiative,
        workspace=world.workspace,
        role="sponsor",
        reason=world.text("Mandat électif"),
        by=world.users["admin"],
        at=at,
    )
    world.objects["service"] = services.add_service(
        initiative=initiative,
        workspace=world.workspace,
        values={**SERVICE, "name": world.text("Sports"), "contact": None},
        by=world.users["admin"],
        at=at,
    )


def _service(world: World) -> dict[str, Any]:
    return {**_initiative(world), "service": world.objects["service"].pk}


def _service_version(world: World) -> dict[str, Any]:
    return {"version": InternalService.objects.get(pk=world.objects["service"].pk).version}


def _initiative(world: World) -> dict[str, Any]:
    return {"pk": world.objects["initiative"].pk}


def _holding(world: World) -> dict[str, Any]:
    return {**_initiative(world), "holding": world.objects["holding"].pk}


def _single(world: World) -> dict[str, Any]:
    return {**_initiative(world), "role": "sponsor"}


def _version(world: World) -> dict[str, Any]:
    return {"version": RoleHolding.objects.get(pk=world.objects["holding"].pk).version}


ARGUMENTS: dict[str, Callable[[World], dict[str, Any]]] = {
    **{f"governance:{name}": _initiative for name in ("roles", "role_give", "backups", "role_skills")},
    **{f"governance:{name}": _initiative for name in ("services", "service_add", "backing")},
    **{f"governance:{name}": _service for name in ("service_edit", "service_remove")},
    **{f"governance:{name}": _holding for name in ("role_edit", "role_end")},
    **{f"governance:{name}": _single for name in ("role_single", "role_single_lift")},
    "governance:roles_export": lambda world: {**_initiative(world), "file_format": "csv"},
}
DATA: dict[str, Callable[[World], dict[str, Any]]] = {
    "governance:role_give": lambda world: {
        "role": "logistics",
        "person": "Inès Morel",
        "starts_on": "2026-01-05",
    },
    "governance:role_edit": lambda world: {"starts_on": "2026-01-05", "days": "1", **_version(world)},
    "governance:role_end": lambda world: {"ends_on": "2026-11-01", **_version(world)},
    "governance:service_add": lambda world: {"name": "Presse", "kind": "communication", "state": "to_ask"},
    "governance:service_edit": lambda world: {
        "name": "Sports",
        "kind": "theme",
        "state": "associated",
        **_service_version(world),
    },
    "governance:backing": lambda world: {"briefed_on": "2026-09-01", "version": 0},
    "governance:role_single": lambda world: {"reason": "Une seule élue"},
}
