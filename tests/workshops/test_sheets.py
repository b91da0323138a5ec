"""Action sheets: written, completed, put aside; what they lack is said in French."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from copil.core.errors import ActionRefused
from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative
from copil.workshops import actions
from copil.workshops.enums.sheets import LeadState, SheetState
from copil.workshops.models import ActionSheet
from copil.workshops.rules import sheets as sheet_rules
from tests.factories.directory import OrganisationFactory, PersonFactory
from tests.factories.initiatives import InitiativeFactory

AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
WHOLE: dict[str, Any] = {
    "title": "Un atelier vélo partagé",
    "description": "Réparer ensemble.",
    "objectives": "Rouler plus longtemps.",
    "targets": "Les habitants sans voiture.",
    "days": Decimal("12.5"),
    "start_date": dt.date(2027, 1, 4),
    "end_date": dt.date(2027, 6, 30),
}


def sheet_of(workspace: Workspace, **values: object) -> ActionSheet:
    """Return a sheet where only the indicator is missing, unless told otherwise."""
    initiative: Initiative = InitiativeFactory.create(workspace=workspace)
    person = PersonFactory.create(workspace=workspace)
    said = {**WHOLE, "lead_person": person, **values}
    return actions.create_sheet(workspace=workspace, initiative=initiative, values=said, by=None, at=AT)


def test_a_sheet_says_what_it_lacks_in_the_order_of_the_card() -> None:
    assert len(sheet_rules.missing(sheet_rules.Written())) == sheet_rules.PARTS
    said = sheet_rules.Written(description="Oui", amount=Decimal(0), has_lead=True, indicators=1)
    assert sheet_rules.missing(said) == [
        "les objectifs",
        "les publics visés",
        "la date de début",
        "la date de fin",
    ]


@pytest.mark.parametrize(
    ("state", "day", "late"),
    [
        ("todo", dt.date(2027, 1, 4), 0),
        ("todo", dt.date(2027, 1, 7), 3),
        ("doing", dt.date(2027, 1, 7), 0),
        ("blocked", dt.date(2027, 7, 10), 10),
        ("done", dt.date(2027, 7, 10), 0),
    ],
)
def test_an_action_is_late_on_its_start_then_on_its_end(state: str, day: dt.date, late: int) -> None:
    start, end = dt.date(2027, 1, 4), dt.date(2027, 6, 30)
    assert sheet_rules.days_late(state=state, today=day, start_date=start, end_date=end) == late


@pytest.mark.django_db
def test_the_last_part_makes_a_sheet_complete(pilote: User, workspace: Workspace) -> None:
    sheet = sheet_of(workspace)
    assert (sheet.state, sheet.missing_count) == (SheetState.DRAFT, 1)
    made = actions.add_indicator(sheet=sheet, values={"label": "Vélos réparés"}, by=pilote, at=AT)
    sheet.refresh_from_db()
    assert (sheet.state, sheet.is_complete) == (SheetState.COMPLETE, True)
    actions.remove_indicator(indicator=made, by=pilote, at=AT)
    sheet.refresh_from_db()
    assert sheet.state == SheetState.DRAFT


@pytest.mark.django_db
def test_a_partner_is_named_once(pilote: User, workspace: Workspace) -> None:
    sheet, organisation = sheet_of(workspace), OrganisationFactory.create(workspace=workspace)
    values: dict[str, Any] = {"organisation": organisation, "brings": "Un local", "by": pilote, "at": AT}
    actions.add_partner(sheet=sheet, **values)
    with pytest.raises(ActionRefused, match="déjà partenaire"):
        actions.add_partner(sheet=sheet, **values)


@pytest.mark.django_db
def test_another_lead_is_only_thought_of(pilote: User, workspace: Workspace) -> None:
    sheet = sheet_of(workspace)
    ActionSheet.objects.filter(pk=sheet.pk).update(lead_state="accepted", lead_answered_at=AT)
    same = {**WHOLE, "lead_person": sheet.lead_person}
    kept = actions.update_sheet(sheet=sheet, values=same, expected=1, by=pilote, at=AT)
    assert kept.lead_state == LeadState.ACCEPTED
    other = {**WHOLE, "lead_person": PersonFactory.create(workspace=workspace)}
    kept = actions.update_sheet(sheet=kept, values=other, expected=2, by=pilote, at=AT)
    assert (kept.lead_state, kept.lead_answered_at) == (LeadState.PROPOSED, None)
