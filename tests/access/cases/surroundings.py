"""What exists already around an initiative, and the documents that it issues."""

from typing import Any

from django.utils import timezone

from copil.initiatives import actions
from copil.initiatives.enums import ExistingKind, Fate
from copil.initiatives.models import ExistingItem
from tests.access.world import World

ORDER = 62


def populate(world: World) -> None:
    world.objects["existing"] = actions.add_existing(
        initiative=world.objects["initiative"],
        workspace=world.workspace,
        values={
            "kind": ExistingKind.BODY,
            "name": world.text("Comité de suivi"),
            "fate": Fate.ADAPT,
            "reason": world.text("Il se réunit trop peu"),
        },
        by=world.users["admin"],
        at=timezone.now(),
    )


def _one(world: World) -> dict[str, Any]:
    return {"pk": world.objects["initiative"].pk}


def _item(world: World) -> dict[str, Any]:
    return {**_one(world), "item": world.objects["existing"].pk}


def _version(world: World) -> int:
    return ExistingItem.objects.get(pk=world.objects["existing"].pk).version


ARGUMENTS = {
    "initiatives:existing": _one,
    "initiatives:existing_panel": _one,
    "initiatives:existing_edit": _item,
    "initiatives:existing_remove": _item,
}
DATA = {
    "initiatives:existing": lambda _: {"kind": "tool", "name": "Tableau partagé"},
    "initiatives:existing_edit": lambda world: {
        "kind": "body",
        "name": "Comité de suivi",
        "fate": "keep",
        "reason": "Il connaît le sujet",
        "version": _version(world),
    },
}
