"""Change of address: confirmed from the new one, told to the old one, which may undo it for a week."""

import datetime as dt
import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from copil.accounts.models import Identity
from copil.api.actions import tokens
from copil.api.enums import Scope
from copil.identity.models import Membership, User, Workspace
from copil.notifications.models import OutboxMessage

pytestmark = pytest.mark.django_db
PASSWORD = "chemin-partage-2026"
NEW, LAST = "nadia.nouvelle@marne.example", "la.derniere@marne.example"
HOME = "/e/reseau-marne/"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def entered(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.post("/compte/confirmer/", {"password": PASSWORD})
    return client


def link_to(email: str, *, kind: str = "[a-z]+") -> str:
    bodies = OutboxMessage.objects.filter(recipient=email).values_list("body", flat=True)
    found = re.search(rf"/adresse/{kind}/[\w-]+/", " ".join(bodies))
    assert found
    return found[0]


def test_the_new_address_confirms_and_sessions_elsewhere_end(workspace: Workspace, pilote: User) -> None:
    Authenticator.objects.create(user=pilote, type=Authenticator.Type.TOTP, data={"secret": "x"})
    elsewhere = Client()
    elsewhere.force_login(pilote)
    here = Client()
    here.force_login(pilote)
    assert here.post("/compte/adresse/", {"email": NEW}).headers["Location"].startswith("/compte/confirmer/")
    here.post("/compte/confirmer/", {"password": PASSWORD})
    here.post("/compte/adresse/", {"email": NEW})
    link = link_to(NEW)
    assert here.get(link).status_code == 200
    pilote.refresh_from_db()
    assert pilote.email == "nadia@marne.example"  # a page that is opened changes nothing
    here.post(link)
    pilote.refresh_from_db()
    assert pilote.email == NEW
    assert Authenticator.objects.filter(user=pilote).exists()
    assert here.get("/compte/").status_code == 200
    assert elsewhere.get(HOME).status_code == 302
    assert Client().get(link).status_code == 404  # once


def test_the_old_address_undoes_it_for_a_week(workspace: Workspace, pilote: User) -> None:
    client = entered(pilote)
    client.post("/compte/adresse/", {"email": NEW})
    stop, confirm = link_to("nadia@marne.example"), link_to(NEW)
    client.post(confirm)
    with time_machine.travel(timezone.now() + dt.timedelta(days=8)):
        assert Client().get(stop).status_code == 404
    assert Client().post(stop).headers["Location"] == "/mot-de-passe-oublie/"
    pilote.refresh_from_db()
    assert (pilote.email, pilote.has_usable_password()) == ("nadia@marne.example", False)
    assert client.get(HOME).status_code == 302
    assert Client().get(stop).status_code == 404


def test_nothing_tells_that_an_address_is_taken(workspace: Workspace, pilote: User, membre: User) -> None:
    client = entered(pilote)
    taken = client.post("/compte/adresse/", {"email": membre.email}, follow=True).content.decode()
    free = client.post("/compte/adresse/", {"email": NEW}, follow=True).content.decode()
    for page in (taken, free):
        assert "Un message part à cette adresse" in page
    assert "/adresse/" not in OutboxMessage.objects.get(recipient=membre.email).body
    warned = OutboxMessage.objects.filter(recipient=pilote.email).order_by("pk")
    assert len({re.sub(r"/adresse/\S+", "", one.body) for one in warned}) == 1
    assert warned.count() == 2


def test_the_owner_stops_all_that_was_done_since(workspace: Workspace, pilote: User) -> None:
    client = entered(pilote)
    Authenticator.objects.create(user=pilote, type=Authenticator.Type.TOTP, data={"secret": "x"})
    Authenticator.objects.update(created_at=timezone.now() - dt.timedelta(days=30))
    client.post("/compte/adresse/", {"email": NEW})
    stop = link_to("nadia@marne.example")
    client.post(link_to(NEW))
    client.post("/compte/adresse/", {"email": LAST})  # the session of who is not the owner goes on
    Authenticator.objects.create(user=pilote, type=Authenticator.Type.WEBAUTHN, data={"name": "x"})
    Identity.objects.create(
        user=pilote,
        issuer="https://f.example",
        subject="7",
        created_at=timezone.now(),
        used_at=timezone.now(),
    )
    token, _ = tokens.create(
        membership=Membership.objects.get(user=pilote), name="Tableur", scopes=[Scope.TASKS_READ],
        lifetime=dt.timedelta(days=9), by=pilote, at=timezone.now(),
    )  # fmt: skip  # a table reads by its lines
    confirm, undo = link_to(LAST), link_to(NEW, kind="arreter")
    Client().post(stop)
    for link in (confirm, undo):
        assert Client().post(link).status_code == 404
    pilote.refresh_from_db()
    token.refresh_from_db()
    assert pilote.email == "nadia@marne.example"
    assert [one.type for one in Authenticator.objects.filter(user=pilote)] == [Authenticator.Type.TOTP]
    assert not Identity.objects.filter(user=pilote).exists()
    assert token.revoked_at is not None
