"""The administrative follow-up of an initiative."""

from typing import Any

from django.utils import timezone

from copil.governance.actions import followup
from tests.access.world import World

ORDER = 78


def populate(world: World) -> None:
    """Follow a piece, and one that was taken off."""
    at, admin = timezone.now(), world.users["admin"]
    for name in ("piece", "piece_gone"):
        world.objects[name] = followup.add_piece(
            initiative=world.objects["initiative"],
            workspace=world.workspace,
            values={"kind": "room", "title": world.text("Salle"), "due_on": at.date()},
            by=admin,
            at=at,
        )
    followup.remove_piece(piece=world.objects["piece_gone"], by=admin, at=at)


def _initiative(world: World) -> dict[str, Any]:
    return {"pk": world.objects["initiative"].pk}


def _piece(world: World) -> dict[str, Any]:
    return {**_initiative(world), "piece": world.objects["piece"].pk}


ARGUMENTS = {
    "governance:followup": _initiative,
    "governance:followup_export": lambda world: {**_initiative(world), "file_format": "csv"},
    "governance:piece_add": _initiative,
    "governance:piece_edit": _piece,
    "governance:piece_move": _piece,
    "governance:piece_remove": _piece,
    "governance:piece_restore": lambda world: {
        **_initiative(world),
        "piece": world.objects["piece_gone"].pk,
    },
}
DATA = {
    "governance:piece_add": lambda _: {"kind": "order", "title": "Deux cents affiches"},
    "governance:piece_edit": lambda _: {"kind": "room", "title": "Grande salle", "version": "1"},
    "governance:piece_move": lambda _: {"state": "sent"},
}
