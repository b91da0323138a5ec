"""« Où en êtes-vous ? »: a link without account, used as often as one likes: one row, one state."""

import datetime as dt
import re

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from conftest import ClientFor
from copil.core.errors import ActionRefused
from copil.directory.models import Person
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import SignedLink, User, Workspace
from copil.journal import actions as journal
from copil.journal.models import JournalEntry
from copil.notifications.models import OutboxMessage
from copil.tasks import actions
from copil.tasks.enums import TaskState
from copil.tasks.models import StatusRequest, Task
from tests.at_once import at_once
from tests.factories.directory import PersonFactory
from tests.factories.tasks import TaskFactory


@pytest.fixture
def claire(workspace: Workspace) -> Person:
    return PersonFactory.create(
        workspace=workspace, given_name="Claire", family_name="Vasseur", email="claire@ville.example"
    )


@pytest.fixture
def task(workspace: Workspace, claire: Person) -> Task:
    return TaskFactory.create(workspace=workspace, person=claire, title="Réserver la salle du conseil")


def asked(task: Task, by: User, at: dt.datetime) -> str:
    """Ask, and return the token that left."""
    until = (at + dt.timedelta(days=10)).date()
    actions.ask(task=task, email="claire@ville.example", until=until, by=by, at=at)
    found = re.search(
        r"/suivi/([\w-]+)/", OutboxMessage.objects.filter(kind="tasks.status_asked").latest("pk").body
    )
    assert found
    return found.group(1)


@pytest.mark.django_db
def test_a_person_without_account_answers_and_changes_her_mind(
    client_for: ClientFor, pilote: User, task: Task
) -> None:
    page = f"/e/reseau-marne/taches/{task.pk}/"
    client = client_for(pilote)
    until = timezone.localdate() + dt.timedelta(days=9)
    sent = {"email": "claire@ville.example", "until": until.isoformat(), "word": "Pour mardi ?"}
    assert client.post(f"{page}demander/", sent).status_code == 302
    message = OutboxMessage.objects.get(kind="tasks.status_asked")
    assert "Pour mardi" in message.body
    assert task.title not in message.subject
    found = re.search(r"/suivi/[\w-]+/", message.body)
    assert found
    guest, address = Client(), found.group()
    before = list(Task.objects.values()) + list(StatusRequest.objects.values())
    shown = guest.get(address)
    assert "Réserver la salle du conseil" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert list(Task.objects.values()) + list(StatusRequest.objects.values()) == before
    assert SignedLink.objects.get().used_at is None
    assert guest.post(address, {"answer": "doing"}).status_code == 302
    refused = guest.post(address, {"answer": "blocked"})
    assert "Dites en une phrase" in refused.content.decode()
    assert guest.post(address, {"answer": "blocked", "sentence": "La clé manque."}).status_code == 302
    task.refresh_from_db()
    assert (task.state, task.unblocked_when) == ("blocked", "La clé manque.")
    assert guest.post(address, {"answer": "dropped"}).status_code == 200
    assert "La clé manque." in client.get(page).content.decode()
    assert client.post(f"{page}lien/fermer/").status_code == 302
    assert guest.get(address).status_code == 404
    assert guest.post(address, {"answer": "done"}).status_code == 404
    assert StatusRequest.objects.get().answer == "blocked"


@pytest.mark.django_db
def test_a_link_counts_the_days_of_its_workspace_and_the_next_page_its_own(
    pilote: User, task: Task, workspace: Workspace, now: dt.datetime
) -> None:
    at = now.replace(hour=20, minute=0)
    Workspace.objects.filter(pk=workspace.pk).update(time_zone="Pacific/Auckland")
    Task.objects.filter(pk=task.pk).update(due_on=at.date())
    address = f"/suivi/{asked(task, pilote, at)}/"
    with time_machine.travel(at, tick=False):
        assert "1\u00a0jour de retard" in Client().get(address).content.decode()
        assert timezone.get_current_timezone_name() == "Pacific/Auckland"
        Client().get("/connexion/")
        assert timezone.get_current_timezone_name() == settings.TIME_ZONE


@pytest.mark.django_db
def test_a_link_dies_with_its_day_its_purpose_a_new_one_or_another_person(
    pilote: User, task: Task, now: dt.datetime
) -> None:
    first = asked(task, pilote, now)
    assert links.find(first, purpose=LinkPurpose.OPINION, at=now) is None
    assert links.find(first, purpose=LinkPurpose.STATUS, at=now + dt.timedelta(days=12)) is None
    second = asked(task, pilote, now)
    assert links.find(first, purpose=LinkPurpose.STATUS, at=now) is None
    link = links.find(second, purpose=LinkPurpose.STATUS, at=now)
    assert link is not None
    other = PersonFactory.create(workspace=task.workspace)
    task.refresh_from_db()
    actions.assign(task=task, person=other, expected=task.version, by=pilote, at=now)
    assert links.find(second, purpose=LinkPurpose.STATUS, at=now) is None
    with pytest.raises(ActionRefused):
        actions.answer(link=link, state="done", sentence="", at=now)
    assert StatusRequest.objects.filter(closed_at=None).count() == 0


@pytest.mark.django_db
def test_nobody_is_asked_about_what_was_given_up(pilote: User, task: Task, now: dt.datetime) -> None:
    link = links.find(asked(task, pilote, now), purpose=LinkPurpose.STATUS, at=now)
    assert link is not None
    task.refresh_from_db()
    actions.move(task=task, to=TaskState.DROPPED, reason="Annulé", expected=task.version, by=pilote, at=now)
    with pytest.raises(ActionRefused):
        actions.answer(link=link, state="done", sentence="", at=now)
    with pytest.raises(ActionRefused):
        asked(task, pilote, now)


@pytest.mark.django_db(transaction=True)
def test_fifty_concurrent_uses_of_one_link_end_in_one_row_and_one_state(
    pilote: User, task: Task, now: dt.datetime
) -> None:
    link = links.find(asked(task, pilote, now), purpose=LinkPurpose.STATUS, at=now)
    assert link is not None
    answers = ["doing", "done"]  # neither is the state it begins with: each answer kept moves the task
    at_once(lambda number: actions.answer(link=link, state=answers[number % 2], sentence="", at=now))
    question, stored = StatusRequest.objects.get(), Task.objects.get()
    assert question.answer == stored.state
    said = JournalEntry.objects.filter(verb="answer")
    assert said.count() == question.version - 1
    assert stored.version == 1 + said.count()
    assert journal.verify(task.workspace) == []
