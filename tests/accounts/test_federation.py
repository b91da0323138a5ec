"""Entering through an identity provider of our own: the good way, and everything that is forged."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from copil.accounts.federation import flow
from copil.accounts.models import Identity
from copil.core import outbound
from copil.identity.models import User
from copil.notifications.models import OutboxMessage
from tests.accounts.idp import CLIENT, ISSUER, SECRET, Idp

pytestmark = pytest.mark.django_db
START, BACK = "/connexion/fournisseur/", "/connexion/fournisseur/retour/"
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
Claims = dict[str, Any]


@pytest.fixture(params=["openid", "proconnect"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def idp(kind: str, pilote: User, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Idp]:
    """An installation that has a provider, where the coordinator is known by her address."""
    cache.clear()
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = ISSUER, CLIENT, SECRET
    settings.OIDC_KIND, settings.OIDC_LABEL = kind, "ProConnect"
    settings.OIDC_ACR_VALUES = ["eidas1"]
    served = Idp(signed_userinfo=kind == "proconnect", algorithm="ES256" if kind == "openid" else "RS256")
    served.person = {"sub": "agent-12", "email": "Nadia@marne.example", "siret": "21510108400014"}
    if kind == "openid":
        served.person["email_verified"] = True
    monkeypatch.setattr(outbound, "get", served.get)
    monkeypatch.setattr(outbound, "post", served.post)
    yield served
    cache.clear()


def go(idp: Idp, client: Client | None = None) -> Client:
    """Go to the provider and come back."""
    client = client or Client()
    client.get(idp.authorize(client.get(START).headers["Location"]))
    return client


def is_in(client: Client) -> bool:
    return client.get("/compte/").status_code == 200


def test_the_owner_of_the_address_enters_is_told_and_leaves_both(idp: Idp, pilote: User) -> None:
    client = go(idp)
    assert is_in(client)
    identity = Identity.objects.get(user=pilote)
    assert (identity.subject, identity.siret) == ("agent-12", "21510108400014")
    assert OutboxMessage.objects.get(recipient=pilote.email).kind == "account.identity"
    left = client.post("/deconnexion/").headers["Location"]
    assert left.startswith(f"{ISSUER}/logout?id_token_hint=ey")
    assert not is_in(client)
    idp.person |= {"email": "nadia@ailleurs.example"}  # the subject is who they are
    assert is_in(go(idp))
    assert OutboxMessage.objects.count() == 1


def somebody_else(said: Claims) -> Claims:
    return said | {"sub": "agent-13"}


FORGED: dict[str, Callable[[Idp], None]] = {
    "wrong signature": lambda idp: setattr(idp, "signer", OTHER_KEY),
    "alg none": lambda idp: setattr(idp, "forged_algorithm", "none"),
    "HS256 with the public key": lambda idp: setattr(idp, "forged_algorithm", "HS256"),
    "wrong issuer": lambda idp: bend(idp, iss="https://other.example"),
    "wrong audience": lambda idp: bend(idp, aud="another-client"),
    "another party": lambda idp: bend(idp, aud=[CLIENT, "another-client"]),
    "expired": lambda idp: bend(idp, exp=int(time.time()) - 60),
    "without an end": lambda idp: bend(idp, exp=None),
    "made tomorrow": lambda idp: bend(idp, iat=int(time.time()) + 86_400),
    "of nobody": lambda idp: bend(idp, sub=None),
    "key made for another use": lambda idp: publish(idp, use="enc"),
    "key of another algorithm": lambda idp: publish(idp, alg="RS512"),
    "two keys of one name": lambda idp: setattr(idp, "copies", 2),
    "wrong nonce": lambda idp: bend(idp, nonce="that of another attempt"),
    "without a nonce": lambda idp: bend(idp, nonce=None),
    "too low a level": lambda idp: bend(idp, acr="eidas0"),
    "userinfo of another subject": lambda idp: setattr(
        idp, "bend_userinfo", lambda said: said | {"sub": "x"}
    ),
    "no address": lambda idp: idp.person.pop("email"),
    "address not verified": lambda idp: idp.person.update(email_verified=False),
    "address of nobody": lambda idp: idp.person.update(email="personne@marne.example"),
}


def bend(idp: Idp, **claims: Any) -> None:
    """Make the identity token say something else; leave out what is None."""
    idp.bend_token = lambda said: {k: v for k, v in (said | claims).items() if v is not None}


def publish(idp: Idp, **said: str) -> None:
    """Make the provider say something else of its key."""
    key = idp.public() | said
    idp.public = lambda: key  # type: ignore[method-assign]  # what it signs with is the same


@pytest.mark.parametrize("reason", FORGED)
def test_what_is_forged_or_vouches_for_nothing_opens_nothing(idp: Idp, kind: str, reason: str) -> None:
    if reason == "wrong signature" and kind == "openid":
        idp.algorithm = "RS256"
    FORGED[reason](idp)
    assert not is_in(go(idp))
    assert not Identity.objects.exists()


def test_an_address_without_a_word_on_it_is_taken_from_proconnect_only(idp: Idp, kind: str) -> None:
    """ProConnect publishes no ``email_verified`` (its scope « email » gives the address alone), and names the
    professional address as what to recognise somebody by; of any other provider, silence vouches for nothing.
    """
    idp.person.pop("email_verified", None)
    assert is_in(go(idp)) == (kind == "proconnect")


def test_a_state_serves_once_in_the_browser_that_drew_it(idp: Idp) -> None:
    client, other = Client(), Client()
    back = idp.authorize(client.get(START).headers["Location"])
    other.get(START)
    other.get(back)
    assert not is_in(other)
    client.get(back.replace("state=", "state=x"))
    assert not is_in(client)
    client.get(back)
    assert is_in(client)
    code = back.partition("code=")[2].partition("&")[0]
    client.post("/deconnexion/")
    client.get(back)  # the same state again
    assert not is_in(client)
    again = idp.authorize(client.get(START).headers["Location"])
    first, _, rest = again.partition("code=")
    client.get(f"{first}code={code}&{rest.partition('&')[2]}")  # a code that served, with a good state
    assert not is_in(client)


def test_an_attempt_ends_after_ten_minutes(idp: Idp) -> None:
    client = Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        back = idp.authorize(client.get(START).headers["Location"])
        clock.shift(flow.LIFETIME_SECONDS + 1)
        client.get(back)
        assert not is_in(client)
        assert is_in(go(idp, client))


def test_what_proconnect_says_of_somebody_is_signed(idp: Idp, kind: str) -> None:
    idp.signed_userinfo = False
    assert is_in(go(idp)) == (kind == "openid")


def test_a_code_stolen_is_worth_nothing_without_its_secret(idp: Idp) -> None:
    victim, thief = Client(), Client()
    stolen = idp.authorize(victim.get(START).headers["Location"]).partition("code=")[2].partition("&")[0]
    own = idp.authorize(thief.get(START).headers["Location"])
    first, _, rest = own.partition("code=")
    thief.get(f"{first}code={stolen}&{rest.partition('&')[2]}")
    assert not is_in(thief)


def test_new_keys_are_asked_for_and_not_at_each_unknown_one(idp: Idp) -> None:
    assert is_in(go(idp))
    idp.kid = "second"
    assert is_in(go(idp))
    asked = len([path for path in idp.asked if path.endswith("jwks")])
    good, idp.kid = idp.public(), "third"
    idp.public = lambda: good  # type: ignore[method-assign]  # it signs with a key that it does not publish
    assert not is_in(go(idp))
    assert not is_in(go(idp))
    assert len([path for path in idp.asked if path.endswith("jwks")]) == asked


def test_an_answer_of_another_issuer_is_not_followed(idp: Idp) -> None:
    client = Client()
    back = idp.authorize(client.get(START).headers["Location"])
    client.get(back.replace("idp.example", "other.example"))
    assert not is_in(client)
    said = idp.discovery() | {"issuer": "https://other.example"}
    idp.discovery = lambda: said  # type: ignore[method-assign]  # it speaks for another
    cache.clear()
    assert client.get(START).headers["Location"] == "/connexion/"
