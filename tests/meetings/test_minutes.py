"""Minutes written live: autosave, versions, two hands, outcomes settled at once, files."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from copil.core.errors import ActionRefused
from copil.governance.models import Body, Decision
from copil.identity.models import User, Workspace
from copil.meetings import actions, evidence
from copil.meetings.models import (
    AgendaItem,
    Attendance,
    ItemNotes,
    Meeting,
    NotesVersion,
    Outcome,
    Participant,
)
from copil.tasks.models import Task
from tests.counting import queries_of
from tests.factories.directory import PersonFactory
from tests.factories.governance import body_of
from tests.factories.initiatives import InitiativeFactory
from tests.factories.meetings import STARTS, meeting_of

ClientFor = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def body(workspace: Workspace) -> Body:
    return body_of(workspace, initiative=InitiativeFactory.create(workspace=workspace))


@pytest.fixture
def item(workspace: Workspace, body: Body, pilote: User) -> AgendaItem:
    """A point of a meeting that is going on."""
    meeting = meeting_of(workspace, initiative=body.initiative, body=body, starts_at=timezone.now())
    point = {"title": "Budget", "duration": 20}
    made = actions.add_item(meeting=meeting, values=point, by=pilote, at=timezone.now())
    Meeting.objects.filter(pk=meeting.pk).update(state="running")
    found: AgendaItem = AgendaItem.objects.select_related("meeting").get(pk=made.pk)
    return found


def at(point: AgendaItem, name: str, **kwargs: object) -> str:
    arguments = {"workspace": point.workspace.slug, "pk": point.meeting_id, **kwargs}
    return reverse(f"meetings:{name}", kwargs=arguments)


def test_what_is_typed_is_kept_with_its_versions(
    client_for: ClientFor, pilote: User, item: AgendaItem
) -> None:
    client, address = client_for(pilote), at(item, "notes", item=item.pk)
    first = client.post(address, {"text": "Un", "version": 0}, headers={"hx-request": "true"})
    assert 'name="version" value="1"' in first.content.decode()
    client.post(address, {"text": "Un deux", "version": 1}, headers={"hx-request": "true"})
    assert ItemNotes.objects.get().text == "Un deux"
    assert [one.text for one in NotesVersion.objects.all()] == ["Un deux"], "the same hand, within minutes"
    NotesVersion.objects.update(created_at=timezone.now() - dt.timedelta(minutes=6))
    assert client.post(address, {"text": "Trois", "version": 2}).status_code == 302
    page = client.get(at(item, "versions", item=item.pk)).content.decode()
    assert "Un deux" in page
    assert "Trois" in page


def test_two_hands_see_both_texts_and_lose_nothing(
    client_for: ClientFor, pilote: User, item: AgendaItem
) -> None:
    client, address = client_for(pilote), at(item, "notes", item=item.pk)
    client.post(address, {"text": "Mon texte", "version": 0})
    live = client.post(address, {"text": "Le sien", "version": 0}, headers={"hx-request": "true"})
    assert live.status_code == 409
    assert "Mon texte" in live.content.decode()
    assert 'name="version" value="1"' in live.content.decode(), "the next save is made knowingly"
    plain = client.post(address, {"text": "Le sien", "version": 0})
    assert plain.status_code == 409
    assert "Mon texte" in plain.content.decode()
    assert "Le sien" in plain.content.decode()
    assert ItemNotes.objects.get().text == "Mon texte"


def note(item: AgendaItem, by: User, **values: Any) -> Outcome:
    return actions.add_outcome(item=item, values=values, by=by, at=timezone.now())


def test_decisions_and_actions_go_where_they_are_followed(
    client_for: ClientFor, pilote: User, workspace: Workspace, item: AgendaItem
) -> None:
    person = PersonFactory.create(workspace=workspace)
    vote = {"way": "vote", "votes_for": 4, "votes_against": 1, "votes_abstained": 0, "present": 6}
    note(item, pilote, kind="decision", text="Retenir le budget", reason="Il est équilibré", **vote)
    note(item, pilote, kind="decision", text="Revoir le calendrier")
    note(item, pilote, kind="action", text="Écrire aux communes", person=person, due_on=dt.date(2027, 1, 8))
    note(item, pilote, kind="information", text="La salle est réservée")
    assert client_for(pilote).post(at(item, "settle")).status_code == 302
    adopted, draft = (
        Decision.objects.order_by("-state", "pk").filter(state="adopted"),
        Decision.objects.filter(state="draft"),
    )
    kept = adopted.get()
    assert (kept.votes_for, kept.votes_absent, kept.subject_kind) == (4, 1, "meetings.meeting")
    assert draft.get().title == "Revoir le calendrier"
    task = Task.objects.get()
    assert (task.person, task.origin_kind, task.origin_id) == (person, "meetings.meeting", item.meeting_id)
    client_for(pilote).post(at(item, "settle"))
    assert (Decision.objects.count(), Task.objects.count()) == (2, 1), "twice is once"
    settled = Outcome.objects.get(task=task)
    with pytest.raises(ActionRefused, match="ne change plus"):
        actions.remove_outcome(outcome=settled, by=pilote, at=timezone.now())


def test_without_a_quorum_nothing_is_written(pilote: User, item: AgendaItem, body: Body) -> None:
    Body.objects.filter(pk=body.pk).update(quorum_kind="number", quorum_value=3)
    note(item, pilote, kind="action", text="Écrire aux communes")
    note(item, pilote, kind="decision", text="Retenir", reason="Car", present=2)
    with pytest.raises(ActionRefused, match="quorum de 3"):
        actions.settle(meeting=item.meeting, may_adopt=True, by=pilote, at=timezone.now())
    assert not Decision.objects.exists()
    assert not Task.objects.exists()


def test_the_screens_of_the_minutes(
    client_for: ClientFor, pilote: User, membre: User, visiteur: User, item: AgendaItem
) -> None:
    client = client_for(pilote)
    client.post(at(item, "outcome_add", item=item.pk), {"kind": "opinion", "text": "Plutôt au printemps"})
    line = Outcome.objects.get()
    edited = {"kind": "decision", "text": "Au printemps", "way": "vote", "version": 1}
    assert (
        "compte des voix" in client.post(at(item, "outcome_edit", outcome=line.pk), edited).content.decode()
    )
    votes = {"votes_for": 3, "votes_against": 0, "votes_abstained": 0}
    assert client.post(at(item, "outcome_edit", outcome=line.pk), {**edited, **votes}).status_code == 302
    for user, seen, written in ((pilote, 200, 302), (membre, 200, 403), (visiteur, 404, 404)):
        browser = client_for(user)
        for name in ("live", "project"):
            assert browser.get(at(item, name)).status_code == seen
        notes = browser.post(at(item, "notes", item=item.pk), {"text": "", "version": 0})
        assert notes.status_code == written
    assert queries_of(client, at(item, "live")) <= 15
    for name in ("minutes_file", "compiled_file"):
        made = client.get(at(item, name, file_format="html"))
        assert made.status_code == 200
    assert "Au printemps" in client.get(at(item, "minutes_file", file_format="html")).content.decode()
    client.post(at(item, "outcome_remove", outcome=line.pk))
    assert not Outcome.objects.current().exists()


def test_what_meetings_prove(workspace: Workspace, django_assert_max_num_queries: Callable[..., Any]) -> None:
    initiative = InitiativeFactory.create(workspace=workspace)
    told = {"steering": ("sent", "writing"), "launch": ("locked",), "session-1": ("sent",), "team": ("sent",)}
    for kind, states in told.items():
        for state in states:
            made = meeting_of(workspace, initiative=initiative, kind=kind)
            Meeting.objects.filter(pk=made.pk).update(state=state)
            if kind == "launch":
                seen(made)
    empty = meeting_of(workspace, initiative=initiative, kind="restitution")
    Meeting.objects.filter(pk=empty.pk).update(state="sent")
    with django_assert_max_num_queries(2):
        facts = evidence.provide([initiative.pk])[initiative.pk]
    assert {key: one.complete for key, one in facts.items()} == {
        evidence.COMMITTEES: True,
        evidence.MINUTES: False,
        evidence.LAUNCH: True,
        evidence.RESTITUTION: False,
        evidence.SESSIONS: True,
    }
    assert "1 sur 2" in facts[evidence.MINUTES].text
    assert "personne n’y est noté présent" in facts[evidence.RESTITUTION].text
    assert facts[evidence.LAUNCH].on == STARTS.date()


def test_a_long_preparation_takes_one_committee_more_and_none_after_the_launch(workspace: Workspace) -> None:
    initiative = InitiativeFactory.create(workspace=workspace, opened_on=dt.date(2025, 2, 1))
    days = {"steering": (0, 30, 200), "launch": (100,)}
    for kind, after in days.items():
        for day in after:
            starts_at = STARTS + dt.timedelta(days=day)
            made = meeting_of(workspace, initiative=initiative, kind=kind, starts_at=starts_at)
            Meeting.objects.filter(pk=made.pk).update(state="sent")
    fact = evidence.provide([initiative.pk])[initiative.pk][evidence.COMMITTEES]
    assert not fact.complete
    assert "2\u00a0comités de pilotage tenus avant le lancement" in fact.text
    assert "3 sont conseillés" in fact.text


def seen(meeting: Meeting) -> None:
    """Note somebody present."""
    person = PersonFactory.create(workspace=meeting.workspace)
    who = Participant.objects.create(workspace=meeting.workspace, meeting=meeting, person=person)
    values = {"status": "present", "arrived_at": STARTS}
    Attendance.objects.create(workspace=meeting.workspace, participant=who, **values)
