"""What matters asks again who it is: the list of these acts, and the means to answer."""

import time

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from copil.accounts import recovery
from copil.identity.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "chemin-partage-2026"
# Addresses of an account that change what protects it or give what is held of its owner.
ACTS = [
    ("GET", "/compte/securite/application/activer/"),
    ("POST", "/compte/securite/application/retirer/"),
    ("GET", "/compte/securite/cles/ajouter/"),
    ("POST", "/compte/securite/cles/1/renommer/"),
    ("POST", "/compte/securite/cles/1/retirer/"),
    ("POST", "/compte/securite/codes/nouveaux/"),
    ("POST", "/compte/fournisseur/retirer/"),
    ("POST", "/compte/sessions/fermer-les-autres/"),
    ("POST", "/compte/mes-donnees/"),
]


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def asks(client: Client, method: str, address: str) -> bool:
    """Tell whether an address leads to the page that asks again."""
    answer = client.get(address) if method == "GET" else client.post(address)
    return answer.headers.get("Location", "").startswith("/compte/confirmer/")


def test_each_act_asks_again_and_a_quarter_of_an_hour_later_too(pilote: User) -> None:
    Authenticator.objects.create(user=pilote, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DP"})
    client = Client()
    client.force_login(pilote)
    assert [act for act in ACTS if not asks(client, *act)] == []
    client.post("/compte/confirmer/", {"password": PASSWORD})
    assert not asks(client, "GET", "/compte/securite/cles/ajouter/")
    session = client.session
    session["account_authentication_methods"][-1]["at"] = time.time() - 901
    session.save()
    assert asks(client, "GET", "/compte/securite/cles/ajouter/")


def test_the_password_or_a_code_confirm_and_nothing_else(pilote: User) -> None:
    Authenticator.objects.create(user=pilote, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DP"})
    codes = recovery.renew(pilote)
    for address, good in (("/compte/confirmer/", PASSWORD), ("/compte/confirmer/second-facteur/", codes[0])):
        client = Client()
        client.force_login(pilote)
        field = "password" if good == PASSWORD else "code"
        assert "Avec" in client.get(address).content.decode()  # the other means are offered
        client.post(address, {field: "pas celui-là"})
        assert asks(client, "GET", "/compte/securite/cles/ajouter/")
        client.post(address, {field: good})
        assert not asks(client, "GET", "/compte/securite/cles/ajouter/")
