"""Signed tokens of a provider: read with its own keys and two algorithms, or refused.

The algorithm is never the choice of whoever wrote the token: RS256 with an RSA key, ES256 with one of the
curve P-256, the key being among those that the provider publishes for signatures. ``none`` and HS256 (a
public key taken for a secret) are not among them.
"""

from typing import Any

import jwt

from copil.accounts.federation import provider as providers
from copil.accounts.federation.provider import Provider, Refused

LEEWAY_SECONDS = 30
_KEY_TYPES = {"RS256": "RSA", "ES256": "EC"}
_NEEDED = ["iss", "aud", "exp", "iat", "sub"]


def read(provider: Provider, token: str) -> dict[str, Any]:
    """Return what a token says: signed by the provider, for us, in time. Raises :class:`Refused`."""
    try:
        header = jwt.get_unverified_header(token)
        algorithm = header.get("alg")
        if algorithm not in _KEY_TYPES:
            raise Refused("algorithm")
        said: dict[str, Any] = jwt.decode(
            token,
            _key(provider, algorithm, header.get("kid")),
            algorithms=[algorithm],
            audience=provider.client_id,
            issuer=provider.issuer,
            leeway=LEEWAY_SECONDS,
            options={"require": _NEEDED},
        )
    except (jwt.PyJWTError, TypeError, ValueError) as odd:
        raise Refused(f"token: {type(odd).__name__}") from odd
    if isinstance(said["aud"], list) and len(said["aud"]) > 1 and said.get("azp") != provider.client_id:
        raise Refused("token made for another party")
    return said


def _key(provider: Provider, algorithm: str, kid: Any) -> jwt.PyJWK:
    """Return the key that a token names, asked for again when the provider may have changed its keys."""
    for again in (False, True):
        known = [one for one in providers.keys(provider, again=again) if _serves(one, algorithm)]
        named = [one for one in known if kid is None or one.get("kid") == kid]
        if len(named) == 1:
            return jwt.PyJWK(named[0], algorithm=algorithm)
    raise Refused("unknown key")


def _serves(key: dict[str, Any], algorithm: str) -> bool:
    made_for = key.get("use", "sig") == "sig" and key.get("alg", algorithm) == algorithm
    return bool(made_for and key.get("kty") == _KEY_TYPES[algorithm])
