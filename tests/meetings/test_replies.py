"""The page of an invitation: anybody with the link answers, as often as they like, until the meeting."""

import datetime as dt
import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from copil.core.errors import ActionRefused
from copil.directory.models import Person
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import SignedLink, User, Workspace
from copil.journal import actions as journal
from copil.journal.models import JournalEntry
from copil.meetings.actions import replies
from copil.meetings.actions.inviting import tell
from copil.meetings.enums import MeetingState, Reply
from copil.meetings.models import Invitation, Meeting, Participant
from copil.meetings.rules import replies as rules
from copil.notifications.models import OutboxMessage
from tests.at_once import at_once
from tests.factories.meetings import AT, STARTS, meeting_of
from tests.meetings.test_invitations import called, lucie

HOUR = dt.timedelta(hours=1)


def token_of(meeting: Meeting) -> str:
    tell(meeting=meeting, at=AT)
    found = re.search(r"/invitation-reunion/([\w-]+)/", OutboxMessage.objects.latest("pk").body)
    assert found
    return found.group(1)


def link_of(meeting: Meeting) -> SignedLink:
    link = links.find(token_of(meeting), purpose=LinkPurpose.REPLY, at=AT)
    assert link is not None
    return link


def answer(link: SignedLink, reply: str, word: str = "", *, at: dt.datetime = AT) -> Invitation:
    return replies.answer(link=link, reply=reply, represented_by=None, word=word, at=at)


@pytest.mark.django_db
@time_machine.travel(AT, tick=False)
def test_opening_changes_nothing_and_the_answer_may_change(client: Client, workspace: Workspace) -> None:
    meeting = called(workspace, lucie(workspace))
    url = reverse("meetings:reply", args=[token_of(meeting)])
    page = client.get(url)
    assert "Viendrez-vous" in page.content.decode()
    assert "lucie@ville.example" not in page.content.decode()
    assert Invitation.objects.get().reply == Reply.NONE
    assert "<h1>Will you come?</h1>" in client.get(url, {"langue": "en"}).content.decode()
    assert client.post(url, {"reply": "yes"}).status_code == 302
    assert "Votre réponse" in client.get(url).content.decode()
    assert client.post(url, {"reply": "remote", "word": "J’arrive à 19 h"}).status_code == 302
    stored = Invitation.objects.get()
    assert (stored.reply, stored.word, stored.version) == (Reply.REMOTE, "J’arrive à 19 h", 3)
    refused = client.post(url, {"reply": "represented", "word": ""})
    assert "Dites qui vous représente" in refused.content.decode()
    assert client.get(url + "?langue=en").content.decode().count("Will you come?") > 1


@pytest.mark.django_db
def test_the_link_closes_when_the_meeting_begins_or_is_cancelled(
    client: Client, workspace: Workspace
) -> None:
    meeting = called(workspace, lucie(workspace))
    link = link_of(meeting)
    with pytest.raises(ActionRefused, match="a commencé"):
        answer(link, "yes", at=STARTS)
    with time_machine.travel(STARTS + HOUR, tick=False):
        assert client.get(reverse("meetings:reply", args=["perdu"])).status_code == 404
    Meeting.objects.update(state=MeetingState.CANCELLED, cancelling_reason="Pluie")
    with pytest.raises(ActionRefused, match="annulée"):
        answer(link, "yes")


@pytest.mark.django_db
def test_the_one_who_stands_in_is_chosen_among_the_members(workspace: Workspace) -> None:
    meeting = called(workspace, lucie(workspace))
    stranger = lucie(workspace, family_name="Autre", email="")
    link = link_of(meeting)
    with pytest.raises(ActionRefused):
        replies.answer(link=link, reply="represented", represented_by=stranger.pk, word="", at=AT)
    kept = answer(link, "represented", "Par Mme Roux")
    assert (kept.reply, kept.represented_by, kept.word) == (Reply.REPRESENTED, None, "Par Mme Roux")
    assert replies.possible_stand_ins(kept.participant) == []


@pytest.mark.django_db(transaction=True)
def test_fifty_answers_at_once_are_one_row_and_one_state(workspace: Workspace) -> None:
    link = link_of(called(workspace, lucie(workspace)))
    said = ["yes", "no"]
    at_once(lambda number: answer(link, said[number % 2]))
    stored = Invitation.objects.get()
    assert stored.reply in said
    assert JournalEntry.objects.filter(verb="reply").count() == stored.version - 1
    assert journal.verify(workspace) == []


@pytest.mark.django_db
@time_machine.travel(AT, tick=False)
def test_the_organiser_follows_notes_and_reminds(
    workspace: Workspace, pilote: User, membre: User, visiteur: User, client_for: Callable[[User], Client]
) -> None:
    meeting = called(workspace, lucie(workspace))
    link_of(meeting)
    where = {"workspace": workspace.slug, "pk": meeting.pk}
    url = reverse("meetings:answers", kwargs=where)
    page = client_for(pilote).get(url).content.decode()
    assert "Relancer" in page
    assert "lucie@ville.example" not in page
    participant = Invitation.objects.get().participant_id
    note, remind = (reverse(f"meetings:{name}", kwargs=where) for name in ("note_reply", "remind"))
    client_for(pilote).post(remind)
    assert OutboxMessage.objects.filter(kind="meetings.reminder").count() == 1
    client_for(pilote).post(note, {"participant": participant, "reply": "langue:en"})
    client_for(pilote).post(note, {"participant": participant, "reply": "no"})
    stored = Invitation.objects.get()
    assert (stored.reply, stored.language, stored.recorded_by) == (Reply.NO, "en", pilote)
    assert "Ne viendra pas" in client_for(membre).get(url).content.decode()
    assert client_for(visiteur).get(url).status_code == 404
    assert client_for(pilote).post(note, {"participant": "x"}).status_code == 404


@pytest.mark.django_db
def test_two_hundred_answers_take_the_queries_of_two(
    workspace: Workspace,
    pilote: User,
    client_for: Callable[[User], Client],
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    meeting = called(workspace)
    people = Person.objects.bulk_create(
        Person(workspace=workspace, family_name=f"Nom{n:03d}", name_key=f"nom{n:03d}") for n in range(200)
    )
    expected = Participant.objects.bulk_create(
        Participant(workspace=workspace, meeting=meeting, person=one) for one in people
    )
    Invitation.objects.bulk_create(
        Invitation(workspace=workspace, participant=one, trouble="Aucune adresse") for one in expected
    )
    client = client_for(pilote)
    url = reverse("meetings:answers", kwargs={"workspace": workspace.slug, "pk": meeting.pk})
    client.get(url)
    with django_assert_max_num_queries(15):
        page = client.get(url).content.decode()
    assert page.count("Aucune adresse") == 10
    with django_assert_max_num_queries(15):
        page = client.get(url.removesuffix("reponses/")).content.decode()
    assert "200\u00a0personnes." in page
    assert "Nom199" not in page


@pytest.mark.django_db
def test_before_the_call_a_language_is_chosen_and_a_guest_taken_off(
    workspace: Workspace, pilote: User, client_for: Callable[[User], Client]
) -> None:
    meeting = meeting_of(workspace)
    guest = Participant.objects.create(workspace=workspace, meeting=meeting, person=lucie(workspace))
    url = reverse("meetings:note_reply", kwargs={"workspace": workspace.slug, "pk": meeting.pk})
    for language in ("es", "en"):
        client_for(pilote).post(url, {"participant": guest.pk, "reply": f"langue:{language}"})
        invitation = Invitation.objects.get()
        assert (invitation.language, invitation.sequence) == (language, None)
    page = client_for(pilote).get(url.removesuffix("noter/")).content.decode()
    assert "Pas encore invité" in page
    assert "On lui écrit en anglais" in page
    client_for(pilote).post(url, {"participant": guest.pk, "reply": "retirer"})
    assert not Participant.objects.current().exists()


def test_answers_counted_by_college() -> None:
    rows = [
        ("Élus", "yes"),
        ("Élus", ""),
        ("Associations", "represented"),
        ("Élus", "no"),
        ("Élus", "remote"),
    ]
    elected, others = rules.by_college(rows)
    assert (elected.college, elected.expected, elected.coming, elected.declined, elected.silent) == (
        *("Élus", 4, 2, 1, 1),
    )
    assert (others.represented, others.silent) == (1, 0)
