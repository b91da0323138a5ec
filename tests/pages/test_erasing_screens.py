"""The screens of an erasure, an account, what forbids it, and doing it again after a restoration."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conftest import ClientFor
from copil.accounts.models import Erasure
from copil.core.errors import ActionRefused
from copil.directory.models import Person
from copil.identity.enums import Role
from copil.identity.models import Membership, User, Workspace
from copil.journal import actions as journal
from copil.notifications.actions import write
from copil.notifications.models import OutboxMessage
from copil.pages.erasing import ledger, people, replaying
from copil.search import recent
from tests.factories.directory import PersonFactory
from tests.factories.identity import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "chemin-partage-2026"


@pytest.fixture
def admin(workspace: Workspace) -> User:
    user = UserFactory.create(given_name="Colette", family_name="Ferrand", email="colette@marne.example")
    MembershipFactory.create(workspace=workspace, user=user, role=Role.ADMIN)
    return user


@pytest.fixture(autouse=True)
def beside(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


def test_an_administrator_sees_what_goes_then_erases(
    workspace: Workspace, admin: User, client_for: ClientFor, django_capture_on_commit_callbacks: Any
) -> None:
    person = PersonFactory.create(workspace=workspace, given_name="Odile", family_name="Vasseur", user=None)
    PersonFactory.create(
        workspace=workspace, family_name="Autre", internal_note="Vu avec Odile Vasseur. La rue Vasseur, non."
    )
    url = f"/e/{workspace.slug}/effacements/personne/{person.pk}/"
    client = client_for(admin)
    assert client.get(url).headers["Location"].startswith("/compte/confirmer/")
    client.post("/compte/confirmer/", {"password": PASSWORD})
    with CaptureQueriesContext(connection) as queries:
        page = client.get(url).content.decode()
    assert len(queries) <= 17
    assert "Vu avec Odile Vasseur" in page
    refused = client.post(url, {"name": "Odile Vasseure"})
    assert "Ce n’est pas le nom de cette personne" in refused.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(url, {"name": "odile vasseur"}, follow=True)
    assert "Personne de l’annuaire" in answer.content.decode()
    person.refresh_from_db()
    assert (str(person), person.is_archived) == ("Personne effacée", True)
    assert (
        Person.objects.get(family_name="Autre").internal_note
        == "Vu avec Personne effacée. La rue Vasseur, non."
    )
    assert journal.verify(workspace) == []
    assert [line.subject for line in ledger.read()] == [str(person.pk)]


def test_an_account_goes_with_its_sheets_its_mails_and_its_sessions(
    workspace: Workspace, admin: User, membre: User, client_for: ClientFor
) -> None:
    sheet = PersonFactory.create(workspace=workspace, user=membre, given_name="Yves", family_name="Lacombe")
    write(kind="account.password", email=membre.email, text="Vous le demandez.", at=timezone.now())
    recent.remember(user=membre, workspace=workspace, question="jardin", at=timezone.now())
    theirs = client_for(membre)
    assert theirs.get(f"/e/{workspace.slug}/").status_code == 200
    client = client_for(admin)
    client.post("/compte/confirmer/", {"password": PASSWORD})
    pk = Membership.objects.get(user=membre).pk
    url = f"/e/{workspace.slug}/effacements/compte/{pk}/"
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    assert len(queries) <= 17, [one["sql"][:150] for one in queries]
    client.post(url, {"name": "Yves Lacombe"})
    assert theirs.get(f"/e/{workspace.slug}/").status_code == 302
    membre.refresh_from_db()
    sheet.refresh_from_db()
    assert (membre.is_active, membre.has_usable_password(), str(sheet.user)) == (False, False, "None")
    assert membre.get_full_name() == "Personne effacée" == str(sheet)
    assert not Membership.objects.filter(user=membre).exists()
    assert list(OutboxMessage.objects.values_list("recipient", "body", "state")) == [("", "", "withdrawn")]


def test_what_must_be_done_first_is_said(
    workspace: Workspace, admin: User, membre: User, visiteur: User
) -> None:
    MembershipFactory.create(workspace=workspace, user=visiteur)
    asked: dict[str, Any] = {"by": admin, "workspace": workspace}
    said = people.obstacles(people.of_account(admin), **asked)
    assert "nommez-en une autre d’abord" in said[0]
    assert "autre personne de l’administration" in said[1]
    [said_elsewhere] = people.obstacles(people.of_account(visiteur), **asked)
    assert "seule la personne qui gère l’installation" in said_elsewhere
    sheet = PersonFactory.create(workspace=workspace, user=membre)
    assert "a un compte" in people.obstacles(people.of_sheet(sheet), **asked)[0]
    assert people.obstacles(people.of_account(membre), **asked) == []


def test_what_another_workspace_says_of_somebody_is_not_shown_here(
    workspace: Workspace, admin: User, visiteur: User, client_for: ClientFor
) -> None:
    access = MembershipFactory.create(workspace=workspace, user=visiteur)
    there = Membership.objects.exclude(pk=access.pk).get(user=visiteur).workspace
    PersonFactory.create(workspace=there, internal_note="Ousmane Diarra est en désaccord avec le bureau.")
    client = client_for(admin)
    url = f"/e/{workspace.slug}/effacements/compte/{access.pk}/"
    client.post("/compte/confirmer/", {"password": PASSWORD})
    page = client.get(url).content.decode()
    assert "seule la personne qui gère l’installation" in page
    for secret in ("désaccord", "Ailleurs", "Effacer définitivement", "Ce qui concerne"):
        assert secret not in page
    User.objects.filter(pk=admin.pk).update(is_operator=True)
    assert "désaccord" in client.get(url).content.decode()


def test_an_erasure_is_done_again_on_older_data(workspace: Workspace, admin: User) -> None:
    person = PersonFactory.create(workspace=workspace, given_name="Odile", family_name="Vasseur")
    line = ledger.Line(
        at="2026-11-22T20:00:00+00:00", kind="person", subject=str(person.pk), scope={"alone": True}
    )
    ledger.add_lines([line])
    assert replaying.replay(ledger.read()) == 1
    assert replaying.replay(ledger.read()) == 0
    person.refresh_from_db()
    assert str(person) == "Personne effacée"
    assert Erasure.objects.get().asked_by is None
    ledger.path().write_text(ledger.path().read_text().replace("true", "false"))
    with pytest.raises(ActionRefused, match="modifiée, ligne 1"):
        list(ledger.read())


def test_erasures_of_the_same_instant_leave_one_chain() -> None:
    start = threading.Barrier(8)

    def add(number: int) -> None:
        start.wait()
        subject = str(uuid.UUID(int=number))
        ledger.add_lines([ledger.Line(at="2026-11-22", kind="person", subject=subject, scope={})])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(8)))
    assert len(list(ledger.read())) == 8
