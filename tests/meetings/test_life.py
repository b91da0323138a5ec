"""The life of a meeting through its screens: each role, each move, once; amendments."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from copil.identity.enums import Role
from copil.identity.models import User, Workspace
from copil.initiatives.enums import TeamRole
from copil.initiatives.models import Initiative
from copil.journal.models import JournalEntry
from copil.meetings import actions
from copil.meetings.enums import MeetingState
from copil.meetings.models import AgendaItem, Amendment, ItemNotes, Meeting, Minutes, Participant
from tests.factories.directory import PersonFactory
from tests.factories.identity import MembershipFactory, UserFactory
from tests.factories.initiatives import InitiativeFactory, TeamMemberFactory
from tests.factories.meetings import meeting_of

ClientFor = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def at(workspace: Workspace, name: str, **kwargs: object) -> str:
    return reverse(f"meetings:{name}", kwargs={"workspace": workspace.slug, **kwargs})


@pytest.fixture
def initiative(workspace: Workspace) -> Initiative:
    return InitiativeFactory.create(workspace=workspace)


@pytest.fixture
def contributor(workspace: Workspace, initiative: Initiative) -> User:
    """Works on the initiative without piloting it."""
    user: User = UserFactory.create(email="samuel@marne.example")
    MembershipFactory.create(workspace=workspace, user=user, role=Role.MEMBER)
    person = PersonFactory.create(workspace=workspace, user=user)
    TeamMemberFactory.create(initiative=initiative, person=person, role=TeamRole.CONTRIBUTOR)
    return user


@pytest.fixture
def meeting(workspace: Workspace, initiative: Initiative, pilote: User) -> Meeting:
    """A meeting of today with one point, one guest, and words on its point."""
    made = meeting_of(workspace, initiative=initiative, starts_at=timezone.now())
    person = PersonFactory.create(workspace=workspace)
    actions.add_guest(meeting=made, person=person, by=pilote, at=timezone.now())
    item = actions.add_item(
        meeting=made, values={"title": "Budget", "duration": 20}, by=pilote, at=timezone.now()
    )
    ItemNotes.objects.create(workspace=workspace, item=item, text="On en a parlé.")
    return made


def send(client: Client, meeting: Meeting, key: str, **data: Any) -> int:
    held = Meeting.objects.get(pk=meeting.pk)
    sent = {"version": held.version, **data}
    return client.post(at(meeting.workspace, "move", pk=meeting.pk, key=key), sent).status_code


def state(meeting: Meeting) -> str:
    return Meeting.objects.values_list("state", flat=True).get(pk=meeting.pk)


def put_in(meeting: Meeting, where: MeetingState) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(state=where)
    if where in MeetingState.held():
        Minutes.objects.get_or_create(meeting=meeting, workspace=meeting.workspace)


def test_a_meeting_goes_from_its_draft_to_its_locked_minutes(
    client_for: ClientFor, pilote: User, meeting: Meeting
) -> None:
    client = client_for(pilote)
    today = timezone.localdate()
    steps: list[tuple[str, str, dict[str, Any]]] = [
        ("convoquer", "called", {}),
        ("ouvrir", "running", {}),
        ("lever", "writing", {}),
        ("envoyer", "sent", {"approval": "consultation", "until": today + dt.timedelta(days=8)}),
        ("reprendre", "writing", {}),
        ("envoyer", "sent", {"approval": "consultation", "until": today}),
    ]
    for key, target, data in steps:
        assert (send(client, meeting, key, **data), state(meeting)) == (302, target)
    Minutes.objects.update(until=today - dt.timedelta(days=1))
    assert (send(client, meeting, "approuver"), state(meeting)) == (302, "approved")
    assert (send(client, meeting, "clore"), state(meeting)) == (302, "locked")
    minutes = Minutes.objects.get(meeting=meeting)
    assert None not in (minutes.sent_at, minutes.approved_at, minutes.locked_at)
    verbs = JournalEntry.objects.filter(object_id=meeting.pk, verb__startswith="move_")
    assert list(verbs.order_by("seq").values_list("verb", flat=True))[-2:] == ["move_approved", "move_locked"]


MOVES = [
    ("convoquer", MeetingState.DRAFT, {}, False),
    ("ouvrir", MeetingState.CALLED, {}, False),
    ("lever", MeetingState.RUNNING, {}, False),
    ("envoyer", MeetingState.WRITING, {"approval": "next"}, False),
    ("reprendre", MeetingState.SENT, {}, False),
    ("annuler", MeetingState.CALLED, {"reason": "Grève des trains"}, False),
    ("clore", MeetingState.APPROVED, {}, True),
]


@pytest.mark.parametrize(("key", "source", "data", "approves"), MOVES)
def test_each_role_by_the_address_and_twice(
    client_for: ClientFor,
    pilote: User,
    membre: User,
    visiteur: User,
    contributor: User,
    meeting: Meeting,
    key: str,
    source: MeetingState,
    data: dict[str, Any],
    approves: bool,
) -> None:
    put_in(meeting, source)
    assert send(client_for(visiteur), meeting, key, **data) == 404
    assert send(client_for(membre), meeting, key, **data) == 403
    doer = client_for(contributor)
    assert send(doer, meeting, key, **data) == (403 if approves else 302)
    if approves:
        assert state(meeting) == source
        doer = client_for(pilote)
        assert send(doer, meeting, key, **data) == 302
    reached = state(meeting)
    assert reached != source
    send(doer, meeting, key, **data)
    assert state(meeting) == reached


def test_a_stale_page_moves_nothing(client_for: ClientFor, pilote: User, meeting: Meeting) -> None:
    assert send(client_for(pilote), meeting, "convoquer", version=99) == 200
    assert state(meeting) == "draft"


def test_a_cancelled_meeting_says_why(client_for: ClientFor, pilote: User, meeting: Meeting) -> None:
    client = client_for(pilote)
    assert send(client, meeting, "annuler", reason="") == 200
    assert state(meeting) == "draft"
    send(client, meeting, "annuler", reason="Grève des trains")
    page = client.get(at(meeting.workspace, "meeting", pk=meeting.pk)).content.decode()
    assert "Grève des trains" in page


def test_minutes_approved_at_the_next_meeting_name_it(
    client_for: ClientFor, pilote: User, meeting: Meeting, initiative: Initiative
) -> None:
    put_in(meeting, MeetingState.SENT)
    later = meeting_of(
        meeting.workspace, initiative=initiative, starts_at=timezone.now() + dt.timedelta(days=30)
    )
    client = client_for(pilote)
    assert send(client, meeting, "approuver", approved_in=later.pk) == 200
    put_in(later, MeetingState.RUNNING)
    assert send(client, meeting, "approuver", approved_in=later.pk) == 302
    assert Minutes.objects.get(meeting=meeting).approved_in == later


def test_those_who_were_there_ask_for_amendments(
    client_for: ClientFor, pilote: User, membre: User, meeting: Meeting
) -> None:
    put_in(meeting, MeetingState.SENT)
    address = at(meeting.workspace, "amendment_add", pk=meeting.pk)
    assert client_for(membre).get(address).status_code == 403
    mine = PersonFactory.create(workspace=meeting.workspace, user=membre)
    Participant.objects.create(workspace=meeting.workspace, meeting=meeting, person=mine)
    assert client_for(membre).post(address, {"text": "Le budget est de 24 300 €"}).status_code == 302
    asked = Amendment.objects.get()
    assert asked.person == mine
    client = client_for(pilote)
    assert send(client, meeting, "approuver") != 302
    answer = at(meeting.workspace, "amendment_answer", pk=meeting.pk, amendment=asked.pk)
    assert "pas retenue" in client.post(answer, {"taken": "non"}).content.decode()
    assert client.post(answer, {"taken": "oui"}).status_code == 302
    assert Amendment.objects.get().state == "taken"


def test_a_consultation_that_is_over_takes_no_amendment(
    client_for: ClientFor, pilote: User, meeting: Meeting
) -> None:
    put_in(meeting, MeetingState.SENT)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Minutes.objects.update(approval="consultation", until=yesterday)
    person = Participant.objects.get(meeting=meeting)
    data = {"text": "Encore un mot", "participant": person.pk}
    answer = client_for(pilote).post(at(meeting.workspace, "amendment_add", pk=meeting.pk), data)
    assert "La consultation est finie" in answer.content.decode()
    assert not Amendment.objects.exists()


def test_an_agenda_is_closed_once_the_meeting_is_over(pilote: User, meeting: Meeting) -> None:
    item = AgendaItem.objects.get(meeting=meeting)
    put_in(meeting, MeetingState.WRITING)
    with pytest.raises(Exception, match="séance est levée"):
        actions.move_item(item=item, places=1, by=pilote, at=timezone.now())
