"""Screens of people and functions."""

import datetime as dt

import pytest

from conftest import ClientFor
from copil.directory.models import Function, Organisation, Person
from copil.identity.models import User, Workspace
from copil.search import queries
from tests.factories.directory import FunctionFactory, OrganisationFactory, PersonFactory

BASE = "/e/reseau-marne/organisations/"
PEOPLE = f"{BASE}personnes/"
FUNCTIONS = f"{BASE}fonctions/"


@pytest.fixture
def castan(workspace: Workspace) -> Person:
    return PersonFactory.create(workspace=workspace, family_name="Castan", phone="06 39 98 33 25")


@pytest.fixture
def moulin(workspace: Workspace) -> Organisation:
    return OrganisationFactory.create(workspace=workspace, name="Le Moulin")


def page(client_for: ClientFor, user: User, url: str) -> str:
    response = client_for(user).get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_each_person_in_their_place(
    castan: Person, pilote: User, membre: User, visiteur: User, client_for: ClientFor
) -> None:
    for path in ("", f"{castan.pk}/"):
        assert client_for(membre).get(PEOPLE + path).status_code == 200
        assert client_for(visiteur).get(PEOPLE + path).status_code == 404
    for path in ("nouvelle/", f"{castan.pk}/modifier/", f"{castan.pk}/archiver/"):
        assert client_for(pilote).get(PEOPLE + path).status_code == 200
        assert client_for(membre).get(PEOPLE + path).status_code == 403
        assert client_for(visiteur).get(PEOPLE + path).status_code == 404


def test_a_person_is_added_found_and_archived(
    workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    client = client_for(pilote)
    typed = {"given_name": "Émilie", "family_name": "D’Hondt", "phone": "0639983325", "email": "e@x.example"}
    assert client.post(f"{PEOPLE}nouvelle/", typed).status_code == 302
    person = Person.objects.get()
    assert (person.phone, person.name_key) == ("06 39 98 33 25", "d hondt emilie")
    assert "Émilie D’Hondt" in page(client_for, pilote, f"{PEOPLE}?q=emilie hondt")
    assert queries.find(workspace=workspace, question="hondt").count() == 1
    client.post(f"{PEOPLE}{person.pk}/archiver/")
    assert "Personne ne correspond" in page(client_for, pilote, f"{PEOPLE}?q=hondt")
    assert not queries.find(workspace=workspace, question="hondt").exists()
    client.post(f"{PEOPLE}{person.pk}/restaurer/")
    assert "Émilie" in page(client_for, pilote, PEOPLE)


def test_a_name_is_needed_and_a_telephone_has_ten_figures(pilote: User, client_for: ClientFor) -> None:
    shown = (
        client_for(pilote)
        .post(f"{PEOPLE}nouvelle/", {"given_name": "Émilie", "phone": "12"})
        .content.decode()
    )
    assert "dix chiffres" in shown
    assert "2 réponses sont à reprendre" in shown
    assert not Person.objects.exists()


def test_the_second_of_two_savers_sees_both_texts(
    castan: Person, pilote: User, client_for: ClientFor
) -> None:
    client, url = client_for(pilote), f"{PEOPLE}{castan.pk}/modifier/"
    form = {"given_name": "Mireille", "family_name": "Castan", "version": "1"}
    assert client.post(url, {**form, "availability": "Le mardi"}).status_code == 302
    late = client.post(url, {**form, "availability": "Le jeudi"})
    assert late.status_code == 409
    assert "Le mardi" in late.content.decode()
    assert "Le jeudi" in late.content.decode()


def test_a_function_for_somebody_known(
    castan: Person, moulin: Organisation, pilote: User, client_for: ClientFor, workspace: Workspace
) -> None:
    form = {
        "person": "Castan Mireille", "organisation": "moulin", "title": "Présidente", "is_contact": "on",
        "starts_on": "2024-03-01",
    }  # fmt: skip  # a table reads by its lines
    client = client_for(pilote)
    assert "Le Moulin" in page(client_for, pilote, f"{FUNCTIONS}nouvelle/?organisation={moulin.pk}")
    assert client.post(f"{FUNCTIONS}nouvelle/", form).status_code == 302
    function = Function.objects.get()
    assert (function.person, function.organisation) == (castan, moulin)
    assert (function.is_contact, function.starts_on) == (True, dt.date(2024, 3, 1))
    found = queries.find(workspace=workspace, question="présidente moulin")
    assert [one.object_id for one in found] == [castan.pk]


def test_a_function_for_somebody_new(moulin: Organisation, pilote: User, client_for: ClientFor) -> None:
    form = {"person": "Tom Lefèvre-Nguyen", "organisation": "Le Moulin", "title": "Coordinateur"}
    shown = client_for(pilote).post(f"{FUNCTIONS}nouvelle/", form, follow=True).content.decode()
    assert "Tom Lefèvre-Nguyen" in shown
    person = Person.objects.get()
    assert (person.given_name, person.family_name) == ("Tom", "Lefèvre-Nguyen")


def test_an_organisation_nobody_knows_is_refused(
    moulin: Organisation, pilote: User, client_for: ClientFor
) -> None:
    form = {"person": "Tom", "organisation": "Introuvable", "title": "Coordinateur"}
    shown = client_for(pilote).post(f"{FUNCTIONS}nouvelle/", form).content.decode()
    assert "Aucune organisation ne s’appelle" in shown
    assert not Person.objects.exists()


def test_a_function_is_changed_then_ended(
    castan: Person, moulin: Organisation, pilote: User, membre: User, visiteur: User, client_for: ClientFor
) -> None:
    function = FunctionFactory.create(
        organisation=moulin, person=castan, starts_on=dt.date(2024, 3, 1), is_contact=True
    )
    client, url = client_for(pilote), f"{FUNCTIONS}{function.pk}/"
    for path in ("modifier/", "terminer/"):
        assert client_for(membre).get(url + path).status_code == 403
        assert client_for(visiteur).get(url + path).status_code == 404
    assert client.post(f"{url}modifier/", {"title": "Vice-présidente", "version": "1"}).status_code == 302
    early = client.post(f"{url}terminer/", {"ends_on": "2023-01-01", "version": "2"})
    assert early.status_code == 302, "its first day was emptied by the change above"
    function.refresh_from_db()
    assert (function.title, function.is_contact, function.ends_on) == (
        "Vice-présidente",
        False,
        dt.date(2023, 1, 1),
    )
    assert client.post(f"{url}terminer/", {"ends_on": "2025-01-01", "version": "2"}).status_code == 409
    assert "Anciennes fonctions" in page(client_for, pilote, f"{BASE}{moulin.pk}/")


def test_a_function_cannot_end_before_it_began(
    castan: Person, moulin: Organisation, pilote: User, client_for: ClientFor
) -> None:
    function = FunctionFactory.create(organisation=moulin, person=castan, starts_on=dt.date(2024, 3, 1))
    url = f"{FUNCTIONS}{function.pk}/"
    form = {"title": "Présidente", "starts_on": "2024-03-01", "ends_on": "2024-02-01", "version": "1"}
    assert "avant le début" in client_for(pilote).post(f"{url}modifier/", form).content.decode()
    ended = client_for(pilote).post(f"{url}terminer/", {"ends_on": "2024-02-01", "version": "1"})
    assert "avant d’avoir commencé" in ended.content.decode()


def test_a_person_of_another_space_cannot_be_named(
    moulin: Organisation, pilote: User, client_for: ClientFor
) -> None:
    stranger = PersonFactory.create(family_name="Étrangère", given_name="Ida")
    form = {
        "person": "Ida Étrangère", "person_key": str(stranger.pk), "organisation": "Le Moulin",
        "title": "Bénévole",
    }  # fmt: skip  # a table reads by its lines
    client_for(pilote).post(f"{FUNCTIONS}nouvelle/", form)
    assert Function.objects.get().person != stranger
    assert "Étrangère" not in page(client_for, pilote, f"{FUNCTIONS}nouvelle/?person={stranger.pk}")
