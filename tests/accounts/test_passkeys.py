"""Passkeys: enter with one alone, as a second factor, to confirm; what is refused."""

import json
import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client, override_settings

from copil.accounts import recovery, second_factor
from copil.identity.enums import Role
from copil.identity.models import User
from tests.accounts.device import PRESENT, Device

pytestmark = pytest.mark.django_db
PASSWORD = "chemin-partage-2026"
ADD, SHOW, CODE = "/compte/securite/cles/ajouter/", "/connexion/cle/", "/connexion/second-facteur/"
JSON = {"accept": "application/json"}


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def browser(user: User | None = None) -> Client:
    """Return a browser at the address of the installation, its owner just recognised by password."""
    client = Client(headers={"host": "localhost:8000"})
    if user is not None:
        client.force_login(user)
        client.post("/compte/confirmer/", {"password": PASSWORD})
    return client


def asked(client: Client, address: str) -> dict[str, Any]:
    """Return what the form of a page asks of a passkey."""
    page = client.get(address).content.decode()
    found = re.search(r'data-options="([^"]+)"', page)
    assert found is not None
    options: dict[str, Any] = json.loads(unescape(found.group(1)))
    return options


def keep(user: User, device: Device, name: str = "Téléphone") -> Client:
    """Add the passkey of a device to an account."""
    client = browser(user)
    answer = client.post(ADD, {"name": name, "credential": device.make(asked(client, ADD))})
    assert answer.status_code == 302, answer.content.decode()
    return client


def enter(device: Device, client: Client | None = None) -> Client:
    """Try to enter with a passkey alone."""
    client = client or browser()
    client.post(SHOW, {"credential": device.show(client.get(SHOW, headers=JSON).json())})
    return client


def is_in(client: Client) -> bool:
    return client.get("/compte/").status_code == 200


def test_a_passkey_is_added_named_and_opens_the_account_alone(pilote: User) -> None:
    device = Device()
    client = keep(pilote, device)
    passkey = Authenticator.objects.get(user=pilote)
    assert second_factor.has_one(pilote)
    assert "Téléphone" in client.get("/compte/securite/").content.decode()
    client.post(f"/compte/securite/cles/{passkey.pk}/renommer/", {"name": "Clé bleue"})
    assert "Clé bleue" in client.get("/compte/securite/").content.decode()
    assert is_in(enter(device))


def test_after_the_password_the_passkey_is_asked_and_spare_codes_serve(pilote: User) -> None:
    device = Device()
    keep(pilote, device)
    codes = recovery.renew(pilote)
    for said in ("passkey", "code"):
        client = browser()
        answer = client.post("/connexion/", {"login": pilote.email, "password": PASSWORD})
        assert answer.headers["Location"] == CODE
        assert not is_in(client)
        shown = {"code": codes[0]} if said == "code" else {"credential": device.show(asked(client, CODE))}
        client.post(CODE, shown)
        assert is_in(client), said


def test_what_is_not_the_answer_to_the_question_opens_nothing(pilote: User) -> None:
    device = Device()
    keep(pilote, device)
    wrong = {
        "another key": replace(device, key=Device().key),
        "another port": replace(device, origin="http://localhost:9000"),
        "another name of the domain": replace(device, origin="http://x.localhost:8000"),
        "another domain": replace(device, domain="copil.example"),
        "nobody recognised": replace(device, flags=PRESENT),
        "nobody there": replace(device, flags=0),
    }
    for reason, one in wrong.items():
        assert not is_in(enter(one)), reason
    client = browser()
    options = client.get(SHOW, headers=JSON).json()
    options["publicKey"]["challenge"] = "A" * 43
    client.post(SHOW, {"credential": device.show(options)})
    assert not is_in(client)
    assert is_in(enter(device))


def test_an_answer_serves_once_and_only_in_the_browser_that_was_asked(pilote: User) -> None:
    device = Device()
    keep(pilote, device)
    client, other = browser(), browser()
    said = device.show(client.get(SHOW, headers=JSON).json())
    other.get(SHOW, headers=JSON)
    other.post(SHOW, {"credential": said})
    assert not is_in(other)
    client.post(SHOW, {"credential": said})
    assert is_in(client)
    client.post("/deconnexion/")
    client.post(SHOW, {"credential": said})
    assert not is_in(client)


def test_a_copy_of_a_key_is_seen_by_its_count_of_uses(pilote: User) -> None:
    device = Device(uses=4)
    keep(pilote, device)
    assert is_in(enter(device))
    device.uses = 3
    assert not is_in(enter(device))


@pytest.mark.parametrize("said", ["", "[" * 5000, "[]", "{}", '{"response": 3}', "null", '{"id": "AA"}'])
def test_what_is_no_answer_at_all_is_refused_without_breaking(pilote: User, said: str) -> None:
    client = browser(pilote)
    asked(client, ADD)
    assert client.post(ADD, {"name": "Clé", "credential": said}).status_code == 200
    assert not Authenticator.objects.exists()
    stranger = browser()
    stranger.get(SHOW, headers=JSON)
    assert stranger.post(SHOW, {"credential": said}).headers["Location"] == "/connexion/"


def test_a_passkey_belongs_to_one_account_and_its_owner_alone_takes_it_away(
    pilote: User, membre: User
) -> None:
    device = Device()
    keep(pilote, device)
    passkey = Authenticator.objects.get(user=pilote)
    client = browser(membre)
    answer = client.post(ADD, {"name": "Clé", "credential": device.make(asked(client, ADD))})
    assert "protège déjà un compte" in answer.content.decode()
    assert client.post(f"/compte/securite/cles/{passkey.pk}/retirer/").status_code == 404
    unconfirmed = Client(headers={"host": "localhost:8000"})
    unconfirmed.force_login(pilote)
    removal = unconfirmed.post(f"/compte/securite/cles/{passkey.pk}/retirer/")
    assert removal.headers["Location"].startswith("/compte/confirmer/")
    said = device.show(asked(unconfirmed, "/compte/confirmer/cle/"))
    confirmed = unconfirmed.post("/compte/confirmer/cle/", {"credential": said, "next": "/compte/securite/"})
    assert confirmed.headers["Location"] == "/compte/securite/"
    unconfirmed.post(f"/compte/securite/cles/{passkey.pk}/retirer/")
    assert not Authenticator.objects.exists()


@override_settings(SECOND_FACTOR_ROLES=[Role.COORDINATOR])
def test_the_last_factor_stays_while_a_role_asks_for_one(pilote: User) -> None:
    client = keep(pilote, Device())
    first = Authenticator.objects.get(user=pilote)
    removal = f"/compte/securite/cles/{first.pk}/retirer/"
    assert "dernier second facteur" in client.get(removal).content.decode()
    client.post(removal)
    assert Authenticator.objects.filter(pk=first.pk).exists()
    assert client.get("/e/reseau-marne/").status_code == 200  # a passkey is a second factor
    keep(pilote, Device())
    client.post(removal)
    assert not Authenticator.objects.filter(pk=first.pk).exists()


@pytest.mark.parametrize(
    ("base", "words"),
    [("http://192.168.1.20:8000", "adresse en https"), ("https://copil.example", "https://copil.example")],
)
def test_where_browsers_refuse_passkeys_the_page_says_so(pilote: User, base: str, words: str) -> None:
    with override_settings(BASE_URL=base):
        client = browser(pilote)
        page = client.get(ADD).content.decode()
        assert words in page
        assert "data-passkey" not in page
        assert words in client.get("/compte/securite/").content.decode()
