"""Arriving by a personal code, and people who come without being expected."""

import datetime as dt
import json
import re
import uuid
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from conftest import ClientFor
from copil.core.errors import Conflict
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import User, Workspace
from copil.journal import actions as journal
from copil.meetings import arrival_wording
from copil.meetings.actions import arrivals, attendance
from copil.meetings.actions.inviting import tell
from copil.meetings.models import Attendance, AttendanceNote, DoorVisitor, Meeting, Participant
from copil.meetings.rules import arrivals as rules
from copil.notifications.models import OutboxMessage
from tests.at_once import at_once
from tests.factories.directory import OrganisationFactory
from tests.factories.meetings import AT, STARTS
from tests.meetings.test_attendance import expected, first
from tests.meetings.test_invitations import called, lucie

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


def open_codes(meeting: Meeting, by: User) -> dict[uuid.UUID, str]:
    arrivals.set_window(meeting=meeting, is_on=True, before=30, after=60, expected=0, by=by, at=AT)
    return dict(arrivals.print_badges(meeting=meeting, by=by, at=AT))


def test_both_ends_of_the_window_are_in_it() -> None:
    window = {"opens_at": STARTS - 30 * MINUTE, "closes_at": STARTS + 60 * MINUTE}
    said = [rules.moment(is_on=True, at=STARTS + n * MINUTE, **window) for n in (-31, -30, 60, 61)]
    assert said == ["early", "open", "open", "late"]
    assert rules.moment(is_on=False, at=STARTS, **window) == "off"


def test_a_code_notes_the_arrival_once_and_says_when_it_cannot(
    client: Client, workspace: Workspace, pilote: User
) -> None:
    meeting = expected(workspace)
    who = first(meeting)
    url = reverse("meetings:arrive", args=[open_codes(meeting, pilote)[who.pk]])
    for minutes, words in ((-60, "encore trop tôt"), (90, "trop tard pour ce code")):
        with time_machine.travel(STARTS + minutes * MINUTE, tick=False):
            assert words in client.get(url).content.decode()
            assert client.post(url).status_code == 409
    assert AttendanceNote.objects.count() == 0
    with time_machine.travel(STARTS - 10 * MINUTE, tick=False):
        assert "Noter mon arrivée" in client.get(url).content.decode()
        assert AttendanceNote.objects.count() == 0
        assert [client.post(url).status_code for _ in range(2)] == [302, 302]
        page = client.get(url).content.decode()
    assert "Votre arrivée est notée, à 18" in page
    assert AttendanceNote.objects.count() == 1
    assert Attendance.objects.get().arrived_at == STARTS - 10 * MINUTE
    assert client.get(reverse("meetings:arrive", args=["x" * 43])).status_code == 404
    Meeting.objects.update(state="cancelled", cancelling_reason="Pluie")
    assert client.get(url).status_code == 404


def test_the_code_of_another_meeting_says_which_one_is_meant(
    client: Client, workspace: Workspace, pilote: User
) -> None:
    other, today = expected(workspace), expected(workspace)
    Meeting.objects.filter(pk=other.pk).update(
        starts_at=STARTS + 9 * 24 * 60 * MINUTE, title="Comité suivant"
    )
    other.refresh_from_db()
    who = first(other)
    Participant.objects.filter(pk=first(today).pk).update(person=who.person_id)
    token = open_codes(other, pilote)[who.pk]
    open_codes(today, pilote)
    with time_machine.travel(STARTS, tick=False):
        page = client.get(reverse("meetings:arrive", args=[token])).content.decode()
    assert "pas celui de la réunion d’aujourd’hui" in page
    assert "Comité suivant" in page


@pytest.mark.django_db(transaction=True)
def test_fifty_touches_at_once_are_one_arrival(workspace: Workspace, pilote: User) -> None:
    meeting = expected(workspace)
    token = open_codes(meeting, pilote)[first(meeting).pk]
    link = links.find(token, purpose=LinkPurpose.CHECK_IN, at=STARTS)
    assert link is not None
    at_once(lambda number: arrivals.arrive(link=link, at=STARTS))
    assert AttendanceNote.objects.count() == 1
    assert journal.verify(workspace) == []


@time_machine.travel(AT, tick=False)
def test_the_invitation_carries_the_code_and_its_page_shows_it(
    client: Client, workspace: Workspace, pilote: User
) -> None:
    meeting = called(workspace, lucie(workspace))
    arrivals.set_window(meeting=meeting, is_on=True, before=30, after=60, expected=0, by=pilote, at=AT)
    tell(meeting=meeting, at=AT)
    body = OutboxMessage.objects.latest("pk").body
    code = re.search(r"/arrivee-reunion/(\w+)/", body)
    reply = re.search(r"/invitation-reunion/([\w-]+)/", body)
    assert code
    assert reply
    assert "votre code d’arrivée" in body
    page = client.get(reverse("meetings:reply", args=[reply[1]])).content.decode()
    assert f"/arrivee-reunion/{code[1]}/" in page
    assert '<svg class="qr"' in page
    assert client.get(reverse("meetings:reply", args=[code[1]])).status_code == 404
    assert client.get(reverse("meetings:arrive", args=[code[1]])).status_code == 200


@time_machine.travel(STARTS, tick=False)
def test_somebody_unexpected_is_added_at_the_door_once_even_offline(
    client: Client, workspace: Workspace, pilote: User
) -> None:
    meeting = expected(workspace)
    known = OrganisationFactory.create(workspace=workspace, name="La Fabrique du Pont")
    token = attendance.open_desk(meeting=meeting, by=pilote, at=STARTS)
    url, sync = (reverse(f"meetings:{name}", args=[token]) for name in ("desk", "desk_sync"))
    said = {"Noé Diallo": "la fabrique du pont", "Maya Roux": "Voisins"}
    came = [
        {
            "id": uuid.uuid4().hex,
            "name": name,
            "structure": structure,
            "at": (STARTS - 2 * MINUTE).isoformat(),
        }
        for name, structure in said.items()
    ]
    left = {
        "id": uuid.uuid4().hex,
        "person": came[0]["id"],
        "kind": "left",
        "at": (STARTS - MINUTE).isoformat(),
    }
    for _ in range(2):  # the answer was lost: the tablet sends again
        answer: Any = client.post(sync, {"notes": json.dumps([left]), "visitors": json.dumps(came)}).json()
        assert {came[0]["id"], came[1]["id"], left["id"]} == set(answer["kept"])
        names = {one["name"]: one["structure"] for one in answer["visitors"]}
        assert names == {"Noé Diallo": "La Fabrique du Pont", "Maya Roux": "Voisins"}
    assert DoorVisitor.objects.count() == 2
    assert set(Attendance.objects.values_list("status", flat=True)) == {"visitor"}
    noe = Participant.objects.get(person__given_name="Noé")
    assert (noe.organisation, noe.attendance.left_at is not None) == (known, True)
    assert client.post(url, {"kind": "visitor", "name": "Ida Petit"}).status_code == 302
    assert "Voisins" in client.get(url).content.decode()
    assert client.post(sync, {"notes": "[]", "visitors": '[{"id": 1}]'}).status_code == 400
    assert journal.verify(workspace) == []


@time_machine.travel(STARTS - 60 * MINUTE, tick=False)
def test_set_and_printed_in_the_workspace(
    workspace: Workspace, pilote: User, membre: User, client_for: ClientFor
) -> None:
    meeting = expected(workspace)
    where = {"workspace": workspace.slug, "pk": meeting.pk}
    window, badges, visitor, page = (
        reverse(f"meetings:{name}", kwargs=where)
        for name in ("arrival_window", "badges", "visitor_add", "attendance")
    )
    client = client_for(pilote)
    assert client.get(window).status_code == 200
    said = {"is_on": "on", "before": "15", "after": "45", "version": "0"}
    assert client.post(window, said).status_code == 302
    assert client.post(window, {**said, "before": "20"}).status_code == 409
    assert client.post(window, {**said, "before": "999"}).status_code == 200
    with pytest.raises(Conflict):
        arrivals.set_window(meeting=meeting, is_on=False, before=1, after=1, expected=9, by=pilote, at=AT)
    assert client.post(badges).content.decode().count('<svg class="qr"') == 2
    assert client_for(membre).post(badges).status_code == 403
    assert client.post(visitor, {"name": "Ida Petit", "structure": "Voisins"}).status_code == 302
    assert "Visiteur" in client.get(page).content.decode()


def test_every_language_says_everything() -> None:
    french = arrival_wording.words("fr").keys()
    assert all(one.keys() == french for one in arrival_wording.languages().values())
