"""The cockpit says what awaits each person; one page is taken along; archived ones are found again."""

import datetime as dt

import pytest

from conftest import ClientFor
from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative
from tests.factories.initiatives import InitiativeFactory, PlannedActivityFactory, TeamMemberFactory

pytestmark = pytest.mark.django_db
ROOT = "/e/reseau-marne/demarches/"


@pytest.fixture
def initiative(workspace: Workspace) -> Initiative:
    found = InitiativeFactory.create(workspace=workspace, title="Relève à plusieurs")
    member = TeamMemberFactory.create(initiative=found)
    late = dt.date(2026, 10, 1)
    PlannedActivityFactory.create(
        initiative=found, activity="1.1.1", person=member.person, due_on=late, why="Avant le comité"
    )
    PlannedActivityFactory.create(initiative=found, activity="1.1.2", person=member.person)
    return found


def test_what_awaits_each_person_with_the_reason(
    client_for: ClientFor, membre: User, initiative: Initiative
) -> None:
    shown = client_for(membre).get(f"{ROOT}{initiative.pk}/").content.decode().split('id="equipe"')[1]
    assert "Avant le comité" in shown
    assert "Puis 1\u00a0autre activité" in shown
    assert "existant/panneau/" in shown


@pytest.mark.parametrize("output", ["html", "pdf"])
def test_the_initiative_on_one_page(
    client_for: ClientFor, membre: User, visiteur: User, initiative: Initiative, output: str
) -> None:
    address = f"{ROOT}{initiative.pk}/une-page/{output}/"
    answer = client_for(membre).get(address)
    assert answer.status_code == 200
    if output == "html":
        assert "en retard" in answer.content.decode()
    assert client_for(visiteur).get(address).status_code == 404
    assert client_for(membre).get(f"{ROOT}{initiative.pk}/une-page/exe/").status_code == 404


def test_an_archived_initiative_is_found_again(
    client_for: ClientFor, pilote: User, initiative: Initiative
) -> None:
    client = client_for(pilote)
    assert client.post(f"{ROOT}{initiative.pk}/archiver/").status_code == 302
    assert "Relève à plusieurs" not in client.get(ROOT).content.decode().split("<main")[-1]
    listed = client.get(f"{ROOT}?state=archived").content.decode()
    assert "Relève à plusieurs" in listed.split("<main")[-1]
    assert client.post(f"{ROOT}{initiative.pk}/sortir-des-archives/").status_code == 302
    assert "Relève à plusieurs" in client.get(ROOT).content.decode().split("<main")[-1]
