"""The link of each mail that stops the mails of its kind: signed, for this alone, and for two years.

The same at each writing: the header of a mail, its text and its HTML hold one link.
"""

import datetime as dt
import uuid

from django.conf import settings
from django.core import signing
from django.urls import reverse

_SALT = "copil.notifications.stop"
LIFETIME = dt.timedelta(days=730)


def token_of(message: uuid.UUID) -> str:
    """Return the secret part of the link of a message."""
    return signing.Signer(salt=_SALT).sign(message.hex)


def message_of(token: str) -> uuid.UUID | None:
    """Return the message a link came with; None when it was made up or altered."""
    try:
        return uuid.UUID(signing.Signer(salt=_SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def is_open(*, sent: dt.datetime, at: dt.datetime) -> bool:
    """Tell whether the link of a message written at ``sent`` still serves."""
    return at < sent + LIFETIME


def stop_address(message: uuid.UUID) -> str:
    """Return the address that stops what a message belongs to."""
    path = reverse("notifications:stop", kwargs={"token": token_of(message)})
    return f"{settings.BASE_URL}{path}"


def preferences_address() -> str:
    """Return the address where a person with an account chooses."""
    return f"{settings.BASE_URL}{reverse('notifications:preferences')}"
