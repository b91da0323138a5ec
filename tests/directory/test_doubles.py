"""Sheets that seem to be written twice: proposed with the reason, set aside, taken up again."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conftest import ClientFor
from copil.core.typography import NBSP
from copil.directory import doubles, jobs
from copil.directory.enums import SheetKind
from copil.directory.models import FormerValue, KeptApart, Organisation
from copil.identity.models import User, Workspace
from copil.journal import actions as journal
from copil.notifications.models import Job
from copil.territories.models import Territory
from tests.factories.directory import FunctionFactory, OrganisationFactory, PersonFactory

BASE = "/e/reseau-marne/organisations/doublons/"


@pytest.fixture(autouse=True)
def nothing_kept(db: None) -> None:
    cache.clear()


@pytest.fixture
def boucle(workspace: Workspace, communes: dict[str, Territory]) -> Organisation:
    return OrganisationFactory.create(
        workspace=workspace, name="Ressourcerie La Boucle", commune=communes["94018"]
    )


@pytest.fixture
def twin(workspace: Workspace, communes: dict[str, Territory]) -> Organisation:
    return OrganisationFactory.create(
        workspace=workspace, name="Resourcerie la boucle", commune=communes["94018"]
    )


def page(client_for: ClientFor, user: User, url: str = BASE) -> str:
    response = client_for(user).get(url)
    assert response.status_code == 200
    return response.content.decode().replace(NBSP, " ")


def test_each_person_in_their_place(
    boucle: Organisation,
    twin: Organisation,
    pilote: User,
    membre: User,
    visiteur: User,
    client_for: ClientFor,
) -> None:
    url = f"{BASE}organisations/{boucle.pk}/{twin.pk}/distinctes/"
    assert client_for(visiteur).get(BASE).status_code == 404
    assert "Ce ne sont pas les mêmes" not in page(client_for, membre)
    assert "Ce ne sont pas les mêmes" in page(client_for, pilote)
    assert [client_for(user).post(url).status_code for user in (visiteur, membre, pilote)] == [404, 403, 302]


def test_the_reason_is_in_french(
    boucle: Organisation, twin: Organisation, membre: User, client_for: ClientFor
) -> None:
    shown = page(client_for, membre)
    written = ("« ressourcerie » et « resourcerie »", "« resourcerie » et « ressourcerie »")
    assert any(words in shown for words in written), "the first of two written in one millisecond is either"
    assert "Au même endroit : Charenton-le-Pont." in shown
    assert "Probable" in shown


def test_numbers_and_contacts_are_reasons(
    workspace: Workspace, boucle: Organisation, membre: User, client_for: ClientFor
) -> None:
    values = {"workspace": workspace, "siren": "999902745", "email": "contact@boucle.example"}
    OrganisationFactory.create(name="Tri et partage", siret="99990274500036", **values)
    OrganisationFactory.create(name="Tri-partage", **values)
    shown = page(client_for, membre)
    assert "Même SIREN : 999 902 745." in shown
    assert "Même adresse électronique : contact@boucle.example." in shown
    assert "On ne sait pas où est l’une des deux." in shown


def test_filters_by_level_and_name(
    workspace: Workspace, boucle: Organisation, twin: Organisation, membre: User, client_for: ClientFor
) -> None:
    for _ in range(2):
        OrganisationFactory.create(workspace=workspace, name="Vélo en tête", postal_code="94220")
    assert "2 propositions" in page(client_for, membre)
    assert "1 proposition" in page(client_for, membre, f"{BASE}?niveau=3")
    assert "Ressourcerie" not in page(client_for, membre, f"{BASE}?q=velo")
    assert "Aucune proposition ne correspond" in page(client_for, membre, f"{BASE}?q=introuvable")


def test_two_that_are_not_the_same_are_remembered_and_taken_up_again(
    workspace: Workspace, boucle: Organisation, twin: Organisation, pilote: User, client_for: ClientFor
) -> None:
    client = client_for(pilote)
    address = f"{BASE}organisations/{twin.pk}/{boucle.pk}/distinctes/"
    assert client.post(address, {"reason": "Deux quartiers"}).status_code == 302
    assert "Aucun doublon en vue" in page(client_for, pilote)
    assert "Deux quartiers" in page(client_for, pilote, f"{BASE}ecartes/")
    sheet = page(client_for, pilote, f"/e/reseau-marne/organisations/{boucle.pk}/")
    assert "a noté que ce sont deux organisations" in sheet
    said = KeptApart.objects.get()
    client.post(f"{BASE}ecartes/{said.pk}/reprendre/")
    assert "1 proposition" in page(client_for, pilote)
    assert journal.verify(workspace) == []


def test_what_was_said_of_a_merged_sheet_holds_for_the_one_kept(
    workspace: Workspace, boucle: Organisation, twin: Organisation
) -> None:
    gone = OrganisationFactory.create(
        workspace=workspace, archived_at=timezone.now(), merged_into=boucle, name="Ancienne"
    )
    first, second = doubles.ordered(gone.pk, twin.pk)
    KeptApart.objects.create(workspace=workspace, kind=SheetKind.ORGANISATION, one_id=first, other_id=second)
    assert doubles.of_workspace(workspace, SheetKind.ORGANISATION).pairs == []


def test_an_earlier_name_is_compared_too(workspace: Workspace, boucle: Organisation) -> None:
    other = OrganisationFactory.create(workspace=workspace, name="Tandem", commune=boucle.commune)
    FormerValue.objects.create(
        workspace=workspace, organisation=other, field="name", value="La Boucle ressourcerie",
        key="la boucle ressourcerie", until=timezone.localdate(),
    )  # fmt: skip  # a table reads by its lines
    (pair,) = doubles.of_workspace(workspace, SheetKind.ORGANISATION).pairs
    assert {pair.one, pair.other} == {str(boucle.pk), str(other.pk)}


def test_people_are_compared_too(workspace: Workspace, membre: User, client_for: ClientFor) -> None:
    moulin = OrganisationFactory.create(workspace=workspace, name="Le Moulin")
    for given, family in (("Mireille", "Castan"), ("Mireile", "Castan")):
        person = PersonFactory.create(
            workspace=workspace, given_name=given, family_name=family, email="m@castan.example"
        )
        FunctionFactory.create(person=person, organisation=moulin)
    shown = page(client_for, membre, f"{BASE}?fiches=person")
    assert "Deux noms proches" in shown
    assert "La même organisation : Le Moulin." in shown
    assert "Même adresse électronique : m@castan.example." in shown


def test_a_large_directory_is_compared_by_the_worker(
    workspace: Workspace, boucle: Organisation, twin: Organisation, pilote: User, client_for: ClientFor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip  # a table reads by its lines
    monkeypatch.setattr(doubles, "AT_ONCE", 1)
    client = client_for(pilote)
    assert "n’ont pas encore été comparées" in page(client_for, pilote)
    assert "En attente de son tour" in client.post(f"{BASE}comparer/", follow=True).content.decode()
    jobs.compare_doubles(Job.objects.get())
    Job.objects.update(state="done")
    shown = page(client_for, pilote)
    assert "1 proposition" in shown
    Organisation.objects.filter(pk=twin.pk).update(name="La Boucle, ressourcerie")
    assert "ont changé depuis" in page(client_for, pilote)
    Organisation.objects.filter(pk=twin.pk).update(archived_at=timezone.now())
    assert doubles.of_workspace(workspace, SheetKind.ORGANISATION).pairs == []
    assert client.get(f"{BASE}comparaison/").status_code == 302


def test_the_list_asks_as_many_questions_with_two_pairs_as_with_many(
    workspace: Workspace, boucle: Organisation, twin: Organisation, membre: User, client_for: ClientFor
) -> None:
    client = client_for(membre)

    def asked() -> int:
        client.get(BASE)
        with CaptureQueriesContext(connection) as queries:
            client.get(BASE)
        return len(queries)

    few = asked()
    for number in range(100):
        for name in (f"Cercle numéro {number}", f"Cercle numéro {number}, association"):
            OrganisationFactory.create(workspace=workspace, name=name, postal_code="94220")
    assert asked() == few
    assert few <= 15
