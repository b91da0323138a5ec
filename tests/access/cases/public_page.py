"""The public page of an initiative."""

from typing import Any

from django.utils import timezone

from copil.governance.actions import public
from tests.access.world import World

ORDER = 79


def populate(world: World) -> None:
    """Prepare a page; publish it in our world only, for anybody may read what is published."""
    at, admin = timezone.now(), world.users["admin"]
    page = public.save_lines(
        initiative=world.objects["initiative"],
        language="fr",
        title=world.text("La démarche"),
        lines={"contact": {"shown": True, "text": world.text("Écrivez-nous.")}},
        expected=0,
        by=admin,
        at=at,
    )
    if not world.marker:
        public.publish(page=page, by=admin, at=at)
    world.objects["public_page"] = page


def _initiative(world: World) -> dict[str, Any]:
    return {"pk": world.objects["initiative"].pk}


ARGUMENTS = {
    "governance:public": lambda world: {"pk": world.objects["public_page"].pk},
    "governance:public_edit": _initiative,
    "governance:public_preview": _initiative,
    "governance:public_publish": _initiative,
    "governance:public_withdraw": _initiative,
}
DATA = {"governance:public_edit": lambda _: {"title": "En public", "version": "2"}}
