"""Kept facts: what is kept is what would be found, an act is seen at once, the worker keeps what moved."""

import datetime as dt
import logging

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from copil.identity.models import User, Workspace
from copil.initiatives import actions, evidence, kept
from copil.initiatives.enums import CarrierRole, ObjectiveLevel
from copil.initiatives.models import Initiative, KeptFacts
from copil.journal.actions import record
from copil.notifications import worker
from tests.factories.identity import WorkspaceFactory
from tests.factories.initiatives import CarrierFactory, InitiativeFactory

pytestmark = pytest.mark.django_db
KEY = "initiatives.strategic_objective_set"


@pytest.fixture
def initiative(workspace: Workspace) -> Initiative:
    return InitiativeFactory.create(workspace=workspace)


def add_objective(initiative: Initiative, *, by: User, at: dt.datetime) -> None:
    actions.add_objective(
        initiative=initiative,
        workspace=initiative.workspace,
        level=ObjectiveLevel.STRATEGIC,
        text="Consolider les associations",
        by=by,
        at=at,
    )


def queries_of(initiatives: list[Initiative]) -> int:
    with CaptureQueriesContext(connection) as queries:
        kept.facts_of([one.pk for one in initiatives])
    return len(queries)


def test_what_is_kept_is_what_would_be_found(initiative: Initiative, pilote: User, now: dt.datetime) -> None:
    add_objective(initiative, by=pilote, at=now)
    found = evidence.facts_of([initiative.pk])

    assert kept.keep(at=now) == 1
    assert kept.keep(at=now) == 0
    assert kept.facts_of([initiative.pk]) == found
    assert found[initiative.pk][KEY].object_id == initiative.pk


def test_an_act_is_seen_at_once(initiative: Initiative, pilote: User, now: dt.datetime) -> None:
    kept.keep(at=now)
    assert KEY not in kept.facts_of([initiative.pk])[initiative.pk]

    add_objective(initiative, by=pilote, at=now)

    assert KEY in kept.facts_of([initiative.pk])[initiative.pk]
    assert kept.keep(at=now) == 1
    assert KEY in KeptFacts.objects.get().facts


def test_an_act_of_any_carrier_counts(initiative: Initiative, pilote: User, now: dt.datetime) -> None:
    other = CarrierFactory.create(
        initiative=initiative, workspace=WorkspaceFactory.create(), role=CarrierRole.ASSOCIATED
    )
    kept.keep(at=now)
    calm = queries_of([initiative])

    record(by=pilote, at=now, workspace=other.workspace, verb="update", obj=("x", initiative.pk))

    assert queries_of([initiative]) > calm
    assert kept.keep(at=now, workspaces=[other.workspace_id]) == 1
    assert queries_of([initiative]) == calm


def test_one_query_whatever_the_number(workspace: Workspace, now: dt.datetime) -> None:
    initiatives = [InitiativeFactory.create(workspace=workspace) for _ in range(30)]
    kept.keep(at=now)

    assert queries_of(initiatives[:2]) == queries_of(initiatives) == 1


def test_only_what_moved_is_gathered_again(workspace: Workspace, pilote: User, now: dt.datetime) -> None:
    calm = InitiativeFactory.create(workspace=WorkspaceFactory.create())
    moved = InitiativeFactory.create(workspace=workspace)
    kept.keep(at=now)
    later = now + dt.timedelta(minutes=1)
    add_objective(moved, by=pilote, at=now)

    kept.upkeep()
    kept.upkeep()

    assert KeptFacts.objects.get(initiative=calm).kept_at == now
    assert KEY in KeptFacts.objects.get(initiative=moved).facts
    assert KeptFacts.objects.get(initiative=moved).kept_at != now
    assert kept.keep(at=later) == 0


def test_another_text_of_the_providers_is_not_trusted(
    initiative: Initiative, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.keep(at=now)
    monkeypatch.setattr(kept, "_code", lambda: "another version")

    assert queries_of([initiative]) > 1
    assert kept.keep(at=now) == 1


def test_an_archived_initiative_is_left_alone(initiative: Initiative, now: dt.datetime) -> None:
    Initiative.objects.update(archived_at=now)

    assert kept.keep(at=now) == 0
    assert kept.facts_of([initiative.pk]) == evidence.facts_of([initiative.pk])


def test_an_upkeep_that_fails_stops_nothing(
    initiative: Initiative,
    pilote: User,
    now: dt.datetime,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    add_objective(initiative, by=pilote, at=now)
    settings.UPKEEP = ["operator.itemgetter", *settings.UPKEEP]

    with caplog.at_level(logging.WARNING):
        worker.look_after()

    assert "upkeep operator.itemgetter failed: TypeError" in caplog.text
    assert KeptFacts.objects.filter(initiative=initiative).exists()
