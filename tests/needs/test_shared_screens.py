"""Screens of shared needs and of problems, walked as people do."""

import datetime as dt

import pytest

from conftest import ClientFor
from copil.identity.models import User, Workspace
from copil.needs import actions
from copil.needs.models import Need, ProblemSheet, SharedNeed
from tests.factories.needs import NeedFactory, NeedOriginFactory, SharedNeedFactory
from tests.needs.conftest import Said

pytestmark = pytest.mark.django_db
ROOT = "/e/reseau-marne/besoins/"
DAY = dt.date(2026, 6, 12)


@pytest.fixture
def shared(workspace: Workspace, said: Said, pilote: User, now: dt.datetime) -> SharedNeed:
    return actions.create_shared_need(
        workspace=workspace,
        title="La relève",
        summary="Tous vieillissent.",
        needs=said.alike,
        by=pilote,
        at=now,
    )


def content_of(client_for: ClientFor, user: User, path: str) -> str:
    response = client_for(user).get(f"{ROOT}{path}")
    assert response.status_code == 200, response.status_code
    content: str = response.content.decode()
    return content


def test_a_shared_need_says_its_nature_and_what_comes_next(
    client_for: ClientFor, pilote: User, membre: User, shared: SharedNeed
) -> None:
    page = f"partages/{shared.pk}/"
    content = content_of(client_for, pilote, page)
    assert "Tous vieillissent." in content
    assert "Identique chez plusieurs" in content
    assert f"?shared_need={shared.pk}" in content
    assert "Confirmer" not in content_of(client_for, membre, page)
    client = client_for(pilote)
    without = client.post(f"{ROOT}{page}nature/", {"nature": "common", "version": "1"}).content.decode()
    assert "dites pourquoi" in without
    data = {"nature": "common", "nature_reason": "Ils le veulent", "version": "1"}
    assert client.post(f"{ROOT}{page}nature/", data).status_code == 302
    after = content_of(client_for, pilote, page)
    assert "Ils le veulent" in after
    assert "type B" in after
    assert "conseillent plutôt" in after


def test_a_shared_need_is_confirmed_set_aside_and_taken_up(
    client_for: ClientFor, pilote: User, shared: SharedNeed
) -> None:
    client = client_for(pilote)
    page = f"{ROOT}partages/{shared.pk}/"
    assert "3\u00a0besoins restent à confirmer" in client.get(f"{page}confirmer/").content.decode()
    assert "à venir" in client.post(f"{page}confirmer/", {"on": "2199-01-01"}).content.decode()
    assert client.post(f"{page}confirmer/", {"on": "2026-06-12"}).status_code == 302
    assert SharedNeed.objects.get().confirmed_on == DAY
    assert client.post(f"{page}etat/", {"state": "set_aside"}).status_code == 302
    assert client.post(f"{page}etat/", {"state": "confirmed"}).status_code == 409
    assert client.post(f"{page}etat/", {"state": "zzz"}).status_code == 409
    assert "Mis de côté" in client.get(page).content.decode()


def test_needs_are_added_split_and_joined_by_hand(
    client_for: ClientFor, pilote: User, workspace: Workspace, shared: SharedNeed, said: Said
) -> None:
    client = client_for(pilote)
    page = f"{ROOT}partages/{shared.pk}/"
    assert "Insonoriser" in client.get(f"{page}ajouter/").content.decode()
    assert "ne contient ces mots" in client.get(f"{page}ajouter/?q=introuvable").content.decode()
    assert "Choisissez au moins un besoin" in client.post(f"{page}ajouter/").content.decode()
    client.post(f"{page}ajouter/", {"needs": [str(said.alone.pk)]})
    assert Need.objects.filter(shared_need=shared).count() == 4
    client.post(f"{page}separer/", {"needs": [str(said.alone.pk)]})
    assert Need.objects.filter(shared_need=shared).count() == 3
    other = SharedNeedFactory.create(workspace=workspace, title="Dirigeants")
    assert client.post(f"{page}reunir/", {"other": str(other.pk)}).status_code == 302
    gone = client.get(f"{ROOT}partages/{other.pk}/").content.decode()
    assert "Il a été réuni avec" in gone
    assert "Restaurer" not in gone


def test_the_archive_of_a_shared_need_gives_it_back(
    client_for: ClientFor, pilote: User, shared: SharedNeed
) -> None:
    client = client_for(pilote)
    page = f"{ROOT}partages/{shared.pk}/"
    client.post(f"{page}archiver/")
    assert "Restaurer" in client.get(page).content.decode()
    assert "La relève" in content_of(client_for, pilote, "partages/?etat=archives")
    assert "avec 3\u00a0besoins" in client.post(f"{page}restaurer/", follow=True).content.decode()


def test_the_problem_begins_with_what_is_known(
    client_for: ClientFor, pilote: User, membre: User, shared: SharedNeed, said: Said, now: dt.datetime
) -> None:
    NeedOriginFactory.create(need=said.alike[0], kind="partner_request", date=dt.date(2026, 9, 1))
    address = f"{ROOT}partages/{shared.pk}/problematique/"
    page = client_for(pilote).get(address).content.decode()
    for words in (
        "La relève",
        "Tous vieillissent.",
        "3\u00a0structures l’expriment",
        "entre le 3\u00a0juin 2026 et le 1er\u00a0septembre 2026",
        "Sollicitation d’un partenaire",
        "1\u00a0besoin confirmé sur 3",
    ):
        assert words in page, words
    client_for(pilote).post(address, {"title": "Qui prendra la suite", "stakes": "**Tout** s’arrête"})
    sheet = ProblemSheet.objects.get()
    assert client_for(pilote).get(address)["Location"].endswith(f"{sheet.pk}/modifier/")
    shown = client_for(membre).get(f"{ROOT}problematiques/{sheet.pk}/").content.decode()
    assert "<strong>Tout</strong>" in shown
    assert "À compléter." in shown
    assert "Modifier" not in shown
    edit = content_of(client_for, pilote, f"problematiques/{sheet.pk}/modifier/")
    assert "Ce que les besoins disent aujourd’hui" in edit


def test_a_shared_need_made_by_hand_then_searched(
    client_for: ClientFor, pilote: User, workspace: Workspace
) -> None:
    NeedFactory.create(workspace=workspace, organisation__workspace=workspace)
    response = client_for(pilote).post(
        f"{ROOT}partages/nouveau/", {"title": "Se déplacer", "summary": "Loin"}
    )
    shared = SharedNeed.objects.get()
    assert response["Location"] == f"{ROOT}partages/{shared.pk}/ajouter/"
    for query, found in (("q=deplacer", True), ("q=loin&nature=a-choisir", True), ("etat=confirmed", False)):
        assert ("Se déplacer" in content_of(client_for, pilote, f"partages/?{query}")) is found
