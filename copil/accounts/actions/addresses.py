"""Verbs of the address of an account: ask for another one, confirm it, stop it."""

import datetime as dt
import secrets

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.module_loading import import_string

from copil.accounts import sessions
from copil.accounts.models import EmailChange, Identity, OpenSession
from copil.core.errors import ActionRefused
from copil.core.security_log import told
from copil.identity.links import digest_of
from copil.identity.models import User
from copil.notifications.actions import write

CONFIRMED_WITHIN = dt.timedelta(hours=24)
STOPPED_WITHIN = dt.timedelta(days=7)
_OVER = "Ce lien ne sert plus : il a déjà servi, ou il est trop ancien."


@transaction.atomic
def ask(*, user: User, email: str, at: dt.datetime) -> EmailChange:
    """Write to the new address for it to be confirmed, and to the old one for it to be stopped.

    When the new address is that of another account, its owner is told, and nobody holds the link that would
    confirm: whoever asks sees the same answer and receives the same mail. Raises ``ActionRefused`` for the
    address that the account has already.
    """
    new = email.strip().lower()
    if new == user.email.lower():
        raise ActionRefused("C’est déjà l’adresse de votre compte.")
    EmailChange.objects.filter(user=user, confirmed_at=None, stopped_at=None).update(stopped_at=at)
    taken = User.objects.filter(email__iexact=new).exists()
    confirm, stop = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    change = EmailChange.objects.create(
        user=user, old_email=user.email, new_email="" if taken else new, asked_at=at,
        confirm_digest=digest_of(confirm), stop_digest=digest_of(stop),
    )  # fmt: skip  # a table reads by its lines
    if taken:
        _write_to_owner(new, at=at)
    else:
        _write_to_new(change, confirm, at=at)
    _write_to_old(change, stop, at=at)
    told("email_change_asked", user=user.pk)
    return change


def to_confirm(token: str, *, at: dt.datetime) -> EmailChange | None:
    """Return the change that a link confirms, while it may; None when it may not."""
    rows = EmailChange.objects.filter(confirm_digest=digest_of(token), confirmed_at=None, stopped_at=None)
    return rows.filter(asked_at__gt=at - CONFIRMED_WITHIN).select_related("user").first()


def to_stop(token: str, *, at: dt.datetime) -> EmailChange | None:
    """Return the change that a link stops, while it may; None when it may not."""
    rows = EmailChange.objects.filter(stop_digest=digest_of(token), stopped_at=None)
    return rows.filter(asked_at__gt=at - STOPPED_WITHIN).select_related("user").first()


@transaction.atomic
def confirm(*, change: EmailChange, current: str | None, at: dt.datetime) -> None:
    """Give the account its new address; its sessions elsewhere end, its second factor stays.

    Raises ``ActionRefused`` when the link served in between, or when another account took the address.
    """
    waiting = EmailChange.objects.filter(pk=change.pk, confirmed_at=None, stopped_at=None)
    if not waiting.update(confirmed_at=at):
        raise ActionRefused(_OVER)
    user = User.objects.select_for_update().get(pk=change.user_id)
    if User.objects.filter(email__iexact=change.new_email).exists() or not user.is_active:
        raise ActionRefused(_OVER)
    if user.email.lower() != change.old_email.lower():
        raise ActionRefused(_OVER)
    _give(change.user, change.new_email)
    sessions.end_others(change.user, current=current)
    told("email_changed", user=change.user.pk)


@transaction.atomic
def stop(*, change: EmailChange, at: dt.datetime) -> None:
    """Keep the old address, or give it back; then nobody is in any more, and a new password is needed.

    What was asked, added or opened on the account since then was perhaps not by its owner: the other changes
    of address, the second factors and the tie to a provider go too, and so do the keys of programs
    (``settings.RECLAIMED_ABOVE``). Raises ``ActionRefused`` when the link served in between, or when another
    account took the address.
    """
    if not EmailChange.objects.filter(pk=change.pk, stopped_at=None).update(stopped_at=at):
        raise ActionRefused(_OVER)
    stored = EmailChange.objects.get(pk=change.pk)
    user, since = User.objects.select_for_update().get(pk=stored.user_id), stored.asked_at
    EmailChange.objects.filter(user=user, asked_at__gte=since, stopped_at=None).update(stopped_at=at)
    if user.email.lower() != stored.old_email.lower():
        if User.objects.filter(email__iexact=stored.old_email).exclude(pk=user.pk).exists():
            raise ActionRefused(_OVER)
        _give(user, stored.old_email)
    Authenticator.objects.filter(user=user, created_at__gte=since).delete()
    Identity.objects.filter(user=user, created_at__gte=since).delete()
    for path in settings.RECLAIMED_ABOVE:
        import_string(path)(user=user, since=since, at=at)
    OpenSession.objects.filter(account_id=user.pk).delete()
    user.set_unusable_password()
    user.save(update_fields=["password"])
    told("email_change_stopped", user=user.pk)


def _give(user: User, email: str) -> None:
    User.objects.filter(pk=user.pk).update(email=email)
    EmailAddress.objects.filter(user=user).delete()


def _write_to_owner(email: str, *, at: dt.datetime) -> None:
    write(
        kind="account.new_email",
        email=email,
        text="Une personne a voulu donner cette adresse à son compte Copil. Vous en avez déjà un ici."
        "\n\nRien n’a changé. Laissez ce message sans suite si ce n’était pas vous.",
        at=at,
    )


def _write_to_new(change: EmailChange, token: str, *, at: dt.datetime) -> None:
    write(
        kind="account.new_email",
        email=change.new_email,
        text="Cette adresse a été donnée pour entrer dans un compte Copil.",
        url=settings.BASE_URL + reverse("accounts:email_confirm", kwargs={"token": token}),
        label="Confirmer cette adresse, dans les vingt-quatre heures",
        after="Si vous n’attendiez pas ce message, laissez-le sans suite : rien ne changera.",
        at=at,
    )


def _write_to_old(change: EmailChange, token: str, *, at: dt.datetime) -> None:
    write(
        kind="account.old_email",
        email=change.old_email,
        text="Une autre adresse a été demandée pour votre compte Copil. Elle le remplacera quand elle sera"
        " confirmée.\n\nSi ce n’est pas vous, arrêtez ce changement dans les sept jours : même confirmé, il"
        " sera défait, et tous les appareils devront se reconnecter.",
        url=settings.BASE_URL + reverse("accounts:email_stop", kwargs={"token": token}),
        label="Arrêter ce changement",
        at=at,
    )
