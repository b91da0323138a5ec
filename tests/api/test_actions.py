"""Action sheets and common plans read by a program: what they say, by whom they are seen, at what cost."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from copil.api.enums import Scope
from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative
from copil.workshops.models import (
    ActionSheet,
    ActionStatement,
    CommonPlan,
    PlanAction,
    SheetIndicator,
    SheetPartner,
)
from tests.api.conftest import Program, read
from tests.factories.api import token_of
from tests.factories.directory import OrganisationFactory, PersonFactory
from tests.factories.initiatives import InitiativeFactory

pytestmark = pytest.mark.django_db
PHONE = "0611223344"
SHEETS, PLANS = "/api/v1/fiches-action", "/api/v1/plans-communs"


def sheet_of(initiative: Initiative, title: str) -> ActionSheet:
    workspace = initiative.workspace
    sheet = ActionSheet.objects.create(
        workspace=workspace, initiative=initiative, title=title, title_key=title.lower(),
        amount=Decimal("1500.00"), end_date=dt.date(2027, 6, 30), lead_state="proposed",
        lead_person=PersonFactory.create(workspace=workspace, email="porte@marne.example", phone=PHONE),
    )  # fmt: skip  # a row reads by its lines
    partner = OrganisationFactory.create(workspace=workspace, name="La Fabrique")
    SheetPartner.objects.create(workspace=workspace, sheet=sheet, organisation=partner, brings="Un local")
    SheetIndicator.objects.create(workspace=workspace, sheet=sheet, label="Ateliers tenus")
    return sheet


def test_a_sheet_says_what_its_page_says_but_how_to_reach_anybody(
    program: Program, workspace: Workspace
) -> None:
    sheet = sheet_of(InitiativeFactory.create(workspace=workspace), "Un café")
    ActionStatement.objects.create(
        workspace=workspace, sheet=sheet, state="doing", progress=40, weather="sun",
        sentence="Le local est là.", stated_at=timezone.now(),
    )  # fmt: skip  # as above
    answer = program.get(f"{SHEETS}/{sheet.pk}")
    said = read(answer)
    assert (said["titre"], said["montant"], said["fin"]) == ("Un café", "1500.00", "2027-06-30")
    assert [one["apporte"] for one in said["partenaires"]] == ["Un local"]
    assert said["indicateurs"] == ["Ateliers tenus"]
    assert b"porte@marne.example" not in answer.content
    assert PHONE.encode() not in answer.content
    assert program.get(f"{SHEETS}/{sheet.pk}", If_None_Match='"1"').status_code == 304
    (last,) = read(program.get(f"{SHEETS}/{sheet.pk}/avancement"))["donnees"]
    assert (last["avancement"], last["etat"], last["phrase"]) == (40, "doing", "Le local est là.")
    assert read(program.get(f"{SHEETS}?porteur=accepted"))["total"] == 0
    assert read(program.get(f"{SHEETS}?porteur=proposed&demarche={sheet.initiative_id}"))["total"] == 1


def test_a_list_of_sheets_asks_the_same_of_the_database(program: Program, workspace: Workspace) -> None:
    initiative = InitiativeFactory.create(workspace=workspace)
    counts = []
    for wanted in (2, 30):
        for number in range(ActionSheet.objects.count(), wanted):
            sheet_of(initiative, f"Action {number}")
        program.get(f"{SHEETS}?par_page=100")
        with CaptureQueriesContext(connection) as queries:
            assert read(program.get(f"{SHEETS}?par_page=100"))["total"] == wanted
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 9


def test_a_plan_gives_its_actions_by_rank(program: Program, workspace: Workspace) -> None:
    plan = CommonPlan.objects.create(
        workspace=workspace,
        initiative=InitiativeFactory.create(workspace=workspace),
        presentation="Ensemble.",
    )
    for number, title in enumerate(("Seconde", "Première"), start=1):
        PlanAction.objects.create(
            workspace=workspace, plan=plan, number=number, position=3 - number, title=title,
            title_key=title.lower(),
        )  # fmt: skip  # as above
    said = read(program.get(f"{PLANS}/{plan.pk}"))
    assert (said["presentation"], said["edition"]) == ("Ensemble.", 0)
    assert [one["titre"] for one in read(program.get(said["actions"]))["donnees"]] == ["Première", "Seconde"]
    assert [one["id"] for one in read(program.get(PLANS))["donnees"]] == [str(plan.pk)]


def test_each_is_of_its_scope_and_of_its_workspace(
    program: Program, workspace: Workspace, pilote: User
) -> None:
    elsewhere = InitiativeFactory.create()
    sheet = sheet_of(elsewhere, "Ailleurs")
    plan = CommonPlan.objects.create(workspace=elsewhere.workspace, initiative=elsewhere)
    for path in (f"{SHEETS}/{sheet.pk}", f"{SHEETS}/{sheet.pk}/avancement", f"{PLANS}/{plan.pk}"):
        assert program.get(path).status_code == 404
    assert program.get(f"{PLANS}/{plan.pk}/actions").status_code == 404
    assert read(program.get(SHEETS))["total"] == read(program.get(PLANS))["total"] == 0
    narrow = Program(token_of(pilote, workspace, Scope.PLANS_READ))
    assert (narrow.get(SHEETS).status_code, narrow.get(PLANS).status_code) == (403, 200)
