"""Spare codes of the second factor: shown once, kept as digests, each good for one entry.

Ten characters out of thirty-two (50 bits) may be typed from paper; what is kept of them is slow to try:
scrypt, with a salt of their set.
"""

import base64
import hashlib
import secrets
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.crypto import constant_time_compare

from copil.identity.models import User

COUNT = 10
LENGTH = 10
# Neither I, L, O nor U: nothing that is read for something else (Crockford's base 32).
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("ILO", "110")
_HALF = LENGTH // 2


def plain(code: str) -> str:
    """Return a code as it is compared, however it was typed."""
    kept = "".join(sign for sign in code.upper() if sign.isascii() and sign.isalnum())
    return kept.translate(_READ_AS)


@transaction.atomic
def renew(user: User) -> list[str]:
    """Give new codes to somebody and return them, for the only time; those of before are worth nothing."""
    codes = ["".join(secrets.choice(_SIGNS) for _ in range(LENGTH)) for _ in range(COUNT)]
    salt = secrets.token_hex(16)
    rows = Authenticator.objects.select_for_update()
    rows.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
    Authenticator.objects.create(
        user=user,
        type=Authenticator.Type.RECOVERY_CODES,
        # The empty list tells allauth that it holds no code of its own making.
        data={"migrated_codes": [], "salt": salt, "digests": [_digest(code, salt) for code in codes]},
    )
    return [f"{code[:_HALF]}-{code[_HALF:]}" for code in codes]


def left(user: User) -> int:
    """Return how many codes somebody may still use."""
    row = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(row.data.get("digests", [])) if row else 0


@transaction.atomic
def spend(user: User, code: str) -> Any | None:
    """Use a code and return what it belongs to; None when it is wrong or was used before."""
    rows = Authenticator.objects.select_for_update()
    row = rows.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    if row is None or "digests" not in row.data:
        return None
    tried = _digest(plain(code), row.data["salt"])
    kept = [one for one in row.data["digests"] if not constant_time_compare(one, tried)]
    if len(kept) == len(row.data["digests"]):
        return None
    row.data["digests"] = kept
    row.save(update_fields=["data"])
    return row


def _digest(code: str, salt: str) -> str:
    made = hashlib.scrypt(code.encode(), salt=bytes.fromhex(salt), n=2**14, r=8, p=1)
    return base64.b64encode(made).decode()
