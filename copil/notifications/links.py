"""The link of each mail that stops the mails of its kind: signed, for this alone, and for two years."""

import datetime as dt
import uuid

from django.conf import settings
from django.core import signing
from django.urls import reverse

_SALT = "copil.notifications.stop"
_LIFETIME = dt.timedelta(days=730)


def token_of(message: uuid.UUID) -> str:
    """Return the secret part of the link of a message."""
    return signing.dumps(str(message), salt=_SALT)


def message_of(token: str) -> uuid.UUID | None:
    """Return the message a link came with; None when it was made up, altered, or is too old."""
    try:
        return uuid.UUID(signing.loads(token, salt=_SALT, max_age=_LIFETIME))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def stop_address(message: uuid.UUID) -> str:
    """Return the address that stops what a message belongs to."""
    path = reverse("notifications:stop", kwargs={"token": token_of(message)})
    return f"{settings.BASE_URL}{path}"


def preferences_address() -> str:
    """Return the address where a person with an account chooses."""
    return f"{settings.BASE_URL}{reverse('notifications:preferences')}"
