"""What the sessions prove: over values, then read from rows."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from copil.identity.models import User
from copil.meetings.enums import MeetingState
from copil.meetings.models import Meeting
from copil.workshops import actions
from copil.workshops.actions import boards, cards
from copil.workshops.enums.groups import CardKind, Rank
from copil.workshops.evidence import groups as group_evidence
from copil.workshops.evidence import sessions as session_evidence
from copil.workshops.evidence.sessions import IN_ORDER, PRIORITIES, PROBLEMS, Sat
from copil.workshops.models import Card, GroupSession, WorkingGroup
from tests.factories.directory import OrganisationFactory, PersonFactory

AT = dt.datetime(2026, 1, 10, 18, tzinfo=dt.UTC)


def sat(*days: int, ranked: bool = False) -> Sat:
    """Return a group whose sessions were held on these days, one after the other."""
    held = {rank: AT + dt.timedelta(days=day) for rank, day in enumerate(days, start=1)}
    return Sat(uuid.uuid4(), ranked, held)


def test_three_sessions_in_order_are_asked_of_each_group() -> None:
    assert IN_ORDER not in session_evidence.facts_of([sat()])
    part = session_evidence.facts_of([sat(0, 20, 40), sat(0, 20), sat(0, 40, 20)])[IN_ORDER]
    assert not part.complete
    assert "1 sur 3" in part.text
    whole = session_evidence.facts_of([sat(0, 20, 40), sat(1, 21, 41)])[IN_ORDER]
    assert (whole.complete, whole.on) == (True, dt.date(2026, 2, 20))


def test_ideas_are_put_in_order_by_each_group() -> None:
    assert PRIORITIES not in session_evidence.facts_of([sat(0, 20)])
    part = session_evidence.facts_of([sat(0, 20, ranked=True), sat(0, 20)])[PRIORITIES]
    assert (part.complete, part.on) == (False, dt.date(2026, 1, 30))
    assert session_evidence.facts_of([sat(0, 20, ranked=True)])[PRIORITIES].complete
    said = session_evidence.facts_of([Sat(uuid.uuid4(), ranked=False, told=True), sat(0)])[PROBLEMS]
    assert (said.complete, said.on) == (False, None)


@pytest.mark.django_db
def test_rows_say_it_in_two_queries(session: GroupSession, pilote: User) -> None:
    group = session.group
    assert session.meeting.starts_at is not None
    values = {"starts_at": session.meeting.starts_at + dt.timedelta(days=20)}
    actions.plan_session(group=group, rank=Rank.IDEAS, values=values, by=None, at=AT)
    Meeting.objects.update(state=MeetingState.SENT)
    board = boards.open_board(group=group, rank=Rank.IDEAS, by=pilote, at=AT)
    written = cards.Written(kind=CardKind.IDEA, text="Un minibus")
    cards.add_card(board=board, written=written, by=pilote, at=AT)
    Card.objects.update(priority=1)
    with CaptureQueriesContext(connection) as captured:
        found = session_evidence.provide([group.initiative_id])[group.initiative_id]
    assert len(captured) == 2
    assert found[PRIORITIES].complete
    assert PROBLEMS not in found
    assert not found[IN_ORDER].complete


@pytest.mark.django_db
def test_what_is_settled_in_the_preparation_has_its_day(session: GroupSession) -> None:
    """Rule x.r5 reads these days; rule x.r6 that the three types are there."""
    group = session.group
    for kind in ("association", "entreprise", "collectivite"):
        organisation = OrganisationFactory.create(workspace=group.workspace, kind=kind)
        person = PersonFactory.create(workspace=group.workspace)
        actions.add_member(group=group, person=person, organisation=organisation, by=None, at=AT)
    WorkingGroup.objects.update(created_at=AT)
    found = group_evidence.from_groups([group.initiative_id])[group.initiative_id]
    assert found[group_evidence.THEMES].on == found[group_evidence.TARGETS].on == AT.date()
    assert group_evidence.FACILITATORS not in found
    assert found[group_evidence.TYPES].complete
    other = actions.create(
        workspace=group.workspace, initiative=group.initiative, values={"theme": "Se loger"}, by=None, at=AT
    )
    found = group_evidence.from_groups([group.initiative_id])[group.initiative_id]
    assert (found[group_evidence.TYPES].complete, found[group_evidence.THEMES].complete) == (False, True)
    assert other.facilitator_at is None
