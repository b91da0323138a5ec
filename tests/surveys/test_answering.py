"""Answers: one for each link, with the version they answer, erased when their time comes."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from copil.core.errors import ActionRefused, Conflict
from copil.identity.models import User, Workspace
from copil.journal import actions as journal
from copil.journal.models import JournalEntry
from copil.notifications.models import Job, OutboxMessage
from copil.surveys import actions
from copil.surveys.actions import purging
from copil.surveys.models import Answer, Recipient, Survey, SurveyVersion
from tests.at_once import at_once
from tests.factories.directory import PersonFactory
from tests.factories.surveys import AT, question, survey_of, version_of

pytestmark = pytest.mark.django_db


def public(survey: Survey) -> str:
    return reverse("surveys:public", args=[survey.address])


@time_machine.travel(AT, tick=False)
def test_anybody_answers_sees_what_is_recorded_and_changes_it(client: Client, workspace: Workspace) -> None:
    survey = survey_of(workspace, question("nom", required=True), question("mots", "long"))
    page = client.get(public(survey)).content.decode()
    assert "Préparer la journée." in page
    assert not Answer.objects.exists()
    once = re.search(r'name="once" value="([^"]+)"', page)
    assert once
    refused = client.post(public(survey), {"q-nom": "", "q-mots": "Gardé", "once": once[1]})
    assert "obligatoire" in refused.content.decode()
    assert "Gardé" in refused.content.decode()
    typed = {"q-nom": "Lucie <b>", "once": once[1]}
    kept = client.post(public(survey), typed)
    client.post(public(survey), typed)
    assert Answer.objects.get().values == {"nom": "Lucie <b>"}
    own = kept["Location"]
    assert "Lucie" not in own
    assert "Lucie &lt;b&gt;" in client.get(own).content.decode()
    changing = f"{own}&changer=1"
    assert 'value="Lucie &lt;b&gt;"' in client.get(changing).content.decode()
    assert client.post(changing, {"q-nom": "Lucie D."}).status_code == 302
    assert Answer.objects.get().values == {"nom": "Lucie D."}
    actions.close(survey=survey, by=None, at=AT)
    assert client.get(public(survey)).status_code == 404
    assert "Lucie D." in client.get(changing).content.decode()
    assert journal.verify(workspace) == []
    assert "Lucie" not in str([one.payload for one in JournalEntry.objects.all()])


@time_machine.travel(AT, tick=False)
def test_a_personal_link_holds_one_answer(client: Client, workspace: Workspace, pilote: User) -> None:
    survey = survey_of(workspace, languages=["en"], public=False)
    person = PersonFactory.create(workspace=workspace, email="lucie@ville.example")
    actions.add_recipient(survey=survey, person=person, email="", language="en", by=pilote, at=AT)
    assert actions.send(survey=survey, by=pilote, at=AT) == 1
    written = OutboxMessage.objects.latest("pk")
    assert (written.recipient, written.language) == ("lucie@ville.example", "en")
    found = re.search(r"/questionnaire/[\w-]+/", written.body)
    assert found
    assert client.get(found[0]).status_code == 200
    client.post(found[0], {"q-nom": "Un"})
    client.post(found[0] + "?changer=1", {"q-nom": "Deux"})
    assert [one.values for one in Answer.objects.all()] == [{"nom": "Deux"}]
    assert actions.send(survey=survey, by=pilote, at=AT) == 0
    actions.remove_recipient(recipient=Recipient.objects.get(), by=pilote, at=AT)
    assert client.get(found[0]).status_code == 404


def test_an_answered_version_is_never_changed(workspace: Workspace, pilote: User) -> None:
    survey = survey_of(workspace)
    first = version_of(survey)
    holder = ("", uuid.uuid4())
    kept = actions.record_answer(asked=first, values={"nom": "A"}, language="fr", holder=holder, at=AT)
    now = Survey.objects.get()
    better = question("nom", label="Votre nom")
    with pytest.raises(Conflict):
        actions.put_question(survey=now, question=better, expected=1, by=pilote, at=AT)
    actions.put_question(survey=now, question=better, expected=now.version, by=pilote, at=AT)
    assert [one.number for one in SurveyVersion.objects.order_by("number")] == [1, 2]
    asked = Answer.objects.get(pk=kept.pk).asked.read().question("nom")
    assert asked is not None
    assert asked.label["fr"] == "Question nom"
    with pytest.raises(ActionRefused):
        actions.record_answer(
            asked=first, values={}, language="fr", holder=("surveys.recipient", holder[1]), at=AT
        )


def test_answers_past_their_time_are_erased(workspace: Workspace) -> None:
    survey = survey_of(workspace, kept_days=30)
    days = [dt.timedelta(days=0), dt.timedelta(days=20)]
    for later in days:
        actions.record_answer(
            asked=version_of(survey), values={}, language="fr", holder=("", uuid.uuid4()), at=AT + later
        )
    job = Job.objects.get(name=purging.PURGE)
    assert job.run_at.date() == (AT + dt.timedelta(days=31)).date()
    with time_machine.travel(job.run_at, tick=False):
        purging.run(job)
        purging.run(job)
    assert Answer.objects.count() == 1
    payload: Any = JournalEntry.objects.get(verb="purge").payload
    assert payload["changes"] == {"removed": 1}
    assert Job.objects.filter(name=purging.PURGE).count() == 2


def test_too_many_from_one_place_wait(client: Client, workspace: Workspace, settings: object) -> None:
    survey = survey_of(workspace)
    settings.ACCOUNT_RATE_LIMITS = {"public_form": "2/m/ip"}  # type: ignore[attr-defined]  # pytest-django's own
    sent = [client.post(public(survey), {"q-nom": f"N{turn}"}).status_code for turn in range(3)]
    assert sent == [302, 302, 200]
    page = client.post(public(survey), {"q-nom": "Rien de perdu"}).content.decode()
    assert "Trop d’envois" in page
    assert "Rien de perdu" in page
    assert Answer.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_one_link_used_at_once_holds_one_answer(workspace: Workspace) -> None:
    survey = survey_of(workspace)
    version, holder = version_of(survey), ("", uuid.uuid4())

    def act(number: int) -> None:
        actions.record_answer(asked=version, values={"nom": str(number)}, language="fr", holder=holder, at=AT)

    at_once(act, times=12)
    assert Answer.objects.count() == 1
    assert journal.verify(workspace) == []
