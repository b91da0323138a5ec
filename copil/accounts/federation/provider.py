"""The provider of the settings: where its pages are, which keys sign for it, how it is asked.

What it says of itself is read from its issuer's address and kept for an hour. Its keys too: one that is not
among them is looked for again, once a minute at most, since keys change without a word. Every request goes
through ``core.outbound``: https, no private address unless the installation says that its provider is inside.
"""

import base64
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings
from django.core.cache import cache

from copil.core import outbound

PROCONNECT = "proconnect"
_HOUR, _MINUTE = 3600, 60
_LIMITS = outbound.Limits(seconds=8, most_bytes=200_000)


class Refused(Exception):
    """The provider, or somebody in its name, said what cannot be accepted; the reason is for the log."""


@dataclass(frozen=True)
class Provider:
    """What an installation knows of its provider."""

    issuer: str
    client_id: str
    secret: str
    label: str
    kind: str
    acr: tuple[str, ...]
    inside: bool

    @property
    def is_proconnect(self) -> bool:
        return self.kind == PROCONNECT

    @property
    def origin(self) -> str:
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"


def current() -> Provider | None:
    """Return the provider of this installation; None without one."""
    if not settings.OIDC_ISSUER or not settings.OIDC_CLIENT_ID:
        return None
    return Provider(
        issuer=settings.OIDC_ISSUER,
        client_id=settings.OIDC_CLIENT_ID,
        secret=settings.OIDC_CLIENT_SECRET,
        label=settings.OIDC_LABEL,
        kind=settings.OIDC_KIND,
        acr=tuple(settings.OIDC_ACR_VALUES),
        inside=settings.OIDC_PRIVATE_NETWORK,
    )


def discovered(provider: Provider) -> dict[str, Any]:
    """Return what the provider says of itself. Raises :class:`Refused` when it speaks for another issuer."""
    kept: dict[str, Any] | None = cache.get(_name(provider, "discovery"))
    if kept is not None:
        return kept
    address = provider.issuer.rstrip("/") + "/.well-known/openid-configuration"
    said = read_object(fetch(provider, address))
    if said.get("issuer") != provider.issuer:
        raise Refused("discovery of another issuer")
    for needed in ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"):
        if not str(said.get(needed, "")).startswith("https://"):
            raise Refused(f"no {needed} in https")
    cache.set(_name(provider, "discovery"), said, _HOUR)
    return said


def keys(provider: Provider, *, again: bool = False) -> list[dict[str, Any]]:
    """Return the keys that sign for the provider; ``again`` asks for them anew, once a minute at most."""
    kept: list[dict[str, Any]] | None = cache.get(_name(provider, "keys"))
    may_ask = kept is None or (again and cache.add(_name(provider, "keys-asked"), 1, _MINUTE))
    if kept is not None and not may_ask:
        return kept
    said = read_object(fetch(provider, discovered(provider)["jwks_uri"])).get("keys")
    found = [one for one in said if isinstance(one, dict)] if isinstance(said, list) else []
    cache.set(_name(provider, "keys"), found, _HOUR)
    return found


def exchange(provider: Provider, *, code: str, verifier: str, back: str) -> dict[str, Any]:
    """Give a code and return the tokens it is worth. Raises :class:`Refused` when it is worth nothing."""
    said = discovered(provider)
    asked = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": verifier,
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    if "client_secret_post" in said.get("token_endpoint_auth_methods_supported", ["client_secret_basic"]):
        asked |= {"client_id": provider.client_id, "client_secret": provider.secret}
    else:
        pair = f"{quote(provider.client_id, safe='')}:{quote(provider.secret, safe='')}"
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    body = urlencode(asked).encode()
    return read_object(fetch(provider, said["token_endpoint"], headers=headers, body=body))


def fetch(
    provider: Provider, url: str, *, headers: dict[str, str] | None = None, body: bytes | None = None
) -> bytes:
    """Ask an address of the provider. Raises :class:`Refused` when it does not answer as it should."""
    sent = {"Accept": "application/json, application/jwt", "User-Agent": "Copil", **(headers or {})}
    allowed = (lambda _: True) if provider.inside else outbound.is_public
    try:
        if body is None:
            return outbound.get(url, headers=sent, limits=_LIMITS, allowed=allowed)
        return outbound.post(url, body=body, headers=sent, limits=_LIMITS, allowed=allowed)
    except outbound.Unreachable as odd:
        raise Refused(str(odd)) from odd


def read_object(content: bytes) -> dict[str, Any]:
    """Return the object an answer holds. Raises :class:`Refused` for anything else."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError) as odd:
        raise Refused("the answer is not JSON") from odd
    if not isinstance(said, dict):
        raise Refused("the answer is not an object")
    return said


def _name(provider: Provider, what: str) -> str:
    return f"oidc:{what}:{base64.urlsafe_b64encode(provider.issuer.encode()).decode()[:150]}"
