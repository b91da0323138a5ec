"""Signatures of what is told, as Standard Webhooks says, and the secret of each address."""

import base64
import datetime as dt
import hashlib
import hmac
import uuid
from collections.abc import Mapping

from django.utils.crypto import salted_hmac

PREFIX = "whsec_"


def secret_of(*, webhook: uuid.UUID, generation: int) -> str:
    """Return the secret of an address: derived from that of the installation, it is in no dump.

    Another generation is another secret.
    """
    made = salted_hmac("copil.api.webhook", f"{webhook}:{generation}", algorithm="sha256").digest()
    return PREFIX + base64.b64encode(made).decode()


def headers_of(*, secret: str, message: uuid.UUID, at: dt.datetime, body: bytes) -> Mapping[str, str]:
    """Return the headers that prove a message: HMAC-SHA256 of its identifier, its instant and its body."""
    stamp = str(int(at.timestamp()))
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{message}.{stamp}.".encode() + body
    proof = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return {"webhook-id": str(message), "webhook-timestamp": stamp, "webhook-signature": f"v1,{proof}"}
