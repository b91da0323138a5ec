"""The list of initiatives, their opening, what changes them as a whole."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from conftest import ClientFor
from copil.identity.models import User, Workspace
from copil.initiatives import kept
from copil.initiatives.enums import InitiativeState
from copil.initiatives.models import Initiative, TargetStructure
from copil.needs.models import SharedNeed
from tests.counting import queries_of
from tests.factories.directory import OrganisationFactory, PersonFactory
from tests.factories.initiatives import (
    CarrierFactory,
    InitiativeFactory,
    MarkFactory,
    ObjectiveFactory,
    PlannedActivityFactory,
    TargetFactory,
    shipped_method,
)
from tests.factories.needs import NeedFactory, ProblemSheetFactory, SharedNeedFactory
from tests.initiatives.conftest import BASE

pytestmark = pytest.mark.django_db


def test_an_empty_list_offers_the_first_step_to_whoever_may_take_it(
    pilote: User, membre: User, client_for: ClientFor
) -> None:
    assert "Ouvrir une démarche" in client_for(pilote).get(BASE).content.decode()
    assert "Ouvrir une démarche" not in client_for(membre).get(BASE).content.decode()


def test_outsiders_see_nothing(
    demarche: Initiative, workspace: Workspace, visiteur: User, client_for: ClientFor
) -> None:
    for path in (
        "",
        "ouvrir/",
        f"{demarche.pk}/chemin/",
        f"{demarche.pk}/fiche/",
        f"{demarche.pk}/modifier/",
    ):
        assert client_for(visiteur).get(BASE + path).status_code == 404


def test_the_list_says_what_is_next_and_leaves_the_finished_in_peace(
    demarche: Initiative, workspace: Workspace, membre: User, client_for: ClientFor
) -> None:
    person = PersonFactory.create(workspace=workspace, given_name="Samuel", family_name="Okonkwo")
    PlannedActivityFactory.create(initiative=demarche, activity="1.2.1", person=person)
    done = InitiativeFactory.create(
        workspace=workspace, title="Mécénat", state=InitiativeState.FINISHED, ended_on=dt.date(2025, 6, 30)
    )
    page = client_for(membre).get(BASE).content.decode()
    assert "Qualifier le territoire" in page
    assert "Samuel Okonkwo, pour le 15\u00a0décembre 2026" in page
    assert page.count("À suivre") == 1
    assert page.index(demarche.title) < page.index(done.title)
    assert "Terminée" in page


def test_filters_find_by_name_state_and_stage(
    demarche: Initiative, workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    InitiativeFactory.create(workspace=workspace, title="Mobilités rurales", current_stage="engager")
    InitiativeFactory.create(workspace=workspace, title="Mécénat", state=InitiativeState.FINISHED)

    def shown(**asked: str) -> list[str]:
        answer: Any = client_for(pilote).get(BASE, asked)
        return [journey.initiative.title for journey in answer.context["journeys"]]

    assert shown(q="RELEVE asso") == ["Relève associative"]
    assert shown(state="finished") == ["Mécénat"]
    assert shown(stage="engager") == ["Mobilités rurales"]
    assert shown(stage="une étape inconnue") != []
    assert "Effacer les filtres" in client_for(pilote).get(BASE, {"q": "zzz"}).content.decode()


def test_a_joint_initiative_is_listed_by_each_carrier(
    demarche: Initiative, visiteur: User, client_for: ClientFor
) -> None:
    elsewhere = Workspace.objects.get(slug="ailleurs")
    CarrierFactory.create(initiative=demarche, workspace=elsewhere)
    page = client_for(visiteur).get("/e/ailleurs/demarches/").content.decode()
    assert "Portée par Réseau Marne Solidaire, avec Ailleurs" in page


@pytest.mark.parametrize("number", [2, 200])
def test_the_list_asks_as_much_whatever_its_length(
    number: int, workspace: Workspace, membre: User, client_for: ClientFor, now: dt.datetime
) -> None:
    method = shipped_method()
    for _ in range(number):
        row = InitiativeFactory.create(workspace=workspace, method=method)
        if number < 20 or row.pk.int % 8 == 0:
            ObjectiveFactory.create(initiative=row)
            MarkFactory.create(initiative=row)
            TargetFactory.create(initiative=row)
    client = client_for(membre)
    assert queries_of(client, BASE) == 41  # every provider is asked, as in the second that follows an act
    kept.keep(at=now)
    assert queries_of(client, BASE) == 11


@pytest.fixture
def shared_need(workspace: Workspace) -> SharedNeed:
    shared: SharedNeed = SharedNeedFactory.create(workspace=workspace, title="Renouveler les bénévoles")
    for name in ("La Fabrique du Pont", "Chorale des Deux Rives"):
        organisation = OrganisationFactory.create(workspace=workspace, name=name)
        NeedFactory.create(organisation=organisation, shared_need=shared)
    ProblemSheetFactory.create(workspace=workspace, shared_need=shared, title="Qui prendra la suite ?")
    return shared


def test_opening_from_a_shared_need_shows_what_comes_along(
    shared_need: SharedNeed, pilote: User, client_for: ClientFor
) -> None:
    shipped_method()
    page = client_for(pilote).get(f"{BASE}ouvrir/?shared_need={shared_need.pk}").content.decode()
    assert 'value="Renouveler les bénévoles"' in page
    for words in ("Qui prendra la suite", "La Fabrique du Pont", "2\u00a0structures l’expriment"):
        assert words in page


def test_opening_takes_the_need_its_structures_and_the_pilot(
    shared_need: SharedNeed, workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    method = shipped_method()
    PersonFactory.create(workspace=workspace, given_name="Nadia", family_name="Benhaddou")
    typed = {
        "title": "Relève en bords de Marne",
        "method": str(method.pk),
        "shared_need": str(shared_need.pk),
        "pilot": "Nadia Benhaddou",
        "opened_on": "2026-10-05",
    }
    answer = client_for(pilote).post(f"{BASE}ouvrir/", typed)
    opened = Initiative.objects.get(title="Relève en bords de Marne")
    assert answer["Location"] == f"{BASE}{opened.pk}/"
    assert opened.problem_sheet is not None
    assert TargetStructure.objects.filter(initiative=opened).count() == 2
    assert [str(member.person) for member in opened.team.all()] == ["Nadia Benhaddou"]
    again = client_for(pilote).get(f"{BASE}ouvrir/?shared_need={shared_need.pk}").content.decode()
    assert "Ce besoin a déjà sa démarche" in again


def test_a_foreign_need_is_neither_shown_nor_taken(
    visiteur: User, workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    foreign = SharedNeedFactory.create(workspace=Workspace.objects.get(slug="ailleurs"), title="Secret")
    page = client_for(pilote).get(f"{BASE}ouvrir/?shared_need={foreign.pk}")
    assert "Secret" not in page.content.decode()
    typed = {"title": "X", "method": str(shipped_method().pk), "shared_need": str(foreign.pk)}
    assert "Secret" not in client_for(pilote).post(f"{BASE}ouvrir/", typed).content.decode()
    assert not Initiative.objects.exists()


def test_only_coordination_opens(collegue: User, membre: User, client_for: ClientFor) -> None:
    for user in (collegue, membre):
        assert client_for(user).get(f"{BASE}ouvrir/").status_code == 403


def test_two_people_changing_it_at_once_are_both_heard(
    demarche: Initiative, pilote: User, cheffe: User, client_for: ClientFor
) -> None:
    url = f"{BASE}{demarche.pk}/modifier/"
    typed = {"title": "Relève à Charenton", "version": "1"}
    assert client_for(cheffe).post(url, typed).status_code == 302
    answer = client_for(pilote).post(url, {"title": "Relève à Saint-Maurice", "version": "1"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Relève à Charenton" in page
    assert "Relève à Saint-Maurice" in page
    assert "Samuel Okonkwo a enregistré" in page
    assert client_for(pilote).post(url, {"title": "Les deux", "version": "2"}).status_code == 302


def test_a_refused_form_keeps_the_version_it_was_opened_with(
    demarche: Initiative, pilote: User, client_for: ClientFor
) -> None:
    Initiative.objects.update(version=5)
    page = client_for(pilote).post(f"{BASE}{demarche.pk}/modifier/", {"title": "", "version": "4"})
    assert 'name="version" value="4"' in page.content.decode()


def test_another_carrier_is_not_shown_the_needs_of_the_lead(
    demarche: Initiative, workspace: Workspace, visiteur: User, client_for: ClientFor
) -> None:
    SharedNeedFactory.create(workspace=workspace, title="Besoin du réseau")
    CarrierFactory.create(initiative=demarche, workspace=Workspace.objects.get(slug="ailleurs"))
    url = f"/e/ailleurs/demarches/{demarche.pk}/modifier/"
    page = client_for(visiteur).get(url).content.decode()
    assert "Besoin du réseau" not in page
    typed = {"title": "Renommée ensemble", "version": "1"}
    assert client_for(visiteur).post(url, typed).status_code == 302
    demarche.refresh_from_db()
    assert demarche.title == "Renommée ensemble"


def test_it_ends_starts_again_is_put_away_and_comes_back(
    demarche: Initiative, cheffe: User, client_for: ClientFor
) -> None:
    client, one = client_for(cheffe), f"{BASE}{demarche.pk}/"
    assert "activités restent ouvertes" in client.get(f"{one}terminer/").content.decode()
    early = client.post(f"{one}terminer/", {"ended_on": "2020-01-01"})
    assert "précède la date d’ouverture" in early.content.decode()
    client.post(f"{one}terminer/", {"ended_on": timezone.localdate().isoformat()})
    demarche.refresh_from_db()
    assert demarche.state == InitiativeState.FINISHED
    assert "La démarche est terminée" in client.get(f"{one}chemin/").content.decode()
    for verb, expected in (
        ("reprendre", "running"),
        ("archiver", "running"),
        ("sortir-des-archives", "running"),
    ):
        assert client.get(f"{one}{verb}/").status_code == 200
        assert client.post(f"{one}{verb}/").status_code == 302
        demarche.refresh_from_db()
        assert demarche.state == expected
        assert demarche.is_archived is (verb == "archiver")
        assert (demarche.title in client.get(BASE).content.decode()) is True or verb == "archiver"


def test_the_history_tells_who_did_what_and_why(
    demarche: Initiative, cheffe: User, membre: User, client_for: ClientFor
) -> None:
    client = client_for(cheffe)
    client.post(f"{BASE}{demarche.pk}/etape/", {"stage": "engager", "note": "Le comité est d’accord"})
    client.post(f"{BASE}{demarche.pk}/objectifs/", {"level": "operational", "text": "Former."})
    page = client_for(membre).get(f"{BASE}{demarche.pk}/historique/").content.decode()
    assert "à l’étape Engager." in page
    assert "Le comité est d’accord" in page
    assert "l’objectif «\u00a0Former\u00a0»." in page


def test_an_organisation_knows_its_initiatives(
    demarche: Initiative, workspace: Workspace, membre: User, client_for: ClientFor
) -> None:
    aimed, carrying, other = (OrganisationFactory.create(workspace=workspace) for _ in range(3))
    TargetFactory.create(initiative=demarche, organisation=aimed)
    MarkFactory.create(initiative=demarche, kind="carried", carried_by=carrying)
    for organisation, told in ((aimed, True), (carrying, True), (other, False)):
        url = f"/e/reseau-marne/organisations/{organisation.pk}/demarches/"
        alone = client_for(membre).get(url).content.decode()
        inside = client_for(membre).get(url, headers={"HX-Request": "true"}).content.decode()
        assert "<main" in alone
        assert "<main" not in inside
        assert (demarche.title in alone.split("<main")[1]) is told
        assert (demarche.title in inside) is told
