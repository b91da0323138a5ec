"""Who carries an initiative: an invitation sent, one received, an initiative left."""

from typing import Any

from django.utils import timezone

from copil.identity.models import Workspace
from copil.initiatives import actions
from copil.initiatives.models import Initiative, Method
from tests.access.world import World

ORDER = 61


def populate(world: World) -> None:
    at, workspace = timezone.now(), world.workspace
    elsewhere = Workspace.objects.get(slug=f"ailleurs-{workspace.slug}")
    sent = actions.invite_carrier(
        initiative=world.objects["initiative"],
        workspace=workspace,
        identifier=elsewhere.slug,
        message=world.text("Venez avec nous"),
        by=None,
        at=at,
    )
    received = _invited(world, elsewhere, "Une démarche d’à côté")
    left = _invited(world, elsewhere, "Une démarche quittée")
    joined = actions.accept_invitation(invitation=left, by=None, at=at)
    actions.leave_initiative(
        initiative=joined,
        workspace=workspace,
        left_on=at.date(),
        reason=world.text("Faute de temps"),
        by=None,
        at=at,
    )
    world.objects |= {"carrying_sent": sent, "carrying_received": received, "initiative_left": joined}


def _invited(world: World, host: Workspace, title: str) -> Any:
    at = timezone.now()
    initiative = actions.open_initiative(
        workspace=host,
        title=world.text(title),
        method=Method.objects.get(workspace=None, key="ingenierie-collective"),
        by=None,
        at=at,
        opened_on=None,
    )
    return actions.invite_carrier(
        initiative=initiative,
        workspace=host,
        identifier=world.workspace.slug,
        message=world.text("Portons-la ensemble"),
        by=None,
        at=at,
    )


def _one(world: World) -> dict[str, Any]:
    return {"pk": world.objects["initiative"].pk}


def _received(world: World) -> dict[str, Any]:
    return {"pk": world.objects["carrying_received"].pk}


def _carrier(world: World) -> dict[str, Any]:
    initiative: Initiative = world.objects["initiative"]
    return {**_one(world), "carrier": initiative.carriers.get(workspace=world.workspace).pk}


ARGUMENTS = {
    **{f"initiatives:carrier{name}": _one for name in ("s", "_invite", "_hand_over", "_leave")},
    **{f"initiatives:invitation{name}": _received for name in ("", "_accept", "_decline")},
    "initiatives:carrier": _carrier,
    "initiatives:carrier_withdraw": lambda world: {
        **_one(world),
        "invitation": world.objects["carrying_sent"].pk,
    },
    "initiatives:kept_part": lambda world: {"pk": world.objects["initiative_left"].pk},
}
DATA = {
    "initiatives:carrier_invite": lambda _: {"identifier": "un-autre-espace"},
    "initiatives:carrier_leave": lambda _: {"left_on": "2026-11-20", "reason": "Faute de temps"},
}
