"""What exists already: listed, decided with a reason, seen beside the activities, never forced."""

import pytest

from conftest import ClientFor
from copil.identity.models import User
from copil.initiatives.evidence import facts_of
from copil.initiatives.models import ExistingItem, Initiative
from tests.factories.initiatives import InitiativeFactory

pytestmark = pytest.mark.django_db
ROOT = "/e/reseau-marne/demarches/"
KEY = "initiatives.existing_engineering_listed"


@pytest.fixture
def initiative(pilote: User) -> Initiative:
    membership = pilote.memberships.select_related("workspace").get()
    return InitiativeFactory.create(workspace=membership.workspace, title="Relève à plusieurs")


def test_what_exists_is_listed_then_decided(
    client_for: ClientFor, pilote: User, initiative: Initiative
) -> None:
    client, page = client_for(pilote), f"{ROOT}{initiative.pk}/existant/"
    assert "Rien n’est encore recensé" in client.get(page).content.decode()
    assert KEY not in facts_of([initiative.pk])[initiative.pk]
    data = {"kind": "body", "name": "Comité de suivi", "since": "2019"}
    assert client.post(page, data).status_code == 302
    assert "déjà dans la liste" in client.post(page, {**data, "name": "comite de SUIVI"}).content.decode()
    fact = facts_of([initiative.pk])[initiative.pk][KEY]
    assert fact.complete
    assert fact.text.replace("\u00a0", " ") == "1 élément recensé, 1 reste à décider"
    item = ExistingItem.objects.get()
    silent = client.post(f"{page}{item.pk}/", {**data, "fate": "keep", "version": "1"}).content.decode()
    assert "Expliquez en une phrase" in silent
    kept = {**data, "fate": "keep", "reason": "Il connaît le sujet", "version": "1"}
    assert client.post(f"{page}{item.pk}/", kept).status_code == 302
    assert client.post(f"{page}{item.pk}/", {**kept, "reason": "Autre"}).status_code == 409
    shown = client.get(page).content.decode()
    assert "À garder" in shown
    assert "Il connaît le sujet" in shown
    assert "Comité de suivi" in client.get(f"{page}panneau/").content.decode()
    history = client.get(f"{ROOT}{initiative.pk}/historique/").content.decode()
    assert "a dit de «\u00a0Comité de suivi\u00a0»" in history


def test_it_is_seen_beside_the_activities_it_bears_on(
    client_for: ClientFor, pilote: User, initiative: Initiative
) -> None:
    client = client_for(pilote)
    client.post(f"{ROOT}{initiative.pk}/existant/", {"kind": "body", "name": "Comité de suivi"})
    bodies = client.get(f"{ROOT}{initiative.pk}/activites/2.1.1/").content.decode()
    skills = client.get(f"{ROOT}{initiative.pk}/activites/1.2.5/").content.decode()
    assert "Comité de suivi" in bodies
    assert "Comité de suivi" not in skills


def test_a_line_is_removed_and_its_name_is_free_again(
    client_for: ClientFor, pilote: User, initiative: Initiative
) -> None:
    client, page = client_for(pilote), f"{ROOT}{initiative.pk}/existant/"
    data = {"kind": "tool", "name": "Tableau partagé", "link": "tableau.example/suivi"}
    assert client.post(page, data).status_code == 302
    item = ExistingItem.objects.get()
    assert item.link == "https://tableau.example/suivi"
    assert client.post(f"{page}{item.pk}/retirer/").status_code == 302
    assert client.post(page, data).status_code == 302
    assert ExistingItem.objects.current().count() == 1


def test_who_may_write(client_for: ClientFor, membre: User, visiteur: User, initiative: Initiative) -> None:
    page = f"{ROOT}{initiative.pk}/existant/"
    assert client_for(membre).get(page).status_code == 200
    assert client_for(membre).post(page, {"kind": "tool", "name": "Tableau"}).status_code == 403
    assert client_for(visiteur).get(page).status_code == 404
