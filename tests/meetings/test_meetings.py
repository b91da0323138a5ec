"""Meetings: prepared, listed, shown, changed, put aside; who may."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from copil.core.errors import ActionRefused
from copil.governance import actions as governance
from copil.governance.models import Body
from copil.identity.models import User, Workspace
from copil.meetings import actions, agendas
from copil.meetings.enums import Expected, MeetingKind
from copil.meetings.models import AgendaItem, Meeting, Participant
from copil.search import queries
from tests.counting import queries_of
from tests.factories.directory import PersonFactory
from tests.factories.governance import body_of
from tests.factories.initiatives import InitiativeFactory
from tests.factories.meetings import AT, STARTS, meeting_of

ClientFor = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def at(workspace: Workspace, name: str, **kwargs: object) -> str:
    return reverse(f"meetings:{name}", kwargs={"workspace": workspace.slug, **kwargs})


def seated(body: Body, name: str, **values: Any) -> None:
    person = PersonFactory.create(workspace=body.workspace, family_name=name)
    held = {"person": person, "starts_on": dt.date(2026, 1, 1), **values}
    governance.give_mandate(body=body, workspace=body.workspace, values=held, by=None, at=AT)


def names(meeting: Meeting) -> set[str]:
    rows = Participant.objects.current().filter(meeting=meeting)
    return set(rows.values_list("person__family_name", flat=True))


@pytest.mark.parametrize("kind", MeetingKind.values)
def test_every_kind_has_its_agenda(kind: str) -> None:
    template = agendas.of_kind(kind)
    assert sum(one.duration for one in template.items) <= template.duration
    assert {one.expected for one in template.items} <= set(Expected.values)


def test_a_meeting_is_prepared_with_the_agenda_of_its_kind(
    client_for: ClientFor, pilote: User, workspace: Workspace
) -> None:
    data = {"kind": "steering", "day": "2026-12-10", "hour": "18:30", "with_agenda": "on"}
    answer = client_for(pilote).post(at(workspace, "create"), data)
    made = Meeting.objects.get()
    assert answer.headers["Location"] == at(workspace, "meeting", pk=made.pk)
    assert (made.title, made.duration, made.state) == ("Comité de pilotage", 120, "draft")
    assert made.starts_at == STARTS
    assert AgendaItem.objects.filter(meeting=made).count() == len(agendas.of_kind("steering").items)
    assert queries.find(workspace=workspace, question="comité de pilotage").exists()


def test_a_day_without_an_hour_is_refused(client_for: ClientFor, pilote: User, workspace: Workspace) -> None:
    answer = client_for(pilote).post(at(workspace, "create"), {"kind": "team", "day": "2026-12-10"})
    assert "Donnez aussi l’heure" in answer.content.decode()
    assert not Meeting.objects.exists()


def test_those_who_sit_that_day_are_expected(workspace: Workspace) -> None:
    body = body_of(workspace)
    seated(body, "Présente")
    seated(body, "Partie", ends_on=dt.date(2026, 12, 1))
    assert names(meeting_of(workspace, body=body)) == {"Présente"}


def test_a_draft_moved_to_another_day_expects_those_of_that_day(workspace: Workspace, pilote: User) -> None:
    body = body_of(workspace)
    seated(body, "Présente")
    seated(body, "Partie", ends_on=dt.date(2026, 12, 1))
    meeting = meeting_of(workspace, body=body)
    earlier = STARTS - dt.timedelta(days=20)
    actions.update(meeting=meeting, values={"starts_at": earlier}, expected=1, by=pilote, at=AT)
    assert names(meeting) == {"Présente", "Partie"}
    actions.update(meeting=meeting, values={"body": None}, expected=2, by=pilote, at=AT)
    assert names(meeting) == set()


def test_a_closed_body_does_not_meet(workspace: Workspace, pilote: User) -> None:
    body = body_of(workspace)
    governance.close(body=body, closed_on=AT.date(), reason="Finie", by=pilote, at=AT)
    with pytest.raises(ActionRefused, match="close"):
        meeting_of(workspace, body=Body.objects.get(pk=body.pk))


def test_a_draft_is_put_aside(client_for: ClientFor, pilote: User, workspace: Workspace) -> None:
    meeting = meeting_of(workspace)
    client_for(pilote).post(at(workspace, "discard", pk=meeting.pk))
    assert Meeting.objects.get().is_archived
    assert client_for(pilote).get(at(workspace, "meeting", pk=meeting.pk)).status_code == 404


def test_the_second_save_sees_both_texts(client_for: ClientFor, pilote: User, workspace: Workspace) -> None:
    meeting = meeting_of(workspace)
    data = {"kind": "steering", "title": "Un", "day": "2026-12-10", "hour": "18:30", "version": "1"}
    assert client_for(pilote).post(at(workspace, "edit", pk=meeting.pk), data).status_code == 302
    answer = client_for(pilote).post(at(workspace, "edit", pk=meeting.pk), {**data, "title": "Deux"})
    assert answer.status_code == 409
    assert "Un" in answer.content.decode()
    assert "Deux" in answer.content.decode()


def test_who_may(
    client_for: ClientFor, pilote: User, membre: User, visiteur: User, workspace: Workspace
) -> None:
    initiative = InitiativeFactory.create(workspace=workspace)
    meeting = meeting_of(workspace, initiative=initiative)
    for user, shown, changed in ((pilote, 200, 200), (membre, 200, 403), (visiteur, 404, 404)):
        client = client_for(user)
        assert client.get(at(workspace, "meeting", pk=meeting.pk)).status_code == shown
        assert client.get(at(workspace, "of_initiative", pk=initiative.pk)).status_code == shown
        assert client.get(at(workspace, "edit", pk=meeting.pk)).status_code == changed
        assert client.get(at(workspace, "create_in", pk=initiative.pk)).status_code == changed


def test_each_view_lists_its_meetings(client_for: ClientFor, pilote: User, workspace: Workspace) -> None:
    mine = PersonFactory.create(workspace=workspace, user=pilote)
    meeting_of(workspace, title="Demain", starts_at=dt.datetime(2100, 1, 1, tzinfo=dt.UTC))
    meeting_of(workspace, title="Sans date", starts_at=None, chair=mine)
    meeting_of(workspace, title="Hier", starts_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    client = client_for(pilote)

    def listed(query: str = "") -> list[str]:
        page = client.get(at(workspace, "meetings") + query).context["page"]
        return [one.title for one in page]

    assert listed() == ["Demain", "Sans date"]
    assert listed("?vue=passees") == ["Hier"]
    assert listed("?vue=miennes") == ["Sans date"]
    assert listed("?q=demain&demarche=aucune") == ["Demain"]
    assert listed("?q=rien") == []


def test_lists_ask_as_many_queries_with_2_and_with_200(
    client_for: ClientFor, membre: User, workspace: Workspace
) -> None:
    client, body = client_for(membre), body_of(workspace)
    far = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
    meetings = [meeting_of(workspace, body=body, starts_at=far) for _ in range(2)]
    two = queries_of(client, at(workspace, "meetings"))
    rows = [
        Meeting(
            workspace=workspace, body=body, kind="team", title=f"R {n}", title_key=f"r {n}", starts_at=far
        )
        for n in range(198)
    ]
    Meeting.objects.bulk_create(rows)
    assert queries_of(client, at(workspace, "meetings")) == two <= 15
    assert queries_of(client, at(workspace, "meeting", pk=meetings[0].pk)) <= 15
