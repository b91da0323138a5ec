"""Accounts, members and invitations."""

import datetime as dt

from django.utils import timezone

from copil.accounts.models import Invitation
from copil.identity import links
from copil.identity.enums import LinkPurpose, Role
from copil.identity.models import Membership, reference
from copil.notifications import outbox
from tests.access.world import World
from tests.factories.identity import MembershipFactory

ORDER = 10
HOUR = dt.timedelta(hours=1)


def populate(world: World) -> None:
    at = timezone.now()
    invitation = Invitation.objects.create(
        workspace=world.workspace,
        email=f"invitee-{world.workspace.slug}@marne.example",
        role=Role.MEMBER,
        invited_by=world.users["admin"],
        expires_at=at + HOUR,
    )
    world.objects["invitation"] = invitation
    world.tokens["invitation"] = links.issue(
        workspace=world.workspace,
        purpose=LinkPurpose.INVITATION,
        target=reference(invitation),
        at=at,
        lifetime=HOUR,
    )
    world.objects["other_member"] = MembershipFactory.create(workspace=world.workspace)
    world.objects["mail"] = outbox.post(
        to="invitee@marne.example", subject="Invitation", body="Bonjour", reason="Demande", at=at
    )


def _member(world: World) -> dict[str, object]:
    member: Membership = world.objects["other_member"]
    return {"pk": member.pk}


ARGUMENTS = {
    "accounts:invitation": lambda world: {"token": world.tokens["invitation"]},
    "accounts:mail": lambda world: {"pk": world.objects["mail"].pk},
    "accounts:member": _member,
    "accounts:suspend": _member,
    "accounts:reinstate": _member,
    "accounts:revoke": lambda world: {"pk": world.objects["invitation"].pk},
    "account_reset_password_from_key": lambda _: {"uidb36": "1", "key": "xx-xxxx"},
}
DATA = {
    "accounts:invite": lambda _: {"email": "nouvelle@marne.example", "role": "member"},
    "accounts:member": lambda world: {"role": "observer", "version": world.objects["other_member"].version},
    "accounts:profile": lambda _: {"given_name": "Nadia", "family_name": "Benhaddou"},
    "accounts:invitation": lambda _: {
        "given_name": "Léa",
        "family_name": "Roy",
        "password": "quatre mots sans rapport",
    },
}
