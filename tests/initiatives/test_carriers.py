"""The carrier's role, the coherence on four faces, the required skills, the initiatives near a need."""

import pytest

from conftest import ClientFor
from copil.directory.models import Organisation, Profile
from copil.identity.models import User, Workspace
from copil.initiatives.models import CarrierSheet, Initiative, RequiredSkill
from tests.factories.directory import OrganisationFactory
from tests.factories.initiatives import InitiativeFactory, TargetFactory
from tests.factories.needs import NeedFactory, PlanLineFactory, SharedNeedFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db
ROOT = "/e/reseau-marne/demarches/"


@pytest.fixture
def initiative(workspace: Workspace) -> Initiative:
    shared = SharedNeedFactory.create(workspace=workspace, title="La relève du bureau")
    return InitiativeFactory.create(workspace=workspace, shared_need=shared, title="Relève à plusieurs")


@pytest.fixture
def aimed(workspace: Workspace, initiative: Initiative) -> Organisation:
    organisation = OrganisationFactory.create(
        workspace=workspace, name="Les Jardins", commune=TerritoryFactory.create()
    )
    TargetFactory.create(initiative=initiative, organisation=organisation)
    return organisation


def test_the_role_is_written_once_and_locked(
    client_for: ClientFor, pilote: User, initiative: Initiative
) -> None:
    client, page = client_for(pilote), f"{ROOT}{initiative.pk}/porteur/"
    assert "L’accès aux structures" not in client.get(page).content.decode()
    data = {"mission": "Accompagner les associations", "version": "0"}
    assert client.post(f"{page}role/", data).status_code == 302
    assert "L’accès aux structures reste à dire" in client.get(page).content.decode()
    assert client.post(f"{page}role/", {**data, "mission": "Autre"}).status_code == 409
    again = {"mission": "Accompagner", "access": "Sept rencontres", "version": "2"}
    assert client.post(f"{page}role/", again).status_code == 302
    assert CarrierSheet.objects.get().states_legitimacy


def test_a_structure_outside_the_territory_is_shown(
    client_for: ClientFor, membre: User, initiative: Initiative, aimed: Organisation
) -> None:
    page = f"{ROOT}{initiative.pk}/porteur/"
    assert (
        "territoire d’intervention du porteur n’est pas précisé"
        in client_for(membre).get(page).content.decode()
    )
    sheet = CarrierSheet.objects.create(
        initiative=initiative, workspace=initiative.workspace, territory=TerritoryFactory.create()
    )
    shown = client_for(membre).get(page).content.decode()
    assert "1\u00a0structure visée est hors de son territoire" in shown
    assert "Les Jardins" in shown
    sheet.territory = aimed.commune
    sheet.save()
    assert "Aucune structure située n’est hors" in client_for(membre).get(page).content.decode()


def test_each_verdict_has_a_reason_and_what_is_known_stands_beside(
    client_for: ClientFor, pilote: User, initiative: Initiative, aimed: Organisation
) -> None:
    NeedFactory.create(organisation=aimed, shared_need=initiative.shared_need)
    PlanLineFactory.create(organisation=aimed)
    Profile.objects.create(organisation=aimed, workspace=aimed.workspace, sector="Culture")
    client, page = client_for(pilote), f"{ROOT}{initiative.pk}/porteur/coherence/"
    shown = client.get(page).content.decode()
    for known in ("1\u00a0besoin de 1\u00a0structure", "1\u00a0autre action au plan", "Culture (1)"):
        assert known in shown
    silent = client.post(page, {"frame": "coherent", "needs_reason": "Dit par toutes", "version": "0"})
    assert "Expliquez votre avis" in silent.content.decode()
    assert "Dit par toutes" in silent.content.decode()
    data = {"frame": "adjust", "frame_reason": "Priorité de 2027", "version": "0"}
    assert client.post(page, data).status_code == 302
    after = client.get(f"{ROOT}{initiative.pk}/porteur/").content.decode()
    assert "À ajuster" in after
    assert "Priorité de 2027" in after
    assert "Nadia Benhaddou" in after


def test_required_skills_are_compared_with_what_structures_say(
    client_for: ClientFor, pilote: User, initiative: Initiative, aimed: Organisation
) -> None:
    client, page = client_for(pilote), f"{ROOT}{initiative.pk}/structures/savoirs/"
    assert "Aucun savoir requis" in client.get(page).content.decode()
    assert client.post(page, {"text": "Tenir la trésorerie"}).status_code == 302
    assert "déjà dans la liste" in client.post(page, {"text": "tenir la tresorerie"}).content.decode()
    assert "1 profil ne dit rien" in client.get(page).content.decode().replace("\u00a0", " ")
    profile = Profile.objects.create(organisation=aimed, workspace=aimed.workspace, know_how="Trésorerie")
    assert "structure l’a" in client.get(page).content.decode()
    Profile.objects.filter(pk=profile.pk).update(know_how="Poterie")
    assert "ne le dit pas" in client.get(page).content.decode()
    skill = RequiredSkill.objects.get()
    assert client.post(f"{page}{skill.pk}/retirer/").status_code == 302
    assert "Aucun savoir requis" in client.get(page).content.decode()


def test_the_initiatives_near_a_need(client_for: ClientFor, membre: User, initiative: Initiative) -> None:
    InitiativeFactory.create(workspace=initiative.workspace, title="Un bureau renouvelé")
    InitiativeFactory.create(workspace=initiative.workspace, title="Des vélos")
    path = f"/e/reseau-marne/besoins/partages/{initiative.shared_need_id}/demarches/"
    content = client_for(membre).get(path).content.decode().split("<main")[-1]
    assert "Née de ce besoin" in content
    assert "Un bureau renouvelé" in content
    assert "Des vélos" not in content


def test_who_may_write(client_for: ClientFor, membre: User, visiteur: User, initiative: Initiative) -> None:
    for page in ("porteur/role/", "porteur/coherence/"):
        assert client_for(membre).get(f"{ROOT}{initiative.pk}/{page}").status_code == 403
        assert client_for(visiteur).get(f"{ROOT}{initiative.pk}/{page}").status_code == 404
    assert client_for(membre).get(f"{ROOT}{initiative.pk}/porteur/").status_code == 200
