"""Screens of needs, diagnostics and themes: what each person gets, and what the forms do."""

import datetime as dt

import pytest

from conftest import ClientFor
from copil.directory.models import Organisation
from copil.identity.models import User, Workspace
from copil.needs import actions
from copil.needs.actions import Heard
from copil.needs.models import Diagnostic, Need, SharedNeed, Theme
from tests.factories.needs import (
    DiagnosticFactory,
    NeedFactory,
)
from tests.needs.conftest import Said

pytestmark = pytest.mark.django_db
ROOT = "/e/reseau-marne/besoins/"


def shown(client_for: ClientFor, user: User | None, path: str) -> str:
    response = client_for(user).get(f"{ROOT}{path}")
    assert response.status_code == 200, response.status_code
    content: str = response.content.decode()
    return content


def test_each_person_gets_what_is_theirs(
    pilote: User, membre: User, visiteur: User, client_for: ClientFor, said: Said
) -> None:
    page = f"{ROOT}{said.alone.pk}/"
    assert "La structure confirme" in client_for(pilote).get(page).content.decode()
    assert "La structure confirme" not in client_for(membre).get(page).content.decode()
    assert client_for(membre).get(f"{page}modifier/").status_code == 403
    assert client_for(visiteur).get(page).status_code == 404
    assert client_for(None).get(page).status_code == 302


def test_a_need_is_noted_with_its_first_origin(
    client_for: ClientFor, pilote: User, fabrique: Organisation
) -> None:
    diagnostic = DiagnosticFactory.create(organisation=fabrique)
    address = f"{ROOT}nouveau/?organisation={fabrique.pk}"
    page = client_for(pilote).get(address).content.decode()
    assert "La Fabrique du Pont" in page
    data = {
        "organisation": "La Fabrique du Pont",
        "text": "Un local plus grand",
        "kind": "diagnostic",
        "diagnostic": str(diagnostic.pk),
        "person": "Mireille Castan",
    }
    response = client_for(pilote).post(address, data)
    need = Need.objects.get()
    assert response["Location"] == f"{ROOT}{need.pk}/"
    origin = need.origins.get()
    assert (origin.diagnostic, origin.date, str(origin.person)) == (
        diagnostic,
        diagnostic.date,
        "Mireille Castan",
    )


def test_the_next_need_keeps_where_it_was_heard(
    client_for: ClientFor, pilote: User, fabrique: Organisation
) -> None:
    said = {"organisation": fabrique.name, "text": "Un local.", "kind": "structure", "document": "Réunion"}
    client = client_for(pilote)
    answer = client.post(f"{ROOT}nouveau/", {**said, "suivant": "1"})
    assert Need.objects.get().text == "Un local."
    page = client.get(answer["Location"]).content.decode()
    assert "est noté. Notez le suivant." in page
    assert 'value="Réunion"' in page
    assert "Un local." not in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"organisation": "Inconnue"}, "Aucune organisation ne s’appelle"),
        ({"text": " "}, "une réponse est à reprendre"),
        ({"date": "2199-01-01"}, "Cette date est à venir"),
        ({"date": "0001-01-01"}, "Vérifiez l’année"),
        ({"date": "hier"}, "à reprendre"),
        ({"text": "x" * 2001}, "à reprendre"),
        ({"kind": "rumeur"}, "à reprendre"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    client_for: ClientFor, pilote: User, fabrique: Organisation, changes: dict[str, str], words: str
) -> None:
    data = {"organisation": fabrique.name, "text": "Un local", "kind": "structure", "document": "Note 12"}
    content = client_for(pilote).post(f"{ROOT}nouveau/", {**data, **changes}).content.decode()
    assert words.lower() in content.lower()
    assert "Note 12" in content
    assert not Need.objects.exists()


def test_near_needs_are_shown_before_noting(client_for: ClientFor, pilote: User, said: Said) -> None:
    data = {"text": "Trouver une personne pour le bureau", "proches": "1", "document": "Gardé"}
    whole = client_for(pilote).post(f"{ROOT}nouveau/", data).content.decode()
    assert "Déjà noté, et proche" in whole
    assert "Gardé" in whole
    assert "<html" in whole
    part = client_for(pilote).post(f"{ROOT}nouveau/", data, headers={"hx-request": "true"}).content.decode()
    assert "Déjà noté, et proche" in part
    assert "<html" not in part
    assert Need.objects.count() == 4


def test_a_twin_is_named_with_a_way_to_it(client_for: ClientFor, pilote: User, said: Said) -> None:
    data = {
        "organisation": said.alone.organisation.name,
        "text": said.alone.text.upper(),
        "kind": "structure",
    }
    content = client_for(pilote).post(f"{ROOT}nouveau/", data).content.decode()
    assert "déjà noté" in content
    assert f"{ROOT}{said.alone.pk}/origine/" in content


def test_a_diagnostic_takes_a_need_a_line(
    client_for: ClientFor, pilote: User, fabrique: Organisation
) -> None:
    data = {
        "organisation": fabrique.name,
        "kind": "diagnostic",
        "date": "2026-06-03",
        "texts": "- Un local\n\nUn four",
    }
    response = client_for(pilote).post(f"{ROOT}diagnostics/nouveau/", data)
    diagnostic = Diagnostic.objects.get()
    assert response["Location"].endswith(f"/diagnostics/{diagnostic.pk}/")
    content = shown(client_for, pilote, f"diagnostics/{diagnostic.pk}/")
    assert "Un local" in content
    assert "2\u00a0besoins" in content
    too_many = {**data, "texts": "\n".join(str(number) for number in range(61))}
    assert (
        "Il y a 61 lignes"
        in client_for(pilote).post(f"{ROOT}diagnostics/nouveau/", too_many).content.decode()
    )


def test_themes_count_their_needs_and_those_below(
    client_for: ClientFor, pilote: User, fabrique: Organisation
) -> None:
    client = client_for(pilote)
    assert client.post(f"{ROOT}themes/nouveau/", {"label": "Gestion"}).status_code == 302
    heading = Theme.objects.get()
    client.post(f"{ROOT}themes/nouveau/", {"label": "Trésorerie", "parent": str(heading.pk)})
    under = Theme.objects.get(parent=heading)
    NeedFactory.create(organisation=fabrique, theme=under)
    content = shown(client_for, pilote, "themes/")
    assert content.count('data-l="Besoins">1</td>') == 2
    twice = client.post(f"{ROOT}themes/nouveau/", {"label": "gestion"}).content.decode()
    assert "Il y a déjà un thème" in twice
    renamed = client.post(f"{ROOT}themes/{heading.pk}/", {"label": "Finances", "version": "1"})
    assert renamed.status_code == 302
    late = client.post(f"{ROOT}themes/{heading.pk}/", {"label": "Comptes", "version": "1"})
    assert late.status_code == 409


def test_the_panel_says_how_far_each_need_is_shared(
    client_for: ClientFor, membre: User, pilote: User, said: Said, workspace: Workspace, now: dt.datetime
) -> None:
    address = f"{ROOT}structure/{said.alike[0].organisation_id}/"
    part = client_for(pilote).get(address, headers={"hx-request": "true"}).content.decode()
    assert "Pas encore rapproché" in part
    assert f"?organisation={said.alike[0].organisation_id}" in part
    assert "<html" not in part
    shared = actions.create_shared_need(
        workspace=workspace, title="Relève", needs=said.alike, by=pilote, at=now
    )
    for nature, words in (
        ("", "Partagé par 3\u00a0structures"),
        ("common", "Commun à 3\u00a0structures"),
        ("identical", "Identique chez 2\u00a0autres"),
        ("specific", "Propre à la structure"),
    ):
        SharedNeed.objects.filter(pk=shared.pk).update(nature=nature)
        whole = client_for(membre).get(address).content.decode()
        assert words in whole
        assert "<html" in whole


def test_heard_twice_is_confirmed_on_screen(
    client_for: ClientFor, pilote: User, said: Said, now: dt.datetime
) -> None:
    page = f"{said.alone.pk}/"
    assert "À confirmer" in shown(client_for, pilote, page)
    response = client_for(pilote).post(f"{ROOT}{page}origine/", {"kind": "provider", "date": "2026-06-30"})
    assert response.status_code == 302
    content = shown(client_for, pilote, page)
    assert "Confirmé" in content
    assert "Retirer cette origine" in content
    actions.add_origin(need=said.alone, heard=Heard(kind="document"), by=pilote, at=now)
    assert "a ajouté une origine" in shown(client_for, pilote, page)
