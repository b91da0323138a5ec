"""News, preferences and the link that stops mails."""

from typing import Any

from django.utils import timezone

from copil.identity.models import reference
from copil.notifications import links, recipients
from copil.notifications.actions import notify, write
from copil.notifications.catalogue import kinds
from copil.notifications.enums import MessageState
from copil.notifications.models import Bounce, Notification, OutboxMessage
from tests.access.world import World

ORDER = 95
_READERS = ("observer", "member", "pilot", "coordinator", "admin")


def populate(world: World) -> None:
    at = timezone.now()
    people = [recipients.account(world.users[role]) for role in _READERS]
    told = notify(
        kind="initiatives.carriers_changed",
        workspace=world.workspace,
        to=people,
        obj=reference(world.objects["invitation"]),
        title=world.text("Un porteur arrive"),
        path=f"/e/{world.workspace.slug}/",
        at=at,
    )
    world.objects["news"] = next(one for one in told if one.user == world.users["admin"])
    mail = write(
        kind="account.invitation",
        email="autre-invitee@marne.example",
        text=world.text("Venez."),
        workspace=world.workspace,
        at=at,
    )
    world.tokens["stop"] = links.token_of(mail.pk)
    OutboxMessage.objects.filter(pk=mail.pk).update(state=MessageState.SET_ASIDE)
    world.objects["undelivered"] = mail
    local_part = world.text(f"sans-suite-{world.workspace.slug}").replace(" ", "-").lower()
    address = f"{local_part}@marne.example"
    lost = write(kind="account.invitation", email=address, text="Venez.", workspace=world.workspace, at=at)
    for number in range(3):
        Bounce.objects.create(message=lost, email=address, digest=f"{world.workspace.slug}-{number}")
    world.objects["lost"] = lost


def _news(world: World) -> dict[str, Any]:
    one: Notification = world.objects["news"]
    return {"pk": one.pk}


ARGUMENTS = {
    "notifications:open": _news,
    "notifications:read": _news,
    "notifications:trouble_retry": lambda world: {"pk": world.objects["undelivered"].pk},
    "notifications:stop": lambda world: {"token": world.tokens["stop"]},
}
DATA = {
    "notifications:trouble_clear": lambda world: {"email": world.objects["lost"].recipient},
    "notifications:preferences": lambda _: {
        "hour": "8",
        "weekday": "0",
        **{key.replace(".", "-"): "daily" for key in kinds()},
    },
}
