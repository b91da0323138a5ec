"""Those expected are told: once, again when it changes, and when it does not take place."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
import vobject
from django.core import mail
from django.test import Client
from django.urls import reverse

from copil.directory.models import Person
from copil.identity.models import User, Workspace
from copil.meetings.actions import around, inviting
from copil.meetings.actions.inviting import tell
from copil.meetings.enums import MeetingState, Reply
from copil.meetings.models import Convocation, Invitation, Meeting, Participant
from copil.notifications import outbox
from copil.notifications.enums import Pace
from copil.notifications.models import Job, OutboxMessage, Preference
from tests.factories.directory import PersonFactory
from tests.factories.meetings import AT, STARTS, meeting_of

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def called(workspace: Workspace, *people: Person) -> Meeting:
    meeting = meeting_of(workspace, place="Mairie, salle des mariages")
    for person in people:
        Participant.objects.create(workspace=workspace, meeting=meeting, person=person)
    change(meeting, state=MeetingState.CALLED)
    return meeting


def change(meeting: Meeting, **values: object) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(**values)
    meeting.refresh_from_db()


def lucie(workspace: Workspace, **values: object) -> Person:
    words = {"given_name": "Lucie", "family_name": "Ferrand", "email": "lucie@ville.example"}
    person: Person = PersonFactory.create(workspace=workspace, **{**words, **values})
    return person


def file_of(message: OutboxMessage) -> vobject.base.Component:
    return vobject.readOne(message.calendar)


def last() -> OutboxMessage:
    return OutboxMessage.objects.latest("pk")


def test_a_draft_tells_nobody(workspace: Workspace) -> None:
    meeting = meeting_of(workspace)
    Participant.objects.create(workspace=workspace, meeting=meeting, person=lucie(workspace))
    inviting.ask(meeting, at=AT, now=True)
    assert tell(meeting=meeting, at=AT) == 0
    assert not Job.objects.filter(name=inviting.INVITE).exists()
    assert OutboxMessage.objects.count() == 0


def test_an_invitation_leaves_once_with_its_file_and_names_nobody_else(workspace: Workspace) -> None:
    other = lucie(workspace, given_name="Yves", family_name="Lacombe", email="yves@asso.example")
    meeting = called(workspace, lucie(workspace), other)
    assert tell(meeting=meeting, at=AT) == 2
    assert tell(meeting=meeting, at=AT) == 0  # a job that runs twice
    messages = {one.recipient: one for one in OutboxMessage.objects.all()}
    mine = messages["lucie@ville.example"]
    assert mine.subject == "Une invitation à une réunion"
    assert "jeudi 10 décembre 2026 à 18 h 30, pour 2 h" in mine.body.replace("\u00a0", " ")
    for text in (mine.body, mine.html, mine.calendar):
        assert "yves" not in text.lower()
    event = file_of(mine).vevent
    assert event.dtstart.value == STARTS
    assert event.attendee.value == "mailto:lucie@ville.example"
    assert event.url.value in mine.body


def test_somebody_with_an_account_is_written_to_there(workspace: Workspace, membre: User) -> None:
    meeting = called(workspace, lucie(workspace, user=membre, email="old@ville.example"))
    tell(meeting=meeting, at=AT)
    assert last().recipient == membre.email


def test_without_an_address_or_when_refused_it_is_said_instead(workspace: Workspace) -> None:
    Preference.objects.create(
        email="stop@asso.example", kind="meetings.invitation", pace=Pace.NEVER, changed_at=AT
    )
    stopped = lucie(workspace, family_name="Stop", email="stop@asso.example")
    meeting = called(workspace, lucie(workspace, email=""), stopped)
    assert tell(meeting=meeting, at=AT) == 0
    told = Invitation.objects.order_by("participant__person__email").values_list("trouble", flat=True)
    troubles = list(told)
    assert troubles[0] == inviting.NO_ADDRESS
    assert "ne souhaite plus" in troubles[1]


def test_whom_nothing_reaches_is_said_before_the_call_and_written_to_once_mended(
    workspace: Workspace, pilote: User, client_for: Callable[[User], Client]
) -> None:
    silent = lucie(workspace, email="")
    meeting = called(workspace, silent, lucie(workspace, family_name="Vu", email="vu@asso.example"))
    url = reverse("meetings:answers", kwargs={"workspace": workspace.slug, "pk": meeting.pk})
    client = client_for(pilote)
    page = client.get(url, {"reponse": "sans-message"}).content.decode()
    assert "1\u00a0personne sans message" in page
    assert inviting.NO_ADDRESS in page
    assert silent.family_name in page
    assert "Vu</th>" not in page
    assert tell(meeting=meeting, at=AT) == 1
    Person.objects.filter(pk=silent.pk).update(email="enfin@asso.example")
    assert tell(meeting=meeting, at=AT) == 1
    assert (last().recipient, last().subject) == ("enfin@asso.example", "Une invitation à une réunion")
    assert "sans message" not in client.get(url).content.decode()


def test_the_first_mail_of_a_guest_speaks_their_language(workspace: Workspace, pilote: User) -> None:
    meeting = called(workspace)
    around.add_guest(meeting=meeting, person=lucie(workspace), by=pilote, at=AT, language="en")
    tell(meeting=meeting, at=AT)
    assert "expects you at a meeting" in last().body
    assert "Say whether you come:" in last().body


def test_a_new_date_raises_the_sequence_and_asks_again(workspace: Workspace) -> None:
    meeting = called(workspace, lucie(workspace))
    tell(meeting=meeting, at=AT)
    first = file_of(last()).vevent
    Invitation.objects.update(reply=Reply.YES, replied_at=AT)
    change(meeting, starts_at=STARTS + 24 * HOUR)
    assert tell(meeting=meeting, at=AT + HOUR) == 1
    second = file_of(last()).vevent
    assert last().subject == "Une réunion change"
    assert (second.uid.value, second.sequence.value) == (first.uid.value, "1")
    assert Invitation.objects.get().reply == Reply.NONE


def test_a_new_place_keeps_the_answers(workspace: Workspace) -> None:
    meeting = called(workspace, lucie(workspace))
    tell(meeting=meeting, at=AT)
    Invitation.objects.update(reply=Reply.YES, replied_at=AT)
    change(meeting, place="Maison des associations")
    assert tell(meeting=meeting, at=AT + HOUR) == 1
    assert "Maison des associations" in last().body
    assert Invitation.objects.get().reply == Reply.YES
    change(meeting, purpose="Rien qui change le rendez-vous")
    assert tell(meeting=meeting, at=AT + 2 * HOUR) == 0


def test_a_cancelled_meeting_leaves_the_calendars_of_those_who_knew(workspace: Workspace) -> None:
    meeting = called(workspace, lucie(workspace))
    tell(meeting=meeting, at=AT)
    late = lucie(workspace, family_name="Tard", email="tard@asso.example")
    Participant.objects.create(workspace=workspace, meeting=meeting, person=late)
    change(meeting, state=MeetingState.CANCELLED, cancelling_reason="La salle est fermée")
    assert tell(meeting=meeting, at=AT + HOUR) == 1
    assert last().calendar_method == "CANCEL"
    assert file_of(last()).vevent.status.value == "CANCELLED"
    assert "La salle est fermée" in last().body
    assert tell(meeting=meeting, at=AT + HOUR) == 0


def test_somebody_no_longer_expected_is_told_and_their_link_closes(workspace: Workspace) -> None:
    meeting = called(workspace, lucie(workspace))
    tell(meeting=meeting, at=AT)
    Participant.objects.update(archived_at=AT)
    assert tell(meeting=meeting, at=AT + HOUR) == 1
    assert last().calendar_method == "CANCEL"
    assert "ne vous attend plus" in last().body
    assert tell(meeting=meeting, at=AT + HOUR) == 0


def test_changes_in_ten_minutes_are_one_job(workspace: Workspace) -> None:
    meeting = called(workspace, lucie(workspace))
    for minutes in (1, 4, 9):
        inviting.ask(meeting, at=AT + dt.timedelta(minutes=minutes))
    assert Job.objects.filter(name=inviting.INVITE).count() == 1
    inviting.ask(meeting, at=AT + dt.timedelta(minutes=11))
    assert Job.objects.filter(name=inviting.INVITE).count() == 2


def test_a_reminder_goes_to_the_silent_three_days_before(workspace: Workspace) -> None:
    answered = lucie(workspace, family_name="Vite", email="vite@asso.example")
    meeting = called(workspace, lucie(workspace), answered)
    tell(meeting=meeting, at=AT)
    Invitation.objects.filter(participant__person=answered).update(reply=Reply.NO, replied_at=AT)
    job = Job.objects.get(name=inviting.REMIND)
    assert job.run_at == STARTS - inviting.REMIND_BEFORE
    assert inviting.remind(meeting=meeting, at=job.run_at) == 1
    assert (last().recipient, last().subject) == ("lucie@ville.example", "Une réunion approche")
    told = Convocation.objects.get()
    inviting.run_reminder(job)  # reminded already
    assert Convocation.objects.get().reminded_at == told.reminded_at


def test_a_mail_in_another_language_says_nothing_in_french(workspace: Workspace) -> None:
    meeting = called(workspace, lucie(workspace))
    participant = Participant.objects.get()
    Invitation.objects.create(workspace=workspace, participant=participant, language="es")
    tell(meeting=meeting, at=AT)
    outbox.attempt_to_send(last().pk, attempt=0, at=AT)
    sent = mail.outbox[0]
    assert sent.subject == "Una invitación a una reunión"
    assert "jueves 10 de diciembre de 2026, 18:30" in sent.body
    assert not re.search(r"Bonjour|réunion|Vous|Ordre du jour", str(sent.body))


def test_a_guest_added_after_the_call_is_invited_with_what_changes_by_then(
    workspace: Workspace, pilote: User
) -> None:
    meeting = called(workspace, lucie(workspace))
    tell(meeting=meeting, at=AT)
    late = lucie(workspace, family_name="Tard", email="tard@asso.example")
    guest = around.add_guest(meeting=meeting, person=late, by=pilote, at=AT)
    assert Job.objects.filter(name=inviting.INVITE).count() == 1
    assert tell(meeting=meeting, at=AT + HOUR) == 1
    assert last().recipient == "tard@asso.example"
    around.remove_guest(participant=guest, by=pilote, at=AT + HOUR)
    assert tell(meeting=meeting, at=AT + 2 * HOUR) == 1
    assert last().calendar_method == "CANCEL"
