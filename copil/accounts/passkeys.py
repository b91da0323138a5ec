"""Passkeys (WebAuthn): asked for, checked, kept; every one of them says that its owner was recognised.

A question (``challenge``) serves once, whatever comes of it, for some minutes. The answer must come from our
own address, to the letter: another port, another name of the same domain are others. The device must have
recognised the person (finger, face, code): a passkey alone then opens an account, being two factors at once.
"""

import struct
import time
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    RegistrationResponse,
    UserVerificationRequirement,
)

from copil.accounts import second_factor
from copil.core.security_log import told
from copil.identity.models import User

MOST = 10
LIFETIME_SECONDS = 900
UNKNOWN = "Cette clé d’accès n’a pas été reconnue. Recommencez, ou entrez autrement."
TWICE = "Cette clé d’accès protège déjà un compte."
FULL = f"Un compte a {MOST} clés d’accès au plus : retirez d’abord celle qui ne sert plus."
LAST = "Votre rôle demande un second facteur : ajoutez-en un autre avant de retirer celui-ci."
# What the readers of the answers of browsers raise before what is not one.
_ODD = (ValueError, TypeError, KeyError, AttributeError, IndexError, NotImplementedError, struct.error)


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Passkeys belong to the address of the installation, whatever name the request used."""

    error_messages = DefaultMFAAdapter.error_messages | {"cannot_delete_authenticator": LAST}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": domain(), "name": settings.MFA_TOTP_ISSUER}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return second_factor.may_go(authenticator)


def domain() -> str:
    """Return the name that passkeys are bound to: that of ``BASE_URL``."""
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def origin() -> str:
    """Return the only origin from which an answer may come."""
    parts = urlsplit(settings.BASE_URL)
    return f"{parts.scheme}://{parts.netloc}"


def refused_here(request: HttpRequest) -> str:
    """Return why browsers refuse passkeys at the address of a request; nothing when they accept."""
    if not origin().startswith("https://") and domain() != "localhost":
        return (
            "Les clés d’accès demandent une adresse en https. La personne qui gère l’installation peut"
            " l’ouvrir ainsi ; d’ici là, l’application de codes protège votre compte."
        )
    if f"{request.scheme}://{request.get_host()}" != origin():
        return (
            f"Les navigateurs n’acceptent les clés d’accès qu’à l’adresse {origin()} : ouvrez Copil par elle."
        )
    return ""


def of(user: User) -> Any:
    """Return the passkeys of somebody, the oldest first."""
    rows = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    return rows.order_by("created_at", "pk")


def options_to_add(session: SessionBase, user: User) -> dict[str, Any]:
    """Return what a browser needs to make a passkey, and keep the question."""
    options: dict[str, Any] = auth.begin_registration(user, True)
    _date(session)
    return options


def options_to_enter(session: SessionBase, user: User | None) -> dict[str, Any]:
    """Return what a browser needs to show a passkey: of somebody, or of whoever comes; keep the question."""
    options: dict[str, Any] = auth.begin_authentication(user)
    _date(session)
    return options


@transaction.atomic
def add(session: SessionBase, user: User, *, name: str, said: Any) -> None:
    """Keep a passkey that a browser made. Raises ``ValidationError`` for anything that is not an answer."""
    state = _question(session)
    try:
        RegistrationResponse.from_dict(said)
        made = _server().register_complete(state, said).credential_data
        if made is None:
            raise ValueError("no credential")
    except _ODD as odd:
        raise _refusal(user) from odd
    User.objects.select_for_update().get(pk=user.pk)
    identifier = websafe_encode(made.credential_id)
    known = Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN)
    if known.filter(data__credential__id=identifier).exists():
        raise ValidationError(TWICE)
    if known.filter(user=user).count() >= MOST:
        raise ValidationError(FULL)
    credential = {**said, "id": identifier, "rawId": identifier}
    kept = {"name": name, "credential": credential}
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=kept)


def recognised(session: SessionBase, user: User | None, said: Any) -> Authenticator:
    """Return the passkey that answered: of ``user``, or of whoever it names.

    Raises ``ValidationError`` for a question that was not asked or served already, another address, another
    key’s signature, a person that the device did not recognise, a count of uses that went back.
    """
    state = _question(session)
    try:
        answer = AuthenticationResponse.from_dict(said)
        owner = user or auth.extract_user_from_response(said)
        _server().authenticate_complete(state, auth.get_credentials(owner), said)
        uses = answer.response.authenticator_data.counter
    except (*_ODD, ValidationError) as odd:
        raise _refusal(user) from odd
    found = auth.get_authenticator_by_credential_id(owner, answer.raw_id)
    if found is None or not _count(found, uses):
        raise _refusal(owner)
    return found


def rename(passkey: Authenticator, name: str) -> None:
    """Give a passkey another name."""
    passkey.data["name"] = name
    passkey.save(update_fields=["data"])


def _server() -> Fido2Server:
    entity = PublicKeyCredentialRpEntity(id=domain(), name=settings.MFA_TOTP_ISSUER)
    return Fido2Server(entity, verify_origin=lambda said: said == origin())


def _date(session: SessionBase) -> None:
    session[auth.STATE_SESSION_KEY] = {**session[auth.STATE_SESSION_KEY], "at": time.time()}


def _question(session: SessionBase) -> dict[str, Any]:
    """Take the question that was asked: it serves once, and always asked that the person be recognised."""
    state = session.pop(auth.STATE_SESSION_KEY, None)
    if not state or time.time() - state.pop("at", time.time()) > LIFETIME_SECONDS:
        raise ValidationError("La demande a trop attendu : recommencez.")
    return {**state, "user_verification": UserVerificationRequirement.REQUIRED}


def _count(passkey: Authenticator, uses: int) -> bool:
    """Note how many times a key says it served; False when it goes back, as that of a copy would."""
    before = passkey.data.get("uses", 0)
    if (uses or before) and uses <= before:
        return False
    if uses:
        passkey.data["uses"] = uses
        passkey.save(update_fields=["data"])
    return True


def _refusal(user: User | None) -> ValidationError:
    told("passkey_refused", user=user.pk if user else "unknown")
    return ValidationError(UNKNOWN)
