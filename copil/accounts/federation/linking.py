"""Whose account it is, when somebody comes back from the provider.

1. The account that this very subject of this issuer entered before, whatever its address has become.
2. Else the open account of the address, when the provider vouches for it, and if no other subject of the same
   issuer has it: an address given to somebody else does not give the account. Its owner is told by mail.
3. Else, with an invitation in force to that address, an account may be opened by its form, as from the link.
4. Else nobody: no account is ever opened for a stranger.
"""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from copil.accounts import actions
from copil.accounts.federation.flow import Person
from copil.accounts.federation.provider import Provider
from copil.accounts.models import Identity, Invitation
from copil.core.security_log import told
from copil.identity.enums import LinkPurpose
from copil.identity.models import Membership, SignedLink, User, reference
from copil.notifications.actions import write


@transaction.atomic
def account_of(person: Person, *, provider: Provider, at: dt.datetime) -> User | None:
    """Return the account that somebody enters, tied to them from now on; None when there is none."""
    known = (
        Identity.objects.select_related("user").filter(issuer=person.issuer, subject=person.subject).first()
    )
    if known is not None:
        Identity.objects.filter(pk=known.pk).update(used_at=at, siret=person.siret)
        return known.user
    if not person.email:
        return None
    rows = User.objects.select_for_update().filter(email__iexact=person.email, is_active=True)
    user = rows.first()
    if user is None or Identity.objects.filter(user=user, issuer=person.issuer).exists():
        return None
    tie(user, person, at=at)
    write(
        kind="account.identity",
        email=user.email,
        text=(
            f"Votre compte Copil s’ouvre maintenant aussi par {provider.label} : une personne que ce"
            " fournisseur reconnaît à votre adresse vient d’entrer. Si ce n’est pas vous, retirez ce lien et"
            " changez de mot de passe."
        ),
        url=settings.BASE_URL + reverse("mfa_index"),
        label="Voir ce qui protège le compte",
        at=at,
    )
    return user


def tie(user: User, person: Person, *, at: dt.datetime) -> Identity:
    """Keep that an account is that of a subject of the provider."""
    told("identity_tied", user=user.pk)
    return Identity.objects.create(
        user=user, issuer=person.issuer, subject=person.subject, siret=person.siret, created_at=at, used_at=at
    )


def invitation_for(person: Person, *, at: dt.datetime) -> tuple[Invitation, SignedLink] | None:
    """Return the latest invitation in force to the address of somebody without an account, and its link."""
    known = User.objects.filter(email__iexact=person.email).exclude(actions.NEVER_OPENED)
    if not person.email or known.exists():
        return None
    rows = Invitation.objects.filter(email=person.email, accepted_at=None, revoked_at=None, expires_at__gt=at)
    for invitation in rows.select_related("workspace", "invited_by").order_by("-created_at", "pk"):
        kind, pk = reference(invitation)
        wanted = SignedLink.objects.filter(purpose=LinkPurpose.INVITATION, object_kind=kind, object_id=pk)
        for link in wanted.select_related("workspace"):
            if link.is_open(at=at):
                return invitation, link
    return None


@transaction.atomic
def join(
    person: Person, link: SignedLink, *, given_name: str, family_name: str, password: str, at: dt.datetime
) -> Membership:
    """Open the account of an invited person and tie it. Raises ``ActionRefused`` for a spent invitation."""
    membership = actions.join_as_newcomer(
        link=link, given_name=given_name, family_name=family_name, password=password, at=at
    )
    tie(membership.user, person, at=at)
    return membership
