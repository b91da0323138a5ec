"""Another initiative from this one: what is chosen, shown first; never its state, people only when asked."""

import pytest

from conftest import ClientFor
from copil.identity.models import User, Workspace
from copil.initiatives.models import ActivityMark, Initiative, PlannedActivity
from tests.factories.directory import OrganisationFactory
from tests.factories.identity import WorkspaceFactory
from tests.factories.initiatives import (
    CarrierFactory,
    InitiativeFactory,
    MarkFactory,
    ObjectiveFactory,
    PlannedActivityFactory,
    TargetFactory,
    TeamMemberFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def initiative(workspace: Workspace) -> Initiative:
    found = InitiativeFactory.create(workspace=workspace, title="Relève", current_stage="engager")
    ObjectiveFactory.create(initiative=found, text="Former des trésoriers")
    TargetFactory.create(
        initiative=found, organisation=OrganisationFactory.create(workspace=workspace, name="Les Jardins")
    )
    MarkFactory.create(initiative=found)
    PlannedActivityFactory.create(initiative=found)
    TeamMemberFactory.create(initiative=found)
    other = WorkspaceFactory.create(name="Essonne Appui")
    CarrierFactory.create(initiative=found, workspace=other)
    theirs = OrganisationFactory.create(workspace=other, name="Atelier de l’Yvette")
    TargetFactory.create(initiative=found, workspace=other, organisation=theirs)
    return found


def page(initiative: Initiative) -> str:
    return f"/e/reseau-marne/demarches/{initiative.pk}/dupliquer/"


def test_what_is_taken_is_shown_first_and_nothing_is_written(
    client_for: ClientFor, pilote: User, initiative: Initiative
) -> None:
    client = client_for(pilote)
    form = client.get(page(initiative)).content.decode()
    assert "Les structures visées (1)" in form
    assert form.count("checked") == 2
    asked = {"title": "Suite", "carried": ["objectives", "targets"], "apercu": "1"}
    preview = client.get(page(initiative), asked).content.decode()
    assert "Ce qui sera repris" in preview
    assert "Former des trésoriers" in preview
    assert "Yvette" not in preview
    assert Initiative.objects.count() == 1


def test_only_what_was_chosen_is_taken(client_for: ClientFor, pilote: User, initiative: Initiative) -> None:
    answer = client_for(pilote).post(
        page(initiative), {"title": "Suite", "carried": ["objectives", "targets"]}
    )
    new = Initiative.objects.exclude(pk=initiative.pk).get()
    assert answer.headers["Location"].endswith(f"/demarches/{new.pk}/")
    assert (new.method, new.current_stage) == (initiative.method, "identifier")
    assert [one.text for one in new.objectives.all()] == ["Former des trésoriers"]
    assert [one.organisation.name for one in new.targets.all()] == ["Les Jardins"]
    assert not new.team.exists()
    assert new.carriers.count() == 1
    assert not ActivityMark.objects.filter(initiative=new).exists()
    assert not PlannedActivity.objects.filter(initiative=new).exists()


def test_people_follow_when_asked(client_for: ClientFor, pilote: User, initiative: Initiative) -> None:
    client_for(pilote).post(page(initiative), {"title": "Suite", "carried": ["people"]})
    new = Initiative.objects.exclude(pk=initiative.pk).get()
    assert [one.person for one in new.team.all()] == [one.person for one in initiative.team.all()]
    assert not new.objectives.exists()


def test_who_may(client_for: ClientFor, membre: User, visiteur: User, initiative: Initiative) -> None:
    assert client_for(membre).get(page(initiative)).status_code == 403
    assert client_for(visiteur).get(page(initiative)).status_code == 404
