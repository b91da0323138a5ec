"""The logistics plan: dates counted back, quantities from the replies, several hands, tasks, costs."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from copil.core.errors import ActionRefused, Conflict
from copil.identity.models import User, Workspace
from copil.meetings import actions as meeting_actions
from copil.meetings import logistics, logistics_evidence
from copil.meetings.actions import logistics as actions
from copil.meetings.enums import Basis, Diet, LogisticsFamily
from copil.meetings.models import LogisticsHand, LogisticsLine, Meeting
from copil.meetings.rules import logistics as rules
from copil.tasks.enums import TaskState
from copil.tasks.models import Task
from tests.factories.directory import PersonFactory
from tests.factories.initiatives import InitiativeFactory
from tests.factories.meetings import AT, STARTS, meeting_of

DAY = dt.date(2026, 12, 10)
TABLE = rules.Table(present=40, remote=6, silent=10, diets={Diet.VEGAN.value: 3, Diet.NO_PORK.value: 2})


@pytest.mark.parametrize(
    ("basis", "margin", "per", "expected"),
    [
        (Basis.PRESENT, 10, 1, (44, 55)),
        (Basis.PRESENT, 0, 8, (5, 7)),
        (Basis.EVERYBODY, 0, 1, (46, 56)),
        (Basis.NUMBER, 50, 1, (7, 7)),
    ],
)
def test_quantities_follow_the_replies(basis: str, margin: int, per: int, expected: tuple[int, int]) -> None:
    found = rules.quantity(basis=basis, table=TABLE, margin=margin, per=per, number=7)
    assert found is not None
    assert (found.needed, found.at_most) == expected


def test_meals_are_shared_out_by_diet_and_the_margin_eats_of_everything() -> None:
    found = rules.quantity(basis=Basis.DIETS, table=TABLE, margin=5, per=1, number=None)
    assert found is not None
    assert found.needed == sum(number for _, number in found.shares) == 42
    assert dict(found.shares) == {"Tout": 37, "Végétalien": 3, "Sans porc": 2}
    assert rules.quantity(basis=Basis.NONE, table=TABLE, margin=0, per=1, number=None) is None


def test_days_are_counted_back() -> None:
    assert rules.due(day=DAY, days_before=30) == dt.date(2026, 11, 10)
    assert rules.due(day=None, days_before=30) is None
    assert [rules.backward(one) for one in (30, 0, -2, None)] == ["J-30", "le jour même", "J+2", ""]


def test_every_model_line_is_known_and_each_role_of_the_day_has_one() -> None:
    lines = logistics.of_kind(Meeting(kind="launch"))
    assert len({one.key for one in lines}) == len(lines)
    assert {one.family for one in lines} <= set(LogisticsFamily.values)
    assert {one.family for one in lines if one.before == 0} >= set(LogisticsFamily.of_the_day())
    assert len(logistics.of_kind(Meeting(kind="team"))) < len(lines)


def line_of(meeting: Meeting, **values: Any) -> LogisticsLine:
    given = {"family": "catering", "title": "Commander les repas", "days_before": 5, **values}
    people = given.pop("people", [])
    return actions.add(meeting=meeting, values=given, people=people, by=None, at=AT)


@pytest.mark.django_db
def test_the_dates_follow_the_meeting_but_those_chosen_by_hand(workspace: Workspace, pilote: User) -> None:
    meeting = meeting_of(workspace, kind="launch", by=pilote)
    assert actions.begin(meeting=meeting, by=pilote, at=AT) > 20
    assert actions.begin(meeting=meeting, by=pilote, at=AT) == 0
    mine = line_of(meeting, due_on=dt.date(2026, 12, 1))
    assert mine.by_hand
    venue = LogisticsLine.objects.get(key="venue")
    task = actions.make_task(line=venue, by=pilote, at=AT)
    values = {"starts_at": STARTS + dt.timedelta(days=7)}
    meeting_actions.update(meeting=meeting, values=values, expected=meeting.version, by=pilote, at=AT)
    venue.refresh_from_db()
    task.refresh_from_db()
    mine.refresh_from_db()
    assert venue.due_on == task.due_on == DAY + dt.timedelta(days=7 - 60)
    assert mine.due_on == dt.date(2026, 12, 1)
    meeting.refresh_from_db()
    (row,) = logistics.shown([mine], meeting=meeting, table=TABLE, today=DAY)
    assert row.kept_from == DAY + dt.timedelta(days=2)


@pytest.mark.django_db
def test_a_line_and_its_task_say_the_same(workspace: Workspace, pilote: User) -> None:
    people = PersonFactory.create_batch(2, workspace=workspace)
    line = line_of(meeting_of(workspace), people=people)
    task = actions.make_task(line=line, by=pilote, at=AT)
    assert task.person in people
    assert task.origin_label == "Comité de pilotage"
    with pytest.raises(ActionRefused, match="déjà suivie"):
        actions.make_task(line=line, by=pilote, at=AT)
    actions.tick(line=line, done=True, by=pilote, at=AT)
    assert Task.objects.get().state == TaskState.DONE
    assert not logistics.lines_of(line.meeting).open_ones().exists()
    actions.tick(line=line, done=False, by=pilote, at=AT)
    assert Task.objects.get().is_open
    with pytest.raises(Conflict):
        actions.change(line=line, values={"title": "X"}, people=[], expected=1, by=pilote, at=AT)


@pytest.mark.django_db
def test_a_plan_is_taken_up_with_its_people_and_what_was_paid(workspace: Workspace, pilote: User) -> None:
    people = PersonFactory.create_batch(2, workspace=workspace)
    before, now = meeting_of(workspace), meeting_of(workspace, starts_at=STARTS + dt.timedelta(days=100))
    line_of(before, people=people, estimated=Decimal(300), actual=Decimal("412.50"))
    assert actions.copy(meeting=now, source=before, by=pilote, at=AT) == 1
    new = LogisticsLine.objects.get(meeting=now)
    assert (new.estimated, new.actual) == (Decimal("412.50"), None)
    assert new.due_on == timezone.localdate(now.starts_at) - dt.timedelta(days=5)
    assert LogisticsHand.objects.filter(line=new).count() == 2
    assert logistics.figures_of(before, today=DAY).cost == Decimal("300.00")


@pytest.mark.django_db
def test_two_people_share_it_and_the_roles_of_the_day_are_held(workspace: Workspace) -> None:
    initiative = InitiativeFactory.create(workspace=workspace)
    people = PersonFactory.create_batch(2, workspace=workspace)
    meeting = meeting_of(workspace, initiative=initiative, kind="launch")
    line_of(meeting, people=people[:1])
    facts = logistics_evidence.provide([initiative.pk])[initiative.pk]
    assert not facts[logistics_evidence.SHARED].complete
    for family in LogisticsFamily.of_the_day():
        line_of(meeting, family=family, days_before=0, people=people)
    facts = logistics_evidence.provide([initiative.pk])[initiative.pk]
    assert facts[logistics_evidence.SHARED].complete
    assert facts[logistics_evidence.DAY].complete


@pytest.mark.django_db
@time_machine.travel(AT, tick=False)
def test_the_screens_from_the_first_line_to_the_paper(
    client_for: Callable[[User], Client], workspace: Workspace, pilote: User, visiteur: User
) -> None:
    client, meeting = client_for(pilote), meeting_of(workspace, kind="launch", by=pilote)
    plan = _url(workspace, "logistics", pk=meeting.pk)
    assert "Commencer le plan" in client.get(plan).content.decode()
    assert (
        "lignes ajoutées"
        in client.post(_url(workspace, "logistics_begin", pk=meeting.pk), follow=True).content.decode()
    )
    shown = client.get(plan).content.decode()
    assert "En retard" in shown
    assert "Personne n’est nommé" in shown
    line = LogisticsLine.objects.get(key="meals")
    PersonFactory.create(workspace=workspace, given_name="Inès", family_name="Morel")
    edit = _url(workspace, "line_edit", pk=meeting.pk, line=line.pk)
    data = {"title": "Repas", "family": "catering", "days_before": 5, "basis": "diets", "per": 1, "margin": 5}
    data |= {"hand_0": "Inès Morel", "estimated": "1200,50", "version": line.version}
    assert client.post(edit, data).status_code == 302
    assert client.post(edit, data).status_code == 409
    line.refresh_from_db()
    assert (line.estimated, line.by_hand, line.due_on) == (Decimal("1200.50"), False, dt.date(2026, 12, 5))
    assert "Une seule personne porte" in client.get(plan).content.decode()
    tick = _url(workspace, "line_tick", pk=meeting.pk, line=line.pk)
    assert client.post(tick, {"done": "oui"}).status_code == 302
    assert "Repas" in client.get(plan + "?etat=pret").content.decode()
    client.post(tick, {"done": "non"})
    assert (
        "1\u00a0tâche ajoutée"
        in client.post(_url(workspace, "logistics_tasks", pk=meeting.pk), follow=True).content.decode()
    )
    assert Task.objects.get().due_on == dt.date(2026, 12, 5)
    paper = client.get(_url(workspace, "checklist", pk=meeting.pk, file_format="html") + "?par=personne")
    assert "Inès Morel" in paper.content.decode()
    assert "1\u00a0200,50" in paper.content.decode()
    assert client_for(visiteur).get(plan).status_code == 404


@pytest.mark.django_db
def test_the_plan_costs_the_same_number_of_queries(
    client_for: Callable[[User], Client],
    workspace: Workspace,
    pilote: User,
    django_assert_max_num_queries: Any,
) -> None:
    client, meeting = client_for(pilote), meeting_of(workspace, kind="launch", by=pilote)
    line_of(meeting)
    plan = _url(workspace, "logistics", pk=meeting.pk)
    client.get(plan)
    actions.begin(meeting=meeting, by=pilote, at=AT)
    for line in LogisticsLine.objects.all():
        LogisticsHand.objects.create(
            workspace=workspace, line=line, person=PersonFactory.create(workspace=workspace)
        )
    with django_assert_max_num_queries(15):
        client.get(plan)


def _url(workspace: Workspace, name: str, **kwargs: Any) -> str:
    return reverse(f"meetings:{name}", kwargs={"workspace": workspace.slug, **kwargs})
