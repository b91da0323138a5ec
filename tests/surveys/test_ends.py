"""Where a form, its answers and its links end: nothing typed is lost, nothing comes back by itself."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from conftest import ClientFor
from copil.identity.models import User, Workspace
from copil.notifications.models import OutboxMessage
from copil.surveys import actions
from copil.surveys.enums import SurveyState
from copil.surveys.models import Answer, Recipient, Survey
from tests.factories.directory import PersonFactory
from tests.factories.surveys import AT, question, survey_of, version_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(workspace: Workspace) -> Survey:
    return survey_of(workspace, question("nom", required=True))


def to(name: str, survey: Survey, **kwargs: object) -> str:
    return reverse(f"surveys:{name}", kwargs={"workspace": survey.workspace.slug, "pk": survey.pk, **kwargs})


def link_sent(survey: Survey, person: object, pilote: User) -> str:
    actions.add_recipient(survey=survey, person=person, email="", language="", by=pilote, at=AT)  # type: ignore[arg-type]  # a person
    actions.send(survey=survey, by=pilote, at=AT)
    found = re.search(r"/questionnaire/[\w-]+/", OutboxMessage.objects.latest("pk").body)
    assert found
    return found[0]


@time_machine.travel(AT, tick=False)
def test_the_last_day_stays_when_it_is_saved_again(
    client_for: ClientFor, pilote: User, survey: Survey
) -> None:
    client = client_for(pilote)
    typed = {"title": "Vos attentes", "purpose": "Préparer", "readers": "Nous", "kept_days": "90"}
    for _ in range(2):
        page = client.get(to("edit", survey)).content.decode()
        found = re.search(r'name="closes_on" value="([\d-]+)"', page)
        day = found[1] if found else "2026-11-23"
        version = Survey.objects.get().version
        client.post(to("edit", survey), {**typed, "closes_on": day, "version": version})
    held = Survey.objects.get()
    assert held.closes_at == dt.datetime(2026, 11, 23, 23, tzinfo=dt.UTC)  # midnight in Paris
    page = Client().get(reverse("surveys:public", args=[held.address])).content.decode()
    said = page.replace("\u00a0", " ")
    assert "jusqu’au lundi 23 novembre 2026 à 23 h 59" in said


@time_machine.travel(AT, tick=False)
def test_what_another_device_sends_is_kept_and_what_comes_too_late_is_shown_again(
    client: Client, survey: Survey, pilote: User
) -> None:
    link = link_sent(survey, PersonFactory.create(workspace=survey.workspace, email="a@b.example"), pilote)
    assert client.post(link, {"q-nom": "Du téléphone"}).status_code == 302
    assert client.post(link, {"q-nom": "De l’ordinateur"}).status_code == 302
    assert Answer.objects.get().values == {"nom": "De l’ordinateur"}
    actions.close(survey=survey, by=None, at=AT)
    for address in (link, link + "?changer=1", reverse("surveys:public", args=[survey.address])):
        late = client.post(address, {"q-nom": "Trop tard"}).content.decode()
        assert 'value="Trop tard"' in late
        assert "ne prend plus de réponse" in late
    assert Answer.objects.get().values == {"nom": "De l’ordinateur"}


def test_a_question_answered_another_way_is_another_question(
    client_for: ClientFor, pilote: User, survey: Survey
) -> None:
    actions.record_answer(
        asked=version_of(survey), values={"nom": "beaucoup"}, language="fr",
        holder=("", Answer().pk), at=AT,
    )  # fmt: skip  # a table reads by its lines
    client = client_for(pilote)
    asked = {"kind": "number", "label": "Combien", "version": Survey.objects.get().version}
    assert client.post(to("question_edit", survey, key="nom"), asked).status_code == 302
    [one] = version_of(survey).read().questions
    assert (one.kind, one.key != "nom") == ("number", True)
    page = client.get(to("answers", survey))
    assert page.status_code == 200
    assert "beaucoup" in page.content.decode()
    assert client.get(to("export", survey, file_format="csv")).status_code == 200


@time_machine.travel(AT, tick=False)
def test_who_asks_to_be_erased_is_asked_no_more(client: Client, survey: Survey, pilote: User) -> None:
    link = link_sent(survey, PersonFactory.create(workspace=survey.workspace, email="a@b.example"), pilote)
    client.post(link, {"q-nom": "Lucie"})
    actions.remove_answer(answer=Answer.objects.get(), by=pilote, at=AT)
    assert client.get(link).status_code == 404
    assert not Recipient.objects.current().exists()
    assert actions.send(survey=survey, by=pilote, at=AT + dt.timedelta(days=1)) == 0


def test_a_double_press_writes_once_and_a_reminder_later_writes_again(survey: Survey, pilote: User) -> None:
    link_sent(survey, PersonFactory.create(workspace=survey.workspace, email="a@b.example"), pilote)
    again = [actions.send(survey=survey, by=pilote, at=AT + dt.timedelta(minutes=one)) for one in (1, 4, 6)]
    assert again == [0, 0, 1]


def test_an_archived_form_is_read_and_taken_back(
    client_for: ClientFor, pilote: User, membre: User, survey: Survey
) -> None:
    actions.close(survey=survey, by=pilote, at=AT)
    client = client_for(pilote)
    done = client.post(to("move", survey, key="archiver"), follow=True).content.decode()
    assert to("move", survey, key="reprendre") in done
    listing = reverse("surveys:surveys", kwargs={"workspace": survey.workspace.slug})
    assert to("survey", survey) not in client.get(listing).content.decode()
    assert to("survey", survey) in client.get(listing + "?avancement=archive").content.decode()
    page = client.get(to("survey", survey)).content.decode()
    assert "Reprendre le questionnaire" in page
    assert "Ajouter" not in page.split("<main", 1)[1]
    assert client.get(to("answers", survey)).status_code == 200
    assert client_for(membre).get(to("survey", survey)).status_code == 404
    client.post(to("move", survey, key="reprendre"))
    held = Survey.objects.get()
    assert (held.archived_at, held.state) == (None, SurveyState.CLOSED)
