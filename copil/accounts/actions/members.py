"""Verbs of members: invite, join, change a role, suspend, reinstate."""

import datetime as dt

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from copil.accounts.models import Invitation
from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import save_versioned
from copil.identity import links
from copil.identity.enums import LinkPurpose, Role
from copil.identity.models import Membership, SignedLink, User, Workspace, reference
from copil.journal import actions as journal
from copil.notifications.actions import write

INVITATION_LIFETIME = dt.timedelta(days=14)
LAST_ADMIN = "Cet espace doit garder une personne à l’administration : nommez-en une autre d’abord."


# An account that came with the archive of a workspace: closed, without a password, until it is invited.
NEVER_OPENED = Q(is_active=False, last_login=None, password__startswith=UNUSABLE_PASSWORD_PREFIX)


@transaction.atomic
def invite(*, workspace: Workspace, email: str, role: Role, by: User, at: dt.datetime) -> Invitation:
    """Invite an address into a workspace; an invitation still open to that address is replaced.

    Raises ``ActionRefused`` when the address is already a member's.
    """
    waiting = User.objects.filter(NEVER_OPENED, email__iexact=email).values("pk")
    members = Membership.objects.filter(workspace=workspace, user__email__iexact=email)
    if members.exclude(user__in=waiting, suspended_at=None).exists():
        raise ActionRefused("Cette adresse est déjà celle d’un membre de l’espace.")
    for earlier in Invitation.objects.filter(
        workspace=workspace, email=email, accepted_at=None, revoked_at=None
    ):
        _close(earlier, at=at)
    invitation = Invitation.objects.create(
        workspace=workspace, email=email, role=role, invited_by=by, expires_at=at + INVITATION_LIFETIME
    )
    token = links.issue(
        workspace=workspace,
        purpose=LinkPurpose.INVITATION,
        target=reference(invitation),
        at=at,
        lifetime=INVITATION_LIFETIME,
    )
    write(
        kind="account.invitation",
        email=email,
        text=(
            f"{by.get_full_name()} vous invite à rejoindre l’espace « {workspace.name} » sur Copil, où se "
            "préparent et se suivent des démarches collectives."
        ),
        url=settings.BASE_URL + reverse("accounts:invitation", kwargs={"token": token}),
        label="Accepter l’invitation, dans les quatorze jours",
        after="Si vous n’attendiez pas cette invitation, laissez ce message sans suite.",
        at=at,
        workspace=workspace,
    )
    journal.record(
        by=by,
        at=at,
        workspace=workspace,
        verb="invite",
        obj=reference(invitation),
        label=email,
        changes={"role": role},
    )
    return invitation


@transaction.atomic
def join(*, link: SignedLink, user: User, at: dt.datetime) -> Membership:
    """Enter the workspace an invitation opens; the link is consumed.

    Raises ``ActionRefused`` when the link was used in between or the invitation is not for this address.
    """
    invitation = Invitation.objects.select_related("workspace").get(pk=link.object_id)
    if invitation.email != user.email.lower():
        raise ActionRefused("Cette invitation a été envoyée à une autre adresse que celle de votre compte.")
    if not links.redeem(link, at=at):
        raise ActionRefused("Cette invitation a déjà servi ou n’est plus valable. Demandez-en une nouvelle.")
    membership, _ = Membership.objects.get_or_create(
        workspace=invitation.workspace, user=user, defaults={"role": invitation.role}
    )
    Invitation.objects.filter(pk=invitation.pk).update(accepted_at=at, accepted_by=user)
    journal.record(
        by=user,
        at=at,
        workspace=invitation.workspace,
        verb="join",
        obj=reference(membership),
        label=user.get_full_name(),
        changes={"role": membership.role},
    )
    return membership


@transaction.atomic
def join_as_newcomer(
    *, link: SignedLink, given_name: str, family_name: str, password: str, at: dt.datetime
) -> Membership:
    """Open an account for the invited address and enter the workspace."""
    invitation = Invitation.objects.get(pk=link.object_id)
    known = User.objects.filter(email__iexact=invitation.email)
    if known.exclude(NEVER_OPENED).exists():
        raise ActionRefused(
            "Un compte existe déjà à cette adresse : connectez-vous pour accepter l’invitation."
        )
    user = known.first() or User(email=invitation.email.lower())
    user.given_name, user.family_name, user.is_active = given_name.strip(), family_name.strip(), True
    user.set_password(password)
    user.save()
    return join(link=link, user=user, at=at)


@transaction.atomic
def revoke(*, invitation: Invitation, by: User, at: dt.datetime) -> None:
    """Withdraw an invitation: its link stops working at once."""
    if invitation.accepted_at is not None:
        raise ActionRefused("Cette invitation a déjà été acceptée.")
    _close(invitation, at=at)
    journal.record(
        by=by,
        at=at,
        workspace=invitation.workspace,
        verb="revoke",
        obj=reference(invitation),
        label=invitation.email,
    )


@transaction.atomic
def change_role(*, membership: Membership, role: Role, expected: int, by: User, at: dt.datetime) -> None:
    """Give a member another role; the last administrator keeps theirs.

    Raises ``ActionRefused`` when somebody changed the membership since version ``expected`` was shown.
    """
    before = membership.role
    if before == Role.ADMIN and role != Role.ADMIN and _is_last_admin(membership):
        raise ActionRefused(LAST_ADMIN)
    membership.role = role
    try:
        save_versioned(membership, fields=["role"], expected=expected)
    except Conflict:
        raise ActionRefused("Ce rôle vient d’être changé par une autre personne : relisez-le.") from None
    _record(membership, verb="change_role", changes={"role": [before, role]}, by=by, at=at)


@transaction.atomic
def suspend(*, membership: Membership, by: User, at: dt.datetime) -> None:
    """Close the workspace to a member, at their next click."""
    if membership.user_id == by.pk:
        raise ActionRefused("Vous ne pouvez pas suspendre votre propre accès.")
    if _is_last_admin(membership):
        raise ActionRefused(LAST_ADMIN)
    Membership.objects.filter(pk=membership.pk).update(suspended_at=at, version=membership.version + 1)
    _record(membership, verb="suspend", changes={}, by=by, at=at)


@transaction.atomic
def reinstate(*, membership: Membership, by: User, at: dt.datetime) -> None:
    """Open the workspace again to a suspended member."""
    Membership.objects.filter(pk=membership.pk).update(suspended_at=None, version=membership.version + 1)
    _record(membership, verb="reinstate", changes={}, by=by, at=at)


def _is_last_admin(membership: Membership) -> bool:
    """Tell whether nobody else administers; the row is locked so that two cannot leave together."""
    if membership.role != Role.ADMIN or membership.suspended_at is not None:
        return False
    Workspace.objects.select_for_update().get(pk=membership.workspace_id)
    others = Membership.objects.active().filter(workspace_id=membership.workspace_id, role=Role.ADMIN)
    return not others.exclude(pk=membership.pk).exists()


def _record(
    membership: Membership, *, verb: str, changes: dict[str, object], by: User, at: dt.datetime
) -> None:
    journal.record(
        by=by,
        at=at,
        workspace=membership.workspace,
        verb=verb,
        obj=reference(membership),
        label=membership.user.get_full_name(),
        changes=changes,
    )


def _close(invitation: Invitation, *, at: dt.datetime) -> None:
    links.revoke(target=reference(invitation), at=at)
    Invitation.objects.filter(pk=invitation.pk).update(revoked_at=at)
