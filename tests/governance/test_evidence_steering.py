"""What governance shows of an initiative to the method; opinions of each carrier, light sheets."""

import datetime as dt
from typing import Any

import pytest

from copil.core.errors import ActionRefused
from copil.governance import actions
from copil.governance import evidence_steering as evidence
from copil.governance.models import Validation
from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative
from tests.factories.directory import OrganisationFactory, PersonFactory
from tests.factories.governance import AT, body_of, decision_of
from tests.factories.initiatives import InitiativeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def initiative(workspace: Workspace) -> Initiative:
    made: Initiative = InitiativeFactory.create(workspace=workspace)
    return made


def said(initiative: Initiative, by: User, source: str, **more: Any) -> Validation:
    values = {
        "source": source, "opinion": "favourable", "given_on": AT.date(), "body": None, "person": None,
        "organisation": None, "text": "", **more,
    }  # fmt: skip  # a table reads by its lines
    return actions.note_validation(
        initiative=initiative, workspace=initiative.workspace, values=values, by=by, at=AT
    )


def test_bodies_show_who_sits_there(initiative: Initiative, django_assert_num_queries: Any) -> None:
    body = body_of(initiative.workspace, initiative=initiative, purpose="Suivre")
    person = PersonFactory.create(workspace=initiative.workspace)
    values = {
        "person": person, "starts_on": dt.date(2026, 1, 1), "is_outsider": True,
        "position": "Directrice de projets",
    }  # fmt: skip  # a table reads by its lines
    actions.give_mandate(body=body, workspace=initiative.workspace, values=values, by=None, at=AT)
    with django_assert_num_queries(2):
        facts = evidence.from_bodies([initiative.pk])[initiative.pk]
    keys = (evidence.PARTNERS, evidence.CONSTITUTED, evidence.OUTSIDERS, evidence.DIRECTOR)
    assert all(facts[key].complete for key in keys)
    body_of(initiative.workspace, initiative=initiative, code="CT")
    assert not evidence.from_bodies([initiative.pk])[initiative.pk][evidence.CONSTITUTED].complete


def test_each_opinion_replaces_the_one_before_and_keeps_it(initiative: Initiative, pilote: User) -> None:
    committee = body_of(initiative.workspace, kind="support", code="APPUI")
    with pytest.raises(ActionRefused, match="remarques"):
        said(initiative, pilote, "support", body=committee, opinion="reserved")
    first = said(initiative, pilote, "support", body=committee, opinion="reserved", text="Trop large")
    assert evidence.from_validations([initiative.pk])[initiative.pk][evidence.OPINION].complete
    said(initiative, pilote, "support", body=committee)
    first.refresh_from_db()
    assert (first.replaced_at, first.text) == (AT, "Trop large")
    said(initiative, pilote, "managers", body=committee, opinion="reserved", text="Pas sans budget")
    state = OrganisationFactory.create(workspace=initiative.workspace)
    said(initiative, pilote, "funders", organisation=state)
    facts = evidence.from_validations([initiative.pk])[initiative.pk]
    assert facts[evidence.FUNDERS].complete
    assert not facts[evidence.MANAGERS].complete


def test_decisions_settle_the_moments_of_the_method(initiative: Initiative) -> None:
    elected = body_of(initiative.workspace, initiative=initiative, kind="governance", code="GOUV")
    steering = body_of(initiative.workspace, initiative=initiative)
    decision_of(steering, topic="ambitions")
    assert not evidence.from_decisions([initiative.pk])[initiative.pk][evidence.AMBITIONS].complete
    decision_of(elected, topic="ambitions")
    decision_of(steering, topic="continuation")
    decision_of(steering, topic="terms", adopted=False)
    facts = evidence.from_decisions([initiative.pk])[initiative.pk]
    assert facts[evidence.AMBITIONS].complete
    assert facts[evidence.ELECTED].complete
    assert facts[evidence.CONTINUATION].complete
    assert evidence.TERMS not in facts


def test_light_sheets_are_whole_when_each_of_them_is(initiative: Initiative, pilote: User) -> None:
    levels = dict.fromkeys(("means", "dates", "cost"), "sufficient")
    for values in ({"title": "Une", **levels}, {"title": "Deux", "means": "missing"}):
        actions.write_sheet(
            initiative=initiative, workspace=initiative.workspace, values=values, by=pilote, at=AT
        )
    facts = evidence.from_sheets([initiative.pk])[initiative.pk]
    assert not facts[evidence.FEASIBILITY].complete
    assert evidence.CONSEQUENCES not in facts
