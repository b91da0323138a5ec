"""The team, the objectives and the structures of an initiative."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import ClientFor
from copil.identity.models import User, Workspace
from copil.initiatives.enums import ObjectiveLevel, TeamRole
from copil.initiatives.models import Initiative, Objective, TargetStructure, TeamMember
from tests.factories.directory import OrganisationFactory, PersonFactory, ProfileFactory
from tests.factories.initiatives import CarrierFactory, ObjectiveFactory, TargetFactory
from tests.factories.needs import NeedFactory, SharedNeedFactory
from tests.initiatives.conftest import BASE

pytestmark = pytest.mark.django_db


def test_the_team_is_read_by_all_and_changed_by_who_pilots(
    demarche: Initiative, cheffe: User, contributrice: User, membre: User, client_for: ClientFor
) -> None:
    url = f"{BASE}{demarche.pk}/equipe/"
    page = client_for(membre).get(url).content.decode()
    assert page.index("Samuel Okonkwo") < page.index("Hélène Prigent")
    assert "Structure porteuse" in page
    assert "Ajouter à l’équipe" not in page
    assert client_for(contributrice).post(url, {"person": "X"}).status_code == 403
    assert "Ajouter à l’équipe" in client_for(cheffe).get(url).content.decode()


def test_somebody_comes_in_changes_and_leaves(
    demarche: Initiative, workspace: Workspace, cheffe: User, client_for: ClientFor
) -> None:
    client, url = client_for(cheffe), f"{BASE}{demarche.pk}/equipe/"
    PersonFactory.create(workspace=workspace, given_name="Claire", family_name="Vasseur")
    typed = {"person": "Claire Vasseur", "role": "observer", "title": "Élue référente"}
    assert client.post(url, typed).status_code == 302
    again = client.post(url, typed)
    assert "Claire Vasseur fait déjà partie de l’équipe." in again.content.decode()
    assert "Élue référente" in again.content.decode()
    member = TeamMember.objects.get(person__family_name="Vasseur")
    one = f"{url}{member.pk}/"
    assert 'value="Élue référente"' in client.get(one).content.decode()
    assert client.post(one, {"role": "contributor", "title": "Élue", "version": 1}).status_code == 302
    member.refresh_from_db()
    assert (member.role, member.title) == (TeamRole.CONTRIBUTOR, "Élue")
    late = client.post(one, {"role": "observer", "title": "Conseillère", "version": 1})
    assert late.status_code == 409
    assert all(text in late.content.decode() for text in ("Conseillère", "Élue"))
    member.refresh_from_db()
    assert member.title == "Élue"
    assert client.post(f"{one}retirer/").status_code == 302
    assert client.get(one).status_code == 404


def test_the_last_pilot_stays(demarche: Initiative, cheffe: User, client_for: ClientFor) -> None:
    member = TeamMember.objects.get(role=TeamRole.PILOT)
    client, one = client_for(cheffe), f"{BASE}{demarche.pk}/equipe/{member.pk}/"
    for answer in (client.post(one, {"role": "observer"}), client.post(f"{one}retirer/")):
        assert answer.status_code == 409
        assert "garder une personne au pilotage" in answer.content.decode()
    member.refresh_from_db()
    assert member.role == TeamRole.PILOT


def test_objectives_of_the_shared_list_are_taken_once(
    demarche: Initiative, contributrice: User, client_for: ClientFor
) -> None:
    client, url = client_for(contributrice), f"{BASE}{demarche.pk}/objectifs/"
    page = client.get(url).content.decode()
    assert page.count('name="references"') == 10
    assert "Les savoir-faire progressent" in page
    take = f"{url}liste/"
    assert client.post(take, {"references": ["competences", "innovation"]}).status_code == 302
    assert set(Objective.objects.values_list("level", flat=True)) == set(ObjectiveLevel.values)
    page = client.get(url).content.decode()
    assert page.count('name="references"') == 8
    refused = client.post(take, {"references": ["competences"]})
    assert refused.status_code == 200
    assert Objective.objects.count() == 2
    assert "Cochez au moins un objectif" in client.post(take, {}).content.decode()


def test_an_objective_is_written_and_given_up(
    demarche: Initiative, contributrice: User, client_for: ClientFor
) -> None:
    client, url = client_for(contributrice), f"{BASE}{demarche.pk}/objectifs/"
    assert client.post(url, {"level": "strategic", "text": "Tenir dix ans de plus"}).status_code == 302
    assert "Tenir dix ans de plus" in client.get(url).content.decode()
    assert client.post(url, {"level": "strategic", "text": " "}).status_code == 200
    objective = Objective.objects.get()
    assert client.post(f"{url}{objective.pk}/retirer/").status_code == 302
    assert (
        "Tenir dix ans de plus" not in client.get(url).content.decode().split("<main")[1].split("toasts")[-1]
    )
    assert Objective.objects.get().is_archived


def test_observers_see_the_purposes_and_change_nothing(
    demarche: Initiative, membre: User, client_for: ClientFor
) -> None:
    objective, target = (
        ObjectiveFactory.create(initiative=demarche),
        TargetFactory.create(initiative=demarche),
    )
    client, one = client_for(membre), f"{BASE}{demarche.pk}/"
    for part in ("objectifs/", "structures/"):
        page = client.get(one + part).content.decode()
        assert "<form method" not in page.split("<main")[1]
        assert client.post(one + part, {}).status_code == 403
    for verb in (
        f"objectifs/{objective.pk}/retirer/",
        f"structures/{target.pk}/retirer/",
        "objectifs/liste/",
        "structures/du-besoin/",
    ):
        assert client.post(one + verb).status_code == 403


def test_what_belongs_to_another_initiative_is_not_found(
    demarche: Initiative, cheffe: User, client_for: ClientFor
) -> None:
    objective, target = ObjectiveFactory.create(), TargetFactory.create()
    one = f"{BASE}{demarche.pk}/"
    assert client_for(cheffe).post(f"{one}objectifs/{objective.pk}/retirer/").status_code == 404
    assert client_for(cheffe).post(f"{one}structures/{target.pk}/retirer/").status_code == 404


def test_structures_show_which_criteria_are_known(
    demarche: Initiative, workspace: Workspace, membre: User, client_for: ClientFor
) -> None:
    organisation = OrganisationFactory.create(workspace=workspace, name="Chorale des Deux Rives")
    ProfileFactory.create(organisation=organisation, sector="Culture", branch="Spectacle")
    TargetFactory.create(initiative=demarche, organisation=organisation)
    TargetFactory.create(initiative=demarche)
    page = client_for(membre).get(f"{BASE}{demarche.pk}/structures/").content.decode()
    assert page.count("<span>Connu</span>") == 1
    assert "1 sur 2" in page
    assert "2\u00a0structures" in page


def test_structures_are_added_by_name_or_from_the_need(
    demarche: Initiative, workspace: Workspace, contributrice: User, client_for: ClientFor
) -> None:
    shared = SharedNeedFactory.create(workspace=workspace)
    for name in ("Fabrique", "Jardins"):
        organisation = OrganisationFactory.create(workspace=workspace, name=name)
        NeedFactory.create(organisation=organisation, shared_need=shared)
    Initiative.objects.update(shared_need=shared)
    client, url = client_for(contributrice), f"{BASE}{demarche.pk}/structures/"
    assert client.post(url, {"organisation": "fabrique"}).status_code == 302
    assert "1\u00a0structure du besoin partagé n’est pas encore visée" in client.get(url).content.decode()
    assert client.post(f"{url}du-besoin/").status_code == 302
    assert TargetStructure.objects.current().count() == 2
    page = client.post(url, {"organisation": "Inconnue"}).content.decode()
    assert "Aucune organisation ne s’appelle" in page
    client.post(url, {"organisation": "Fabrique"})
    assert TargetStructure.objects.current().count() == 2
    target = TargetStructure.objects.first()
    assert target is not None
    assert client.post(f"{url}{target.pk}/retirer/").status_code == 302
    assert TargetStructure.objects.current().count() == 1


def test_another_carrier_adds_no_row_of_the_directory_of_the_lead(
    demarche: Initiative, workspace: Workspace, visiteur: User, client_for: ClientFor
) -> None:
    shared = SharedNeedFactory.create(workspace=workspace)
    NeedFactory.create(organisation__workspace=workspace, shared_need=shared)
    Initiative.objects.update(shared_need=shared)
    CarrierFactory.create(initiative=demarche, workspace=Workspace.objects.get(slug="ailleurs"))
    url = f"/e/ailleurs/demarches/{demarche.pk}/structures/"
    assert client_for(visiteur).post(f"{url}du-besoin/").status_code == 302
    assert not TargetStructure.objects.exists()
    TargetFactory.create(initiative=demarche, organisation__name="Chorale")
    page = client_for(visiteur).get(url).content.decode()
    assert "Chorale" in page
    assert "/organisations/0" not in page


@pytest.mark.parametrize("number", [2, 200])
def test_structures_ask_as_much_whatever_their_number(
    number: int, demarche: Initiative, membre: User, client_for: ClientFor
) -> None:
    TargetFactory.create_batch(number, initiative=demarche)
    client, url = client_for(membre), f"{BASE}{demarche.pk}/structures/"
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    assert len(queries) == 7
