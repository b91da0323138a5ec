"""Minutes read, and corrections asked for, by the personal link of somebody without an account."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from copil.core.errors import ActionRefused
from copil.directory.models import Person
from copil.identity.enums import LinkPurpose
from copil.identity.models import SignedLink, User, Workspace
from copil.journal.models import JournalEntry
from copil.meetings import actions
from copil.meetings.models import Amendment, Meeting, Minutes, Participant
from copil.meetings.permissions import MeetingRights
from copil.notifications.models import Notification, OutboxMessage
from tests.counting import queries_of
from tests.factories.directory import PersonFactory
from tests.factories.meetings import meeting_of
from tests.meetings.test_invitations import lucie

pytestmark = pytest.mark.django_db
ALL = MeetingRights(may_prepare=True, may_approve=True, may_propose=True)
TEXT = "Le budget est de 24 300 €"


def held(workspace: Workspace, by: User, *people: Person) -> Meeting:
    """Return a meeting held today, with an outcome, whose minutes are ready to be sent."""
    meeting = meeting_of(workspace, by=by, starts_at=timezone.now())
    for person in people:
        Participant.objects.create(workspace=workspace, meeting=meeting, person=person)
    point = {"title": "Budget", "duration": 20}
    item = actions.add_item(meeting=meeting, values=point, by=by, at=timezone.now())
    Meeting.objects.filter(pk=meeting.pk).update(state="running")
    line = {"kind": "opinion", "text": "Plutôt au printemps"}
    actions.add_outcome(item=item, values=line, by=by, at=timezone.now())
    actions.save_notes(item=item, text="On en a **parlé**.", expected=0, by=by, at=timezone.now())
    Meeting.objects.filter(pk=meeting.pk).update(state="writing")
    meeting.refresh_from_db()
    return meeting


def move(meeting: Meeting, key: str, by: User, until: dt.date | None = None) -> None:
    meeting.refresh_from_db()
    expected = meeting.version
    actions.move(
        meeting=meeting, key=key, rights=ALL, expected=expected, until=until, by=by, at=timezone.now()
    )


def sent(workspace: Workspace, by: User) -> str:
    """Send the minutes to Lucie, who has no account, and return the address of her page."""
    move(held(workspace, by, lucie(workspace)), "envoyer", by)
    found = re.search(r"/compte-rendu-reunion/[\w-]+/", OutboxMessage.objects.latest("pk").body)
    assert found
    return found.group(0)


def test_the_first_mail_carries_a_personal_link_and_asks_for_no_account(
    workspace: Workspace, pilote: User, membre: User
) -> None:
    inside = PersonFactory.create(workspace=workspace, user=membre)
    meeting = held(workspace, pilote, lucie(workspace), inside)
    move(meeting, "envoyer", pilote)
    outside = OutboxMessage.objects.get(recipient="lucie@ville.example")
    assert "/compte-rendu-reunion/" in outside.body
    assert f"/e/{workspace.slug}/" not in outside.body
    assert reverse("account_login") not in outside.body
    assert "Plutôt au printemps" in outside.body
    told = Notification.objects.get(user=membre, kind="meetings.minutes_sent")
    kept = {"workspace": workspace.slug, "pk": meeting.pk}
    assert told.path == reverse("meetings:live", kwargs=kept)
    bodies = OutboxMessage.objects.exclude(pk=outside.pk).values_list("body", flat=True)
    assert not [body for body in bodies if "/compte-rendu-reunion/" in body]
    assert SignedLink.objects.filter(purpose=LinkPurpose.MINUTES).count() == 1


def test_whoever_has_an_account_elsewhere_only_reads_by_the_link(
    workspace: Workspace, pilote: User, visiteur: User
) -> None:
    stranger = PersonFactory.create(workspace=workspace, user=visiteur, email="")
    move(held(workspace, pilote, stranger), "envoyer", pilote)
    assert "/compte-rendu-reunion/" in OutboxMessage.objects.get(recipient=visiteur.email).body
    assert not Notification.objects.filter(user=visiteur).exists()


def test_the_page_shows_the_document_and_takes_one_correction(
    client: Client, workspace: Workspace, pilote: User
) -> None:
    address = sent(workspace, pilote)
    page = client.get(address).content.decode()
    assert "On en a <strong>parlé</strong>" in page
    assert "Plutôt au printemps" in page
    assert f"/e/{workspace.slug}/" not in page
    assert "lucie@ville.example" not in page
    assert (Amendment.objects.count(), SignedLink.objects.exclude(used_at=None).count()) == (0, 0)
    assert queries_of(client, address) <= 15
    assert client.post(address, {"text": " "}).status_code == 200
    assert not Amendment.objects.exists()
    assert client.post(address, {"text": TEXT}).status_code == 302
    asked = Amendment.objects.get()
    assert (asked.text, asked.person.family_name) == (TEXT, "Ferrand")
    assert JournalEntry.objects.filter(verb="receive_amendment", actor=None).count() == 1
    assert "En attente de réponse" in client.get(address).content.decode()
    again = client.post(address, {"text": "Encore un mot"}).content.decode()
    assert "attend sa réponse" in again
    assert "Encore un mot" in again, "what was typed is kept"
    actions.answer_amendment(amendment=asked, taken=False, answer="Vérifié", by=pilote, at=timezone.now())
    assert "Vérifié" in client.get(address).content.decode()
    assert client.post(address, {"text": "Encore un mot"}).status_code == 302


def test_a_correction_refused_loses_nothing(client: Client, workspace: Workspace, pilote: User) -> None:
    address = sent(workspace, pilote)
    meeting = Meeting.objects.get()
    move(meeting, "reprendre", pilote)
    page = client.post(address, {"text": TEXT}).content.decode()
    assert "ne reçoit pas" in page
    assert TEXT in page
    assert "parlé" not in page, "minutes taken back are nobody else’s to read"
    move(meeting, "envoyer", pilote, until=timezone.localdate())
    assert "Demander la correction" in client.get(address).content.decode(), "the first link still serves"
    Minutes.objects.update(until=timezone.localdate() - dt.timedelta(days=1))
    assert "Demander la correction" not in client.get(address).content.decode()
    assert TEXT in client.post(address, {"text": TEXT}).content.decode()
    Meeting.objects.update(state="approved")
    assert client.get(address).status_code == 200
    assert not Amendment.objects.exists()


@pytest.mark.parametrize("closes", ["expired", "purpose", "withdrawn"])
def test_a_link_that_serves_no_more(client: Client, workspace: Workspace, pilote: User, closes: str) -> None:
    address = sent(workspace, pilote)
    link = SignedLink.objects.get(purpose=LinkPurpose.MINUTES)
    if closes == "expired":
        SignedLink.objects.update(expires_at=timezone.now())
    elif closes == "purpose":
        SignedLink.objects.update(purpose=LinkPurpose.REPLY)
    else:
        Participant.objects.update(archived_at=timezone.now())
    assert client.get(address).status_code == 404
    assert client.post(address, {"text": TEXT}).status_code == 404
    reader = Participant.objects.get()
    if closes != "withdrawn":
        with pytest.raises(ActionRefused, match="ne sert plus"):
            actions.ask_by_link(link=link, participant=reader, text=TEXT, item=None, at=timezone.now())
    assert not Amendment.objects.exists()
