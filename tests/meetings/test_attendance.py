"""Notes of attendance: kept once, from the workspace or from the door."""

import datetime as dt
import json
import uuid
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from conftest import ClientFor
from copil.core.errors import ActionRefused
from copil.directory.models import Person
from copil.identity.models import User, Workspace
from copil.meetings.actions import attendance as actions
from copil.meetings.actions.attendance import Noted
from copil.meetings.enums import MeetingState
from copil.meetings.models import Attendance, AttendanceNote, Meeting, Participant
from tests.documents.reading import READERS
from tests.factories.meetings import STARTS, meeting_of

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


def expected(workspace: Workspace, number: int = 2) -> Meeting:
    meeting = meeting_of(workspace, place="Mairie")
    people = Person.objects.bulk_create(
        Person(workspace=workspace, given_name="Ana", family_name=f"Nom{n:03d}", name_key=f"nom{n:03d} ana")
        for n in range(number)
    )
    Participant.objects.bulk_create(
        Participant(workspace=workspace, meeting=meeting, person=one) for one in people
    )
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.CALLED)
    meeting.refresh_from_db()
    return meeting


def first(meeting: Meeting) -> Participant:
    found: Participant = Participant.objects.filter(meeting=meeting).order_by("person__name_key")[0]
    return found


def noted(participant: Participant, kind: str = "present", minutes: int = 0) -> Noted:
    return Noted(participant.pk, uuid.uuid4(), kind, STARTS + minutes * MINUTE)


def posted(one: Noted) -> dict[str, str]:
    at = one.happened_at.isoformat()
    return {"id": one.key.hex, "person": str(one.participant), "kind": one.kind, "at": at}


def sync(client: Client, token: str, *notes: Noted) -> Any:
    url = reverse("meetings:desk_sync", kwargs={"token": token})
    return client.post(url, {"notes": json.dumps([posted(one) for one in notes])})


def test_a_copy_is_one_note_and_devices_may_disagree_on_the_order(workspace: Workspace, pilote: User) -> None:
    meeting = expected(workspace)
    who, now = first(meeting), STARTS + 60 * MINUTE
    came, left = noted(who, "present", 2), noted(who, "left", 50)
    for notes in ([left], [came], [came, left]):
        actions.keep(meeting=meeting, noted=notes, by=pilote, at=now)
    assert AttendanceNote.objects.count() == 2
    stored = Attendance.objects.get()
    assert (stored.status, stored.arrived_at, stored.left_at) == (
        *("present", came.happened_at, left.happened_at),
    )
    actions.keep(meeting=meeting, noted=[noted(who, "undo", 60)], by=pilote, at=now)
    assert Attendance.objects.count() == 0


def test_a_draft_and_a_stranger_are_not_noted(workspace: Workspace, pilote: User) -> None:
    meeting, other = expected(workspace), expected(workspace)
    strange = noted(first(other))
    assert actions.keep(meeting=meeting, noted=[strange], by=pilote, at=STARTS) == {strange.key}
    assert AttendanceNote.objects.count() == 0
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.DRAFT)
    with pytest.raises(ActionRefused, match="brouillon"):
        actions.keep(meeting=meeting, noted=[noted(first(meeting))], by=pilote, at=STARTS)


@time_machine.travel(STARTS, tick=False)
def test_the_door_notes_what_a_tablet_kept_and_tells_who_is_there(
    client: Client, workspace: Workspace, pilote: User
) -> None:
    meeting = expected(workspace)
    who = first(meeting)
    token = actions.open_desk(meeting=meeting, by=pilote, at=STARTS)
    page = client.get(reverse("meetings:desk", kwargs={"token": token})).content.decode()
    assert "Ana Nom000" in page
    assert "@" not in page.split("<main")[1].split("</main>")[0]
    one = noted(who, "present", -5)
    for _ in range(2):  # the answer was lost: the tablet sends again
        answer = sync(client, token, one).json()
        assert answer["kept"] == [one.key.hex]
        assert answer["people"][str(who.pk)] == ["present", False]
    assert AttendanceNote.objects.get().happened_at == STARTS - 5 * MINUTE
    bad = client.post(reverse("meetings:desk_sync", kwargs={"token": token}), {"notes": '[{"id": 1}]'})
    assert bad.status_code == 400
    by_hand = {"participant": who.pk, "kind": "left"}
    assert client.post(reverse("meetings:desk", kwargs={"token": token}), by_hand).status_code == 302
    assert Attendance.objects.get().left_at == STARTS
    actions.open_desk(meeting=meeting, by=pilote, at=STARTS)
    assert sync(client, token, one).status_code == 404


def test_the_door_is_closed_the_day_before(client: Client, workspace: Workspace, pilote: User) -> None:
    meeting = expected(workspace)
    day_before = STARTS - 24 * 60 * MINUTE
    with time_machine.travel(day_before, tick=False):
        token = actions.open_desk(meeting=meeting, by=pilote, at=day_before)
        assert sync(client, token, noted(first(meeting))).status_code == 409
    assert AttendanceNote.objects.count() == 0


@time_machine.travel(STARTS, tick=False)
def test_noted_counted_and_certified_in_the_workspace(
    workspace: Workspace, pilote: User, membre: User, visiteur: User, client_for: ClientFor
) -> None:
    meeting = expected(workspace)
    who = first(meeting)
    where = {"workspace": workspace.slug, "pk": meeting.pk}
    url, note = (reverse(f"meetings:{name}", kwargs=where) for name in ("attendance", "note_attendance"))
    client_for(pilote).post(note, {"participant": who.pk, "kind": "present"})
    page = client_for(pilote).get(url).content.decode()
    assert "1 personne présente sur 2" in page.replace("\u00a0", " ")
    assert client_for(membre).post(note, {"participant": who.pk, "kind": "absent"}).status_code == 403
    assert client_for(visiteur).get(url).status_code == 404
    given = {**where, "participant": who.pk, "file_format": "pdf"}
    certificate = client_for(pilote).get(reverse("meetings:certificate", kwargs=given))
    assert "Ana Nom000" in READERS["pdf"](certificate.content)
    Meeting.objects.update(state=MeetingState.WRITING)
    assert "1 personne à préciser" in client_for(pilote).get(url).content.decode().replace("\u00a0", " ")


@pytest.mark.parametrize("file_format", ["pdf", "docx", "odt", "html"])
def test_the_sheet_to_sign_in_four_outputs(
    workspace: Workspace, pilote: User, client_for: ClientFor, file_format: str
) -> None:
    meeting = expected(workspace)
    where = {"workspace": workspace.slug, "pk": meeting.pk, "file_format": file_format}
    answer = client_for(pilote).get(reverse("meetings:sheet", kwargs=where))
    text = READERS[file_format](answer.content)
    assert "Nom001 Ana" in text
    assert "Signature" in text


@time_machine.travel(STARTS, tick=False)
def test_two_hundred_people_take_the_queries_of_two(
    workspace: Workspace, pilote: User, client_for: ClientFor, django_assert_max_num_queries: Any
) -> None:
    meeting = expected(workspace, 200)
    client = client_for(pilote)
    url = reverse("meetings:attendance", kwargs={"workspace": workspace.slug, "pk": meeting.pk})
    client.get(url)
    with django_assert_max_num_queries(15):
        page = client.get(url).content.decode()
    assert page.count("<tr>") == 11
    token = actions.open_desk(meeting=meeting, by=pilote, at=STARTS)
    with django_assert_max_num_queries(8):
        assert client.get(reverse("meetings:desk", kwargs={"token": token})).content.count(b"<li ") == 13
