"""Whose account it is: invitations, addresses that change hands, a second factor, no provider."""

import datetime as dt
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from copil.accounts import actions
from copil.accounts.models import Identity
from copil.core import outbound
from copil.identity.enums import Role
from copil.identity.models import User, Workspace
from tests.accounts.idp import CLIENT, ISSUER, SECRET, Idp
from tests.accounts.test_federation import START, go, is_in

pytestmark = pytest.mark.django_db
PASSWORD = "quatre mots sans rapport"


@pytest.fixture
def idp(pilote: User, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Idp:
    cache.clear()
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = ISSUER, CLIENT, SECRET
    settings.OIDC_KIND, settings.OIDC_LABEL = "openid", "Territoire"
    served = Idp(algorithm="ES256")
    served.person = {"sub": "agent-12", "email": pilote.email, "email_verified": True, "given_name": "Léa"}
    monkeypatch.setattr(outbound, "get", served.get)
    monkeypatch.setattr(outbound, "post", served.post)
    return served


def test_an_invited_person_opens_their_account_and_a_stranger_none(
    idp: Idp, pilote: User, workspace: Workspace
) -> None:
    idp.person["email"] = "lea@marne.example"
    stranger = go(idp)
    assert "Aucun accès n’est ouvert" in stranger.get("/connexion/").content.decode()
    assert User.objects.count() == 1
    at = timezone.now()
    actions.invite(workspace=workspace, email="lea@marne.example", role=Role.MEMBER, by=pilote, at=at)
    client = go(idp)
    page = client.get("/connexion/fournisseur/rejoindre/").content.decode()
    assert 'value="Léa"' in page
    assert User.objects.count() == 1  # nothing is opened by coming back
    said = {"given_name": "Léa", "family_name": "Roy", "password": PASSWORD}
    assert client.post("/connexion/fournisseur/rejoindre/", said).headers["Location"] == "/e/reseau-marne/"
    assert Identity.objects.get().user.email == "lea@marne.example"
    assert is_in(go(idp))


def test_an_account_that_came_with_an_archive_is_opened_by_its_invitation(
    idp: Idp, pilote: User, workspace: Workspace
) -> None:
    idp.person["email"] = "lea@marne.example"
    come = User(email="lea@marne.example", given_name="Léa", family_name="Roy", is_active=False)
    come.set_unusable_password()
    come.save()
    at = timezone.now()
    actions.invite(workspace=workspace, email=come.email, role=Role.MEMBER, by=pilote, at=at)
    said = {"given_name": "Léa", "family_name": "Roy", "password": PASSWORD}
    go(idp).post("/connexion/fournisseur/rejoindre/", said)
    assert Identity.objects.get().user == come
    assert is_in(go(idp))


def test_an_invitation_taken_back_opens_nothing(idp: Idp, pilote: User, workspace: Workspace) -> None:
    idp.person["email"] = "lea@marne.example"
    at = timezone.now()
    sent = actions.invite(workspace=workspace, email="lea@marne.example", role=Role.MEMBER, by=pilote, at=at)
    client = go(idp)
    actions.revoke(invitation=sent, by=pilote, at=at + dt.timedelta(minutes=1))
    client.post(
        "/connexion/fournisseur/rejoindre/", {"given_name": "L", "family_name": "R", "password": PASSWORD}
    )
    assert not User.objects.filter(email="lea@marne.example").exists()


def test_an_address_given_to_somebody_else_does_not_give_the_account(idp: Idp, pilote: User) -> None:
    assert is_in(go(idp))
    idp.person["sub"] = "agent-99"
    assert not is_in(go(idp))
    Identity.objects.all().delete()
    User.objects.update(is_active=False)
    assert not is_in(go(idp))
    assert not Identity.objects.exists()


def test_the_second_factor_is_still_asked(idp: Idp, pilote: User) -> None:
    Authenticator.objects.create(
        user=pilote, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"}
    )
    client = go(idp)
    assert not is_in(client)
    assert client.get("/connexion/second-facteur/").status_code == 200


def test_the_way_is_closed_by_its_owner_once_confirmed(idp: Idp, pilote: User) -> None:
    client = go(idp)
    assert "depuis le" in client.get("/compte/securite/").content.decode()
    answer = client.post("/compte/fournisseur/retirer/")
    assert answer.headers["Location"].startswith("/compte/confirmer/")
    client.post("/compte/confirmer/", {"password": "chemin-partage-2026"})
    client.post("/compte/fournisseur/retirer/")
    assert not Identity.objects.exists()


def test_the_button_is_there_only_with_a_provider_and_the_way_begins_here(idp: Idp, settings: Any) -> None:
    assert "Se connecter avec Territoire" in Client().get("/connexion/").content.decode()
    elsewhere = Client().get(START, headers={"sec-fetch-site": "cross-site"})
    assert elsewhere.headers["Location"] == "/connexion/"
    settings.OIDC_KIND = "proconnect"
    assert "S’identifier avec ProConnect" in Client().get("/connexion/").content.decode()
    settings.OIDC_ISSUER = ""
    assert START not in Client().get("/connexion/").content.decode()
    assert Client().get(START).status_code == 404
