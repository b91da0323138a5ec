"""Accounts, members and invitations."""

import datetime as dt
from collections.abc import Callable

from django.utils import timezone

from copil.accounts import actions
from copil.accounts.models import EmailChange, Invitation
from copil.identity import links
from copil.identity.enums import LinkPurpose, NetworkLevel, Role
from copil.identity.models import Membership, NetworkMembership, reference
from copil.notifications.actions import write
from tests.access.world import World
from tests.factories.identity import MembershipFactory, WorkspaceFactory

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
    slug = world.workspace.slug
    EmailChange.objects.create(
        user=world.users["stranger"],
        old_email=world.users["stranger"].email,
        new_email=f"nouvelle-{slug}@marne.example",
        confirm_digest=links.digest_of(f"confirmer-{slug}"),
        stop_digest=links.digest_of(f"arreter-{slug}"),
        asked_at=at,
    )
    world.tokens |= {"email_confirm": f"confirmer-{slug}", "email_stop": f"arreter-{slug}"}
    world.objects["other_member"] = MembershipFactory.create(workspace=world.workspace)
    world.objects["mail"] = write(
        kind="account.password", email="invitee@marne.example", text="Vous le demandez.", at=at
    )
    _populate_networks(world, at)


def _populate_networks(world: World, at: dt.datetime) -> None:
    """Give the workspace a network it manages, with a guest who has not answered, and an invitation."""
    by, slug = world.users["admin"], world.workspace.slug
    network = actions.create_network(
        workspace=world.workspace, name=world.text("Réseau des rives"), level=NetworkLevel.LOCAL, by=by, at=at
    )
    guest = WorkspaceFactory.create(name=world.text("Espace invité"), slug=f"invite-{slug}")
    world.objects["network"] = network
    world.objects["stay"] = NetworkMembership.objects.get(network=network, workspace=world.workspace)
    world.objects["network_guest"] = actions.invite_workspace(
        network=network, identifier=guest.slug, workspace=world.workspace, by=by, at=at
    )
    host = WorkspaceFactory.create(name=world.text("Espace hôte"), slug=f"hote-{slug}")
    other = actions.create_network(
        workspace=host, name=world.text("Réseau voisin"), level=NetworkLevel.NATIONAL, by=None, at=at
    )
    world.objects["network_invitation"] = actions.invite_workspace(
        network=other, identifier=slug, workspace=host, by=None, at=at
    )
    WorkspaceFactory.create(slug=f"libre-{slug}")


def _member(world: World) -> dict[str, object]:
    member: Membership = world.objects["other_member"]
    return {"pk": member.pk}


def _pk(name: str) -> Callable[[World], dict[str, object]]:
    return lambda world: {"pk": world.objects[name].pk}


ARGUMENTS = {
    "accounts:network": _pk("network"),
    "accounts:network_edit": _pk("network"),
    "accounts:network_invite": _pk("network"),
    "accounts:network_leave": _pk("network"),
    "accounts:network_accept": _pk("network_invitation"),
    "accounts:network_decline": _pk("network_invitation"),
    "accounts:network_withdraw": _pk("network_guest"),
    "accounts:invitation": lambda world: {"token": world.tokens["invitation"]},
    "accounts:email_confirm": lambda world: {"token": world.tokens["email_confirm"]},
    "accounts:email_stop": lambda world: {"token": world.tokens["email_stop"]},
    "accounts:session_end": lambda _: {"handle": "0" * 24},
    "accounts:mail": lambda world: {"pk": world.objects["mail"].pk},
    "accounts:member": _member,
    "accounts:suspend": _member,
    "accounts:reinstate": _member,
    "accounts:revoke": lambda world: {"pk": world.objects["invitation"].pk},
    "mfa_edit_webauthn": lambda _: {"pk": 1},
    "mfa_remove_webauthn": lambda _: {"pk": 1},
    "account_reset_password_from_key": lambda _: {"uidb36": "1", "key": "xx-xxxx"},
}
DATA = {
    "accounts:network_create": lambda _: {"name": "Réseau des plaines", "level": "regional"},
    "accounts:network_edit": lambda world: {
        "name": "Réseau des berges",
        "level": "regional",
        "version": world.objects["network"].version,
    },
    "accounts:network_invite": lambda world: {"identifier": f"libre-{world.workspace.slug}"},
    "accounts:invite": lambda _: {"email": "nouvelle@marne.example", "role": "member"},
    "accounts:member": lambda world: {"role": "observer", "version": world.objects["other_member"].version},
    "accounts:profile": lambda _: {"given_name": "Nadia", "family_name": "Benhaddou"},
    "accounts:invitation": lambda _: {
        "given_name": "Léa",
        "family_name": "Roy",
        "password": "quatre mots sans rapport",
    },
}
