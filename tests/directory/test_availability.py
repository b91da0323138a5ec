"""When people are free: in words, day by day, on their page."""

import datetime as dt

import pytest

from conftest import ClientFor
from copil.directory.models import Availability
from copil.directory.rules import availability as rules
from copil.identity.models import User, Workspace
from tests.factories.directory import PersonFactory

PEOPLE = "/e/reseau-marne/organisations/personnes/"


@pytest.mark.parametrize(
    ("weekdays", "words"),
    [
        ("", "Tous les jours"),
        ("1234567", "Tous les jours"),
        ("12345", "Du lundi au vendredi"),
        ("2", "Mardi"),
        ("146", "Lundi, jeudi et samedi"),
    ],
)
def test_days_in_words(weekdays: str, words: str) -> None:
    assert rules.days_in_words(weekdays) == words


def test_a_day_falls_in_or_not() -> None:
    monday, october = dt.date(2026, 10, 5), dt.date(2026, 10, 1)
    assert rules.holds(weekdays="1", starts_on=october, ends_on=None, day=monday)
    assert not rules.holds(weekdays="2", starts_on=october, ends_on=None, day=monday)
    assert not rules.holds(weekdays="", starts_on=None, ends_on=october, day=monday)


@pytest.mark.django_db
def test_noted_changed_and_taken_off(
    workspace: Workspace, pilote: User, membre: User, visiteur: User, client_for: ClientFor
) -> None:
    person = PersonFactory.create(workspace=workspace, family_name="Castan")
    add = f"{PEOPLE}{person.pk}/disponibilites/"
    client = client_for(pilote)
    assert client_for(membre).get(add).status_code == 403
    assert client_for(visiteur).get(add).status_code == 404
    wrong = {
        "weekdays": ["1"],
        "part": "soir",
        "starts_on": "2026-10-30",
        "ends_on": "2026-10-06",
        "note": "Visio",
    }
    refused = client.post(add, wrong).content.decode()
    assert "La fin vient avant le début" in refused
    assert 'value="Visio"' in refused
    right = {**wrong, "weekdays": ["4", "1"], "ends_on": "2026-11-30"}
    assert client.post(add, right).status_code == 302
    one = Availability.objects.get()
    assert one.weekdays == "14"
    page = client_for(membre).get(f"{PEOPLE}{person.pk}/").content.decode()
    assert "Lundi et jeudi, le soir" in page
    edit = f"{PEOPLE}disponibilites/{one.pk}/"
    assert client.post(edit, {"part": "matin", "is_absence": "on", "version": 1}).status_code == 302
    assert client.post(edit, {"part": "soir", "version": 1}).status_code == 409
    assert "Absente" in client.get(f"{PEOPLE}{person.pk}/").content.decode()
    assert client.post(f"{edit}retirer/").status_code == 302
    assert client.post(f"{edit}retirer/").status_code == 404
    assert "Absente" not in client.get(f"{PEOPLE}{person.pk}/").content.decode()
