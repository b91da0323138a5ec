"""The agenda of a meeting, its guests, its documents, its series."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from copil.core.errors import ActionRefused
from copil.identity.enums import Role
from copil.identity.models import User, Workspace
from copil.meetings import actions
from copil.meetings.models import AgendaItem, Meeting, MeetingDocument, Participant
from copil.tasks import actions as tasks
from tests.factories.identity import MembershipFactory, UserFactory
from tests.factories.initiatives import InitiativeFactory
from tests.factories.meetings import AT, meeting_of

ClientFor = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def at(workspace: Workspace, name: str, **kwargs: object) -> str:
    return reverse(f"meetings:{name}", kwargs={"workspace": workspace.slug, **kwargs})


def titles(meeting: Meeting) -> list[str]:
    return list(AgendaItem.objects.kept().filter(meeting=meeting).in_order().values_list("title", flat=True))


def add(meeting: Meeting, by: User, *names: str) -> list[AgendaItem]:
    return [
        actions.add_item(meeting=meeting, values={"title": name, "duration": 50}, by=by, at=AT)
        for name in names
    ]


def test_points_move_by_buttons(client_for: ClientFor, pilote: User, workspace: Workspace) -> None:
    meeting = meeting_of(workspace)
    one, _, three = add(meeting, pilote, "Un", "Deux", "Trois")
    client = client_for(pilote)
    client.post(at(workspace, "item_move", pk=meeting.pk, item=three.pk), {"sens": "monter"})
    assert titles(meeting) == ["Un", "Trois", "Deux"]
    client.post(at(workspace, "item_move", pk=meeting.pk, item=one.pk), {"sens": "monter"})
    client.post(at(workspace, "item_move", pk=meeting.pk, item=one.pk), {"sens": "descendre"})
    assert titles(meeting) == ["Trois", "Un", "Deux"]


def test_the_page_says_when_an_agenda_overruns(
    client_for: ClientFor, pilote: User, workspace: Workspace
) -> None:
    meeting = meeting_of(workspace, duration=120)
    add(meeting, pilote, "Un", "Deux", "Trois")
    page = client_for(pilote).get(at(workspace, "meeting", pk=meeting.pk))
    assert (page.context["agenda"].total, page.context["agenda"].over) == (150, 30)
    assert "30\u00a0min de trop" in page.content.decode()


def test_a_member_proposes_and_is_told_why_not(
    client_for: ClientFor, pilote: User, workspace: Workspace
) -> None:
    meeting = meeting_of(workspace, initiative=InitiativeFactory.create(workspace=workspace))
    member = UserFactory.create(email="m@marne.example")
    MembershipFactory.create(workspace=workspace, user=member, role=Role.MEMBER)
    data = {"title": "Parking", "duration": "5", "expected": "discussion"}
    client_for(member).post(at(workspace, "item_add", pk=meeting.pk), data)
    item = AgendaItem.objects.get()
    assert (item.state, titles(meeting)) == ("proposed", [])
    client = client_for(pilote)
    aside = at(workspace, "item_aside", pk=meeting.pk, item=item.pk)
    assert client.post(aside, {"reason": ""}).status_code == 200
    client.post(aside, {"reason": "Vu en mairie"})
    assert "Vu en mairie" in client_for(member).get(at(workspace, "meeting", pk=meeting.pk)).content.decode()
    client.post(at(workspace, "item_keep", pk=meeting.pk, item=item.pk))
    assert titles(meeting) == ["Parking"]


def test_two_people_change_the_same_point(client_for: ClientFor, pilote: User, workspace: Workspace) -> None:
    meeting = meeting_of(workspace)
    (item,) = add(meeting, pilote, "Un")
    address = at(workspace, "item_edit", pk=meeting.pk, item=item.pk)
    data = {"title": "Deux", "duration": "10", "expected": "decision", "version": "1"}
    assert client_for(pilote).post(address, data).status_code == 302
    assert client_for(pilote).post(address, {**data, "title": "Trois"}).status_code == 409


def test_a_task_is_put_on_an_agenda_from_its_page(
    client_for: ClientFor, pilote: User, visiteur: User, workspace: Workspace
) -> None:
    meeting = meeting_of(workspace)
    task = tasks.create_task(workspace=workspace, title="Réserver la salle", by=pilote, at=AT)
    address = at(workspace, "put", kind="tasks.task", pk=task.pk)
    assert client_for(visiteur).get(address).status_code == 404
    data = {"meeting": meeting.pk, "title": "La salle", "duration": "10"}
    assert client_for(pilote).post(address, data).status_code == 302
    item = AgendaItem.objects.get()
    assert (item.subject_kind, item.subject_id, item.state) == ("tasks.task", task.pk, "kept")
    about = client_for(pilote).get(at(workspace, "about", kind="tasks.task", pk=task.pk))
    assert "Comité de pilotage" in about.content.decode()
    assert client_for(pilote).get(at(workspace, "put", kind="x.y", pk=task.pk)).status_code == 404


def test_somebody_unknown_is_invited(client_for: ClientFor, pilote: User, workspace: Workspace) -> None:
    meeting = meeting_of(workspace)
    client, address = client_for(pilote), at(workspace, "guest_add", pk=meeting.pk)
    words = {"person": "Aïcha Tahiri", "email": "aicha@asso.example", "language": "es"}
    assert client.post(address, words).status_code == 302
    guest = Participant.objects.get()
    assert (str(guest.person), guest.capacity, guest.voice) == ("Aïcha Tahiri", "guest", "")
    assert (guest.person.email, guest.invitation.language) == ("aicha@asso.example", "es")
    assert "déjà attendue" in client.post(address, words).content.decode()
    other = client.post(address, {**words, "email": "autre@asso.example"})
    assert "connaît une autre adresse" in other.content.decode()
    client.post(at(workspace, "guest_remove", pk=meeting.pk, participant=guest.pk))
    assert not Participant.objects.current().exists()


def test_documents_are_joined(client_for: ClientFor, pilote: User, workspace: Workspace) -> None:
    meeting, client = meeting_of(workspace), client_for(pilote)
    address = at(workspace, "document_add", pk=meeting.pk)
    assert "une adresse ou un fichier" in client.post(address, {"title": "Rien"}).content.decode()
    client.post(address, {"title": "Budget", "link": "https://exemple.fr/budget"})
    file = SimpleUploadedFile("notes.txt", "Trois idées".encode(), content_type="text/plain")
    client.post(address, {"file": file})
    kept = MeetingDocument.objects.get(link="")
    got = client.get(at(workspace, "document", pk=meeting.pk, document=kept.pk))
    assert (got.status_code, kept.title) == (200, "notes.txt")
    client.post(at(workspace, "document_remove", pk=meeting.pk, document=kept.pk))
    assert client.get(at(workspace, "document", pk=meeting.pk, document=kept.pk)).status_code == 404


def test_a_series_keeps_the_hour_whatever_the_season(pilote: User, workspace: Workspace) -> None:
    """From winter to summer: six in the evening stays six in the evening."""
    winter = dt.datetime(2027, 3, 16, 17, 0, tzinfo=dt.UTC)
    meeting = meeting_of(workspace, starts_at=winter)
    add(meeting, pilote, "Un", "Deux")
    made = actions.repeat(meeting=meeting, weeks=4, times=2, by=pilote, at=AT)
    assert [one.starts_at for one in made] == [
        dt.datetime(2027, 4, 13, 16, 0, tzinfo=dt.UTC),
        dt.datetime(2027, 5, 11, 16, 0, tzinfo=dt.UTC),
    ]
    assert [titles(one) for one in made] == [["Un", "Deux"]] * 2
    assert {one.series for one in made} == {Meeting.objects.get(pk=meeting.pk).series}
    with pytest.raises(ActionRefused, match="date"):
        actions.repeat(meeting=meeting_of(workspace, starts_at=None), weeks=1, times=1, by=pilote, at=AT)
