"""The way through a provider: what is asked, and what comes back, checked step by step.

1. A state, a nonce and the secret of a code (PKCE, S256) are drawn for one attempt, and kept in the session.
2. What comes back names a state of this very session, once, within ten minutes; the issuer when it says it.
3. The code is exchanged with the secret, from server to server.
4. The identity token is read (``tokens``): signature, issuer, audience, end; its nonce is that of the
   attempt, its level of assurance one that was asked for.
5. The rest of the person comes from the userinfo, of the same subject; a signed token for ProConnect.
"""

import base64
import hashlib
import secrets
import time
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from copil.accounts.federation import provider as providers
from copil.accounts.federation import tokens
from copil.accounts.federation.provider import Provider, Refused

ATTEMPTS = "oidc_attempts"
HINT = "oidc_hint"
LIFETIME_SECONDS = 600
_MOST_ATTEMPTS = 5
_SIRET = 14
_SCOPES = {"openid": "openid email profile", "proconnect": "openid given_name usual_name email siret"}


@dataclass(frozen=True)
class Person:
    """Who came back from the provider; the address is empty when it does not vouch for it."""

    issuer: str
    subject: str
    email: str
    given_name: str
    family_name: str
    siret: str

    def kept(self) -> dict[str, str]:
        """Return what a session may hold."""
        return asdict(self)


def back_address() -> str:
    """Return the address where the provider sends people back."""
    return str(settings.BASE_URL) + reverse("accounts:federation_back")


def begin(provider: Provider, session: SessionBase, *, then: str) -> str:
    """Keep a new attempt and return the address of the provider that it begins at."""
    said = providers.discovered(provider)
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    attempts = {
        **session.get(ATTEMPTS, {}),
        state: {"nonce": nonce, "verifier": verifier, "then": then, "at": time.time()},
    }
    session[ATTEMPTS] = dict(list(attempts.items())[-_MOST_ATTEMPTS:])
    digest = hashlib.sha256(verifier.encode()).digest()
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back_address(),
        "scope": _SCOPES["proconnect" if provider.is_proconnect else "openid"],
        "state": state,
        "nonce": nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    if provider.acr:
        asked["acr_values"] = " ".join(provider.acr)
    address = str(said["authorization_endpoint"])
    return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(asked)}"


def finish(provider: Provider, session: SessionBase, came: dict[str, str]) -> tuple[Person, str]:
    """Return who came back, and where they were going. Raises :class:`Refused`."""
    attempt = _attempt(session, came.get("state", ""))
    said = providers.discovered(provider)
    _same_issuer(provider, said, came)
    if "error" in came or not came.get("code"):
        raise Refused("the provider said no")
    answer = providers.exchange(
        provider, code=came["code"], verifier=attempt["verifier"], back=back_address()
    )
    identity = tokens.read(provider, str(answer.get("id_token", "")))
    if not constant_time_compare(str(identity.get("nonce", "")), attempt["nonce"]):
        raise Refused("nonce")
    if provider.acr and identity.get("acr") not in provider.acr:
        raise Refused("level of assurance")
    claims = _userinfo(provider, said, str(answer.get("access_token", "")))
    if claims.get("sub") != identity["sub"]:
        raise Refused("userinfo of another subject")
    session[HINT] = answer["id_token"]
    return _person(provider, str(identity["sub"]), claims), attempt["then"]


def goodbye(session: SessionBase) -> str:
    """Return the address that ends the session at the provider too; nothing without one on its domain."""
    provider, token = providers.current(), session.get(HINT)
    if provider is None or not token:
        return ""
    try:
        address = str(providers.discovered(provider).get("end_session_endpoint", ""))
    except Refused:
        return ""
    # The browser follows a form to our own address and to the issuer's, no further (``form-action``).
    if not address.startswith(f"{provider.origin}/"):
        return ""
    asked = {
        "id_token_hint": token,
        "post_logout_redirect_uri": str(settings.BASE_URL) + reverse("account_login"),
        "state": secrets.token_urlsafe(32),
    }
    return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(asked)}"


def _attempt(session: SessionBase, state: str) -> dict[str, Any]:
    """Take the attempt that a state names: it serves once, whatever comes of it."""
    attempts = dict(session.get(ATTEMPTS, {}))
    found: dict[str, Any] | None = attempts.pop(state, None)
    session[ATTEMPTS] = attempts
    if found is None or time.time() - found["at"] > LIFETIME_SECONDS:
        raise Refused("state")
    return found


def _same_issuer(provider: Provider, said: dict[str, Any], came: dict[str, str]) -> None:
    """Refuse an answer that another provider gave (RFC 9207)."""
    must_say = said.get("authorization_response_iss_parameter_supported") is True
    if came.get("iss", "" if must_say else provider.issuer) != provider.issuer:
        raise Refused("answer of another issuer")


def _userinfo(provider: Provider, said: dict[str, Any], token: str) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {token}"}
    content = providers.fetch(provider, said["userinfo_endpoint"], headers=headers)
    if provider.is_proconnect or not content.lstrip().startswith(b"{"):
        return tokens.read(provider, content.decode("ascii", errors="replace").strip())
    return providers.read_object(content)


def _person(provider: Provider, subject: str, claims: dict[str, Any]) -> Person:
    # ProConnect has no such claim: its scope « email » gives the address alone, which it advises to recognise
    # people by. Others must say it; whoever says no is believed.
    vouched = claims.get("email_verified", provider.is_proconnect) is True
    siret = str(claims.get("siret") or "")
    return Person(
        issuer=provider.issuer,
        subject=subject,
        email=str(claims.get("email") or "").strip().lower() if vouched else "",
        given_name=str(claims.get("given_name") or "")[:100],
        family_name=str(claims.get("usual_name") or claims.get("family_name") or "")[:100],
        siret=siret if siret.isdigit() and len(siret) == _SIRET else "",
    )
