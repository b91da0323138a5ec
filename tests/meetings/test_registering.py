"""The public registration: places, line, mails, nobody told of anybody else."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.db.models import F
from django.test import Client
from django.urls import reverse

from conftest import ClientFor
from copil.core.errors import ActionRefused
from copil.directory.models import Person
from copil.identity.models import User, Workspace
from copil.journal import actions as journal
from copil.journal.models import JournalEntry
from copil.meetings.actions import forgetting, registering, registration_page, replies
from copil.meetings.actions.inviting import tell
from copil.meetings.actions.registering import Typed
from copil.meetings.enums import MeetingState, Reply
from copil.meetings.enums import RegistrationState as State
from copil.meetings.models import (
    Hospitality,
    Invitation,
    Meeting,
    Participant,
    Registration,
    RegistrationPage,
)
from copil.notifications import worker
from copil.notifications.models import Job, OutboxMessage
from copil.surveys import actions as surveys
from copil.surveys.models import Answer
from tests.at_once import at_once
from tests.counting import queries_of
from tests.factories.directory import OrganisationFactory, PersonFactory
from tests.factories.meetings import AT, meeting_of
from tests.factories.surveys import question

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def page_of(workspace: Workspace, **values: object) -> RegistrationPage:
    meeting = meeting_of(workspace, title="Lancement", kind="launch")
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.CALLED)
    registration_page.save_page(meeting=meeting, values=values, expected=0, by=None, at=AT)
    registration_page.open_page(meeting=meeting, by=None, at=AT)
    found: RegistrationPage = RegistrationPage.objects.select_related("meeting").get()
    return found


def come(page: RegistrationPage, name: str, *, at: dt.datetime = AT, **values: object) -> Registration:
    typed = Typed(
        given_name="Lucie",
        family_name=name,
        email=f"{name.lower()}@ville.example",
        **values,  # type: ignore[arg-type]  # what tests vary
    )
    return registering.register(page=page, typed=typed, at=at)


def states() -> list[str]:
    return list(Registration.objects.order_by("created_at", "pk").values_list("state", flat=True))


def link_of(one: Registration) -> str:
    written = OutboxMessage.objects.filter(recipient=one.email).latest("pk")
    found = re.search(r"/mon-inscription/[\w-]+/", written.body)
    assert found
    return found[0]


@time_machine.travel(AT, tick=False)
def test_somebody_registers_comes_changes_and_cancels(client: Client, workspace: Workspace) -> None:
    page = page_of(workspace, capacity=2, languages=["fr", "en"])
    OrganisationFactory.create(workspace=workspace, name="La Fabrique du Pont")
    url = reverse("meetings:register", args=[page.address])
    shown = client.get(url).content.decode()
    assert "Il reste 2\u00a0places" in shown or "Il reste 2 places" in shown
    typed = {"given_name": "Lucie", "family_name": "Roux", "organisation": "la fabrique du pont"}
    refused = client.post(url, {**typed, "email": "lucie@"}).content.decode()
    assert "adresse complète" in refused
    assert "la fabrique du pont" in refused
    answer = client.post(url, {**typed, "email": "Lucie@Ville.example"})
    assert answer.status_code == 302
    thanks = client.get(answer["Location"]).content.decode()
    one = Registration.objects.get()
    assert (one.state, one.email) == (State.REGISTERED, "lucie@ville.example")
    assert one.organisation is not None
    invitation = Invitation.objects.get()
    assert (invitation.reply, str(invitation.participant)) == (Reply.YES, "Lucie Roux")
    assert "METHOD:REQUEST" in OutboxMessage.objects.get(recipient=one.email).calendar
    before = OutboxMessage.objects.count()
    assert tell(meeting=page.meeting, at=AT) == 0
    again = client.post(url, {**typed, "email": "lucie@ville.example"})
    assert client.get(again["Location"]).content.decode() == thanks
    assert (Registration.objects.count(), OutboxMessage.objects.count()) == (1, before + 1)
    mine = link_of(one)
    client.post(mine, {"act": "change", "given_name": "Lucie", "family_name": "Leroux", "organisation": ""})
    one.refresh_from_db()
    assert one.family_name == "Leroux"
    assert Registration.objects.filter(organisation=None).exists()
    assert "Leroux" in client.get(mine).content.decode()
    client.post(mine, {"act": "cancel"})
    assert states() == [State.CANCELLED]
    assert Invitation.objects.get().reply == Reply.NO
    assert client.get(mine).status_code == 200
    assert journal.verify(workspace) == []
    told = [one.payload for one in JournalEntry.objects.filter(verb__contains="register")]
    assert "ville.example" not in str(told)


@time_machine.travel(AT, tick=False)
def test_a_freed_place_is_offered_in_order_and_taken_back(client: Client, workspace: Workspace) -> None:
    page = page_of(workspace, capacity=1, confirm_hours=24)
    first, second, third = [come(page, name, at=AT + turn * HOUR) for turn, name in enumerate("ABC")]
    assert states() == [State.REGISTERED, State.WAITING, State.WAITING]
    assert Participant.objects.count() == 1
    registering.cancel(registration=first, at=AT)
    assert states() == [State.CANCELLED, State.OFFERED, State.WAITING]
    mine = link_of(second)
    assert "Prendre cette place" in client.get(mine).content.decode()
    job = Job.objects.get(name=registering.LAPSE)
    assert not registering.lapse(pk=second.pk, at=AT + 23 * HOUR)
    with time_machine.travel(AT + 24 * HOUR, tick=False):
        registering.run_lapse(job)
        registering.run_lapse(job)
        assert states() == [State.CANCELLED, State.LAPSED, State.OFFERED]
        with pytest.raises(ActionRefused):
            registering.confirm(registration=second, at=AT + 24 * HOUR)
        registering.confirm(registration=third, at=AT + 25 * HOUR)
    assert states()[2] == State.REGISTERED


@time_machine.travel(AT, tick=False)
def test_who_answers_no_to_an_invitation_frees_the_place(workspace: Workspace, pilote: User) -> None:
    page = page_of(workspace, capacity=1)
    come(page, "A")
    come(page, "B", at=AT + HOUR)
    invitation = Invitation.objects.get()
    replies.note(invitation=invitation, reply="no", represented_by=None, word="", by=pilote, at=AT)
    assert states() == [State.CANCELLED, State.OFFERED]


def test_places_are_kept_for_some(workspace: Workspace, pilote: User) -> None:
    page = page_of(workspace, capacity=3, waiting_list=False)
    common: dict[str, Any] = {"by": pilote, "at": AT}
    kept = registration_page.add_reserve(
        meeting=page.meeting, label="Associations", kind="association", places=2, **common
    )
    with pytest.raises(ActionRefused, match="3 places"):
        registration_page.add_reserve(meeting=page.meeting, label="Élus", kind="", places=2, **common)
    OrganisationFactory.create(workspace=workspace, name="Les Amis", kind="association")
    come(page, "Un")
    with pytest.raises(ActionRefused, match="Toutes les places"):
        come(page, "Deux")
    assert come(page, "Trois", organisation="Les Amis").reserve == kept
    come(page, "Quatre", reserve=kept)
    with pytest.raises(ActionRefused, match="3 places sont déjà prises"):
        registration_page.save_page(
            meeting=page.meeting,
            values={"capacity": 2},
            expected=RegistrationPage.objects.get().version,
            by=pilote,
            at=AT,
        )


def test_more_is_asked_and_the_answer_kept(client: Client, workspace: Workspace) -> None:
    page = page_of(workspace)
    survey = registration_page.begin_questions(meeting=page.meeting, by=None, at=AT)
    surveys.put_question(
        survey=survey, question=question("regime", required=True), expected=1, by=None, at=AT
    )
    url = reverse("meetings:register", args=[page.address])
    typed = {"given_name": "Lucie", "family_name": "Roux", "email": "lucie@ville.example"}
    with time_machine.travel(AT, tick=False):
        assert "obligatoire" in client.post(url, typed).content.decode()
        client.post(url, {**typed, "q-regime": "Sans porc"})
    assert Answer.objects.get().holder_id == Registration.objects.get().pk
    assert Answer.objects.get().values == {"regime": "Sans porc"}


def test_registrations_are_erased_a_year_after(workspace: Workspace) -> None:
    page = page_of(workspace)
    come(page, "A")
    job = Job.objects.get(name=forgetting.FORGET)
    assert forgetting.forget(pk=page.pk, at=job.run_at - dt.timedelta(days=1)) == 0
    with time_machine.travel(job.run_at, tick=False):
        forgetting.run(job)
        forgetting.run(job)
    assert not Registration.objects.exists()
    assert Participant.objects.count() == 1
    assert JournalEntry.objects.filter(verb="forget_registrations").count() == 1
    assert journal.verify(workspace) == []


def test_registrations_of_a_meeting_moved_later_the_same_day_are_erased_too(workspace: Workspace) -> None:
    page = page_of(workspace)
    come(page, "A")
    job = Job.objects.get(name=forgetting.FORGET)
    Meeting.objects.update(duration=F("duration") + 120)
    with time_machine.travel(job.run_at, tick=False):
        worker.run_all()
    assert Registration.objects.exists()
    with time_machine.travel(job.run_at + dt.timedelta(hours=3), tick=False):
        worker.run_all()
    assert not Registration.objects.exists()


@time_machine.travel(AT, tick=False)
def test_a_meal_is_asked_about_and_forgotten_with_the_place(client: Client, workspace: Workspace) -> None:
    page = page_of(workspace, capacity=1)
    Meeting.objects.update(meal=True)
    url = reverse("meetings:register", args=[page.address])
    typed = {"given_name": "Lucie", "family_name": "Roux", "email": "lucie@ville.example"}
    client.post(url, {**typed, "diet": "vegan", "needs": "Fauteuil"})
    kept = Hospitality.objects.get()
    assert (kept.diet, kept.details) == ("vegan", "Fauteuil")
    assert 'name="diet"' not in client.get(url).content.decode()
    mine = link_of(Registration.objects.get())
    client.post(mine, {"act": "change", **typed, "diet": "no-pork"})
    assert Hospitality.objects.get().diet == "no-pork"
    client.post(mine, {"act": "cancel"})
    assert not Hospitality.objects.exists()


def test_a_known_person_is_found_again(workspace: Workspace) -> None:
    page = page_of(workspace)
    there = {"workspace": workspace, "family_name": "Roux", "email": "a@ville.example"}
    shared = [PersonFactory.create(given_name=name, **there) for name in ("Paul", "Lucie")]
    one = registering.register(page=page, typed=Typed("Lucie", "Roux", "A@ville.example"), at=AT)
    assert one.person == shared[1]
    assert Person.objects.filter(email__iexact="a@ville.example").count() == 2


def test_the_organiser_follows_and_acts(
    client_for: ClientFor, pilote: User, membre: User, visiteur: User, workspace: Workspace
) -> None:
    page = page_of(workspace, capacity=2)
    here = {"workspace": workspace.slug, "pk": page.meeting_id}
    url = reverse("meetings:registration", kwargs=here)
    client = client_for(pilote)
    for name in ("Un", "Deux", "Trois"):
        come(page, name)
    with time_machine.travel(AT, tick=False):
        few = queries_of(client, url)
        for number in range(12):
            come(page, f"Attente{number}", at=AT + HOUR)
        assert queries_of(client, url) == few <= 15
        seen = client_for(membre).get(url).content.decode()
        assert "2 sur 2" in seen
        assert "ville.example" not in seen
        assert client_for(visiteur).get(url).status_code == 404
        waiting = Registration.objects.get(family_name="Trois")
        give = {**here, "registration": waiting.pk, "key": "donner-une-place"}
        full = client.post(reverse("meetings:registration_change", kwargs=give))
        assert "Toutes les places" in full.content.decode()
        stop = {**give, "registration": Registration.objects.get(family_name="Un").pk, "key": "annuler"}
        client.post(reverse("meetings:registration_change", kwargs=stop))
        waiting.refresh_from_db()
        assert waiting.state == State.OFFERED
        client.post(reverse("meetings:registration_change", kwargs=give))
        waiting.refresh_from_db()
        assert waiting.state == State.REGISTERED
        before = OutboxMessage.objects.count()
        said = {"to": "registered", "text": "Apportez un badge."}
        client.post(reverse("meetings:registration_message", kwargs=here), said)
        assert OutboxMessage.objects.count() == before + 2
        added = {"given_name": "Zoé", "family_name": "Zola", "email": "zoe@ville.example"}
        client.post(reverse("meetings:registration_add", kwargs=here), added)
        assert Registration.objects.get(family_name="Zola").state == State.WAITING
        export = reverse("meetings:registration_export", kwargs={**here, "file_format": "csv"})
        assert "Zola" in b"".join(client.get(export).streaming_content).decode()  # type: ignore[attr-defined]  # a streamed answer


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_for_twenty_places(workspace: Workspace) -> None:
    page = page_of(workspace, capacity=20)
    at_once(lambda number: come(page, f"Nom{number}"), times=50)
    assert sorted(states()) == [State.REGISTERED] * 20 + [State.WAITING] * 30
    assert Participant.objects.current().filter(meeting=page.meeting).count() == 20
    assert Invitation.objects.filter(reply=Reply.YES).count() == 20
    assert journal.verify(workspace) == []
