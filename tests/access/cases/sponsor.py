"""The pack for elected members."""

from typing import Any

from django.utils import timezone

from copil.pages import actions
from tests.access.world import World

ORDER = 80


def populate(world: World) -> None:
    """Keep a pack."""
    at = timezone.now()
    [world.objects["sponsor_pack"]] = actions.issue_sponsor_pack(
        initiative=world.objects["initiative"],
        workspace=world.workspace,
        formats=["html"],
        today=at.date(),
        by=world.users["admin"],
        at=at,
    )


def _initiative(world: World) -> dict[str, Any]:
    return {"pk": world.objects["initiative"].pk}


ARGUMENTS = {
    "pages:sponsor": _initiative,
    "pages:sponsor_file": lambda world: {**_initiative(world), "format": "html"},
    "pages:sponsor_issue": _initiative,
    "pages:sponsor_archived": lambda world: {
        **_initiative(world),
        "document": world.objects["sponsor_pack"].pk,
    },
}
DATA = {"pages:sponsor_issue": lambda _: {"formats": ["html"]}}
