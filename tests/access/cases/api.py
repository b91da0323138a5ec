"""Tokens of other programs: one for each role, so that each address is asked as a program would."""

from typing import Any

from django.utils import timezone

from copil.api.actions import webhooks
from copil.api.enums import DeliveryState
from copil.api.models import ApiToken, Delivery
from copil.identity.models import Membership
from tests.access.world import World
from tests.factories.api import token_of

ORDER = 95
PROGRAMS = [
    f"api:{name}"
    for name in (
        "organisations organisation people person needs need shared_needs shared_need initiatives initiative "
        "initiative_path meetings meeting tasks task action_sheets action_sheet action_sheet_progress "
        "common_plans common_plan common_plan_actions"
    ).split()
]
_WEBHOOK = {"name": "Site", "url": "https://recoit.example/", "families": ["taches"]}


def populate(world: World) -> None:
    for role, user in world.users.items():
        membership = Membership.objects.filter(user=user).select_related("workspace").first()
        if membership is not None:
            world.tokens[f"api:{role}"] = token_of(user, membership.workspace)
    world.objects["api_token"] = ApiToken.objects.get(membership__user=world.users["admin"])
    at = timezone.now()
    webhook = webhooks.create(
        workspace=world.workspace,
        name=world.text("Site"),
        url="https://recoit.example/",
        families=["taches"],
        by=world.users["admin"],
        at=at,
    )
    delivery = webhooks.try_out(webhook=webhook, at=at)
    Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.SET_ASIDE)
    world.objects["webhook"], world.objects["delivery"] = webhook, delivery


ARGUMENTS = {
    "api:token_revoke": lambda world: {"pk": world.objects["api_token"].pk},
    "api:chapter": lambda world: {"slug": "organisations"},
    **{
        f"api:webhook{suffix}": lambda world: {"pk": world.objects["webhook"].pk}
        for suffix in ("", "_edit", "_secret", "_pause", "_test", "_remove")
    },
    "api:delivery_retry": lambda world: {"pk": world.objects["delivery"].pk},
    "api:need": lambda world: {"pk": world.objects["need"].pk},
    "api:shared_need": lambda world: {"pk": world.objects["shared"].pk},
    "api:initiative": lambda world: {"pk": world.objects["initiative"].pk},
    "api:initiative_path": lambda world: {"pk": world.objects["initiative"].pk},
    "api:meeting": lambda world: {"pk": world.objects["meeting"].pk},
    "api:task": lambda world: {"pk": world.objects["task"].pk},
    "api:action_sheet": lambda world: {"pk": world.objects["action_sheet"].pk},
    "api:action_sheet_progress": lambda world: {"pk": world.objects["action_sheet"].pk},
    "api:common_plan": lambda world: {"pk": world.objects["plan"].pk},
    "api:common_plan_actions": lambda world: {"pk": world.objects["plan"].pk},
    "api:nowhere": lambda world: {"rest": "nulle/part"},
    "api:organisation": lambda world: {"pk": world.objects["organisation"].pk},
    "api:person": lambda world: {"pk": world.objects["person"].pk},
}

DATA: dict[str, Any] = {
    "api:token_create": lambda world: {"name": "Site", "scopes": ["organisations:read"], "days": "30"},
    "api:organisation": lambda world: {"sigle": "MP"},
    "api:need": lambda world: {"texte": world.text("Un besoin relu")},
    "api:needs": lambda world: {
        "structure": str(world.objects["organisation"].pk),
        "texte": world.text("Un besoin des programmes"),
        "origine": "structure",
    },
    "api:task": lambda world: {"titre": world.text("Une tâche relue")},
    "api:tasks": lambda world: {"titre": world.text("Une tâche des programmes")},
    "api:webhook_create": lambda world: _WEBHOOK,
    "api:webhook_edit": lambda world: {**_WEBHOOK, "version": world.objects["webhook"].version},
    "api:organisations": lambda world: {"nom": world.text("Le Moulin des programmes")},
}
