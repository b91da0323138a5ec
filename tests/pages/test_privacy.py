"""Data about people: a whole register, and a file that holds one person's data and nobody else's."""

import json
import re
from collections import Counter

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.utils import timezone

from conftest import ClientFor
from copil.accounts import retention
from copil.core.privacy import Family
from copil.directory.models import Person
from copil.identity.models import User, Workspace
from copil.notifications.actions import write
from copil.pages import own_data, processings
from copil.pages.views import privacy
from copil.search import recent
from tests.factories.directory import PersonFactory

PASSWORD = "chemin-partage-2026"
OURS = [model for model in apps.get_models() if model.__module__.startswith("copil.")]


def test_each_model_with_data_about_people_is_in_one_processing() -> None:
    personal = {model._meta.label for model in OURS if processings.families_of(model._meta.label)}
    listed = Counter(label for row in processings.register() for label in row.models)
    assert personal - listed.keys() == set(), "not in the register"
    assert [label for label, times in listed.items() if times > 1] == []
    assert all(row.families for row in processings.register())


def test_each_family_of_data_has_its_name_and_how_long_it_is_kept() -> None:
    held = {row: set().union(*map(processings.families_of, row.models)) for row in processings.register()}
    present = set().union(*held.values())
    assert present == processings.NAMES.keys()
    for family in present:
        assert all(row.retention.strip() for row, families in held.items() if family in families), family
    for row, families in held.items():
        if Family.SENSITIVE in families:  # erased after a delay that is said, never « the life of » something
            assert re.search(r"\d+ (jours|mois|ans?)\b", row.retention), row.key


def test_what_is_erased_each_day_has_a_duration_and_words() -> None:
    assert settings.RETENTION_DAYS.keys() == retention.families().keys() == privacy.ERASED.keys()


def test_each_model_that_names_somebody_is_in_their_file() -> None:
    names = {"user": User, "person": Person}
    naming = {
        model._meta.label
        for model in OURS
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is names.get(field.name)
    }
    assert len(naming) > 20
    assert naming - own_data.about().keys() == set()


@pytest.mark.django_db
def test_everybody_reads_what_is_done_with_the_data(client: Client) -> None:
    page = client.get("/donnees-personnelles/").content.decode().replace("\u00a0", " ")
    assert "L’annuaire des organisations et des personnes" in page
    assert "fermé après 2 ans sans connexion" in page
    assert "Derniers effacements" not in page


@pytest.mark.django_db
def test_a_person_receives_their_data_and_nobody_elses(
    workspace: Workspace, pilote: User, membre: User, client_for: ClientFor
) -> None:
    mine = {"given_name": "Nadia", "family_name": "Benhaddou", "phone": "01 02 03 04 05"}
    PersonFactory.create(workspace=workspace, user=pilote, internal_note="Note de travail", **mine)
    PersonFactory.create(workspace=workspace, user=membre, given_name="Yves", family_name="Lacombe")
    for user, words in ((pilote, "jardin partagé"), (membre, "mobilité rurale")):
        recent.remember(user=user, workspace=workspace, question=words, at=timezone.now())
    write(kind="account.password", email=membre.email, text="Vous le demandez.", at=timezone.now())
    client = client_for(pilote)
    assert client.post("/compte/mes-donnees/").headers["Location"].startswith("/compte/confirmer/")
    client.post("/compte/confirmer/", {"password": PASSWORD})
    answer = client.post("/compte/mes-donnees/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    text = answer.content.decode()
    data = json.loads(text)["data"]
    assert data["identity.User"][0]["email"] == pilote.email
    assert data["directory.Person"][0]["phone"] == mine["phone"]
    assert [row["question"] for row in data["search.RecentSearch"]] == ["jardin partagé"]
    for foreign in ("Lacombe", membre.email, "mobilité rurale", "Note de travail", pilote.password):
        assert foreign not in text
