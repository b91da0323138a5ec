"""What matters asks again who it is: the list of these acts, and the means to answer."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from copil.accounts import recovery
from copil.accounts.models import Invitation
from copil.api.actions import webhooks
from copil.api.enums import Scope
from copil.api.families import FAMILIES
from copil.api.models import ApiToken
from copil.identity.enums import Role
from copil.identity.models import Membership, User, Workspace
from tests.factories.directory import PersonFactory
from tests.factories.identity import MembershipFactory

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


def test_what_was_posted_in_a_workspace_is_done_after_the_confirmation(
    workspace: Workspace, pilote: User
) -> None:
    Membership.objects.filter(user=pilote).update(role=Role.ADMIN)
    kept: dict[str, Any] = {"name": "Suivi", "families": [next(iter(FAMILIES))]}
    webhook = webhooks.create(
        workspace=workspace, by=pilote, at=timezone.now(), url="https://suivi.example/", **kept
    )
    membership = MembershipFactory.create(workspace=workspace, role=Role.MEMBER)
    person = PersonFactory.create(workspace=workspace)
    home = "/e/reseau-marne/"
    invited: dict[str, object] = {"email": "quelqu.une@marne.example", "role": Role.ADMIN}
    acts: dict[str, dict[str, object]] = {
        "jetons/nouveau/": {"name": "Tableur", "scopes": Scope.TASKS_READ, "days": 90},
        "envois-automatiques/nouveau/": {**kept, "url": "https://encore.example/"},
        f"envois-automatiques/{webhook.pk}/secret/": {},
        f"envois-automatiques/{webhook.pk}/modifier/": {
            **kept,
            "url": "https://autre.example/",
            "version": 2,
        },
        f"membres/{membership.pk}/": {"role": Role.COORDINATOR, "version": 1},
        "membres/inviter/": invited,
        f"effacements/compte/{membership.pk}/": {"name": "Quelqu’un d’autre"},
        f"effacements/personne/{person.pk}/": {"name": "Quelqu’un d’autre"},
    }
    found = {}
    for address, values in acts.items():
        client = Client()
        client.force_login(pilote)
        asked = client.post(home + address, values)
        assert asked.headers.get("Location", "").startswith("/compte/confirmer/"), (
            address,
            asked.status_code,
        )
        there = {"password": PASSWORD, "next": home + address}
        found[address] = client.post("/compte/confirmer/", there).status_code
        assert not asks(client, "GET", "/compte/securite/cles/ajouter/"), address
    assert set(found.values()) <= {200, 302}, found
    webhook.refresh_from_db()
    assert webhook.url == "https://autre.example/"
    assert Invitation.objects.filter(email=invited["email"]).exists()
    assert ApiToken.objects.filter(name="Tableur").exists()
