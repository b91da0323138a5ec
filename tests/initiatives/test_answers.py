"""The needs that objectives answer: chosen among those brought, counted wherever objectives are shown."""

import pytest
from django.utils import timezone

from conftest import ClientFor
from copil.identity.models import User, Workspace
from copil.initiatives import documents
from copil.initiatives.models import Initiative, Objective, ObjectiveNeed
from copil.needs.models import Need
from tests.factories.directory import OrganisationFactory
from tests.factories.initiatives import InitiativeFactory, ObjectiveFactory
from tests.factories.needs import NeedFactory, SharedNeedFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def objective(workspace: Workspace) -> Objective:
    shared = SharedNeedFactory.create(workspace=workspace)
    initiative = InitiativeFactory.create(workspace=workspace, shared_need=shared)
    for name in ("Les Jardins", "L’Écluse"):
        organisation = OrganisationFactory.create(workspace=workspace, name=name)
        NeedFactory.create(organisation=organisation, shared_need=shared, text=f"Une relève pour {name}")
    found: Objective = ObjectiveFactory.create(initiative=initiative, text="Former des trésoriers")
    return found


def page(initiative: Initiative, rest: str = "") -> str:
    return f"/e/reseau-marne/demarches/{initiative.pk}/{rest}"


def test_needs_are_linked_then_counted(client_for: ClientFor, pilote: User, objective: Objective) -> None:
    client, initiative = client_for(pilote), objective.initiative
    link = page(initiative, f"objectifs/{objective.pk}/besoins/")
    form = client.get(link).content.decode()
    assert "Une relève pour Les Jardins (Les Jardins)" in form
    needs = [str(one) for one in Need.objects.values_list("pk", flat=True)]
    assert client.post(link, {"needs": needs, "sent": "1"}).status_code == 302
    assert "Répond à 2\u00a0besoins" in client.get(page(initiative, "objectifs/")).content.decode()
    assert "Répond à 2\u00a0besoins" in client.get(page(initiative)).content.decode()
    said = str(documents.presentation_sheet(initiative, today=timezone.localdate()).blocks)
    assert "Former des trésoriers (2" in said
    assert client.post(link, {"needs": needs[:1], "sent": "1"}).status_code == 302
    assert client.post(link, {"sent": "1"}).status_code == 302
    assert client.post(link, {"needs": needs, "sent": "1"}).status_code == 302
    assert ObjectiveNeed.objects.current().count() == 2


def test_a_need_from_elsewhere_is_refused(client_for: ClientFor, pilote: User, objective: Objective) -> None:
    foreign = NeedFactory.create()
    link = page(objective.initiative, f"objectifs/{objective.pk}/besoins/")
    answer = client_for(pilote).post(link, {"needs": [str(foreign.pk)], "sent": "1"})
    assert answer.status_code == 200
    assert not ObjectiveNeed.objects.exists()


def test_who_may(client_for: ClientFor, membre: User, visiteur: User, objective: Objective) -> None:
    link = page(objective.initiative, f"objectifs/{objective.pk}/besoins/")
    assert client_for(membre).get(link).status_code == 403
    assert client_for(visiteur).get(link).status_code == 404
