"""Action sheets and the common plan as the API gives them: read only."""

import datetime as dt
import uuid
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query

from copil.api import answers
from copil.api.enums import Scope
from copil.api.frame import Resource
from copil.api.schemas import Asked, Linked, Listed, Sheet, Strict
from copil.core.text import name_key
from copil.identity.http import Request
from copil.initiatives.models import Initiative
from copil.workshops.enums.sheets import LeadState, Progress, SheetState, Weather
from copil.workshops.models import ActionSheet, ActionStatement, CommonPlan, PlanAction
from copil.workshops.models.plans import CommonPlanQuerySet
from copil.workshops.models.sheets import ActionSheetQuerySet
from copil.workshops.sheet_parts import parts_of
from copil.workshops.views.sheet_common import fetch_sheet

action_sheets = Resource("Fiches action")
common_plans = Resource("Plans d’action communs")
_AMOUNT = "En euros, comme un texte : « 1500.00 »."


class ActionOut(Sheet):
    """What an action sheet and an action of the plan both say."""

    titre: str
    groupe: Linked | None
    description: str
    objectifs: str
    publics: str
    structure_porteuse: Linked | None
    personne_porteuse: Linked | None
    porteur: LeadState
    journees: str | None
    montant: str | None = Field(description=_AMOUNT)
    autres_moyens: str
    debut: dt.date | None
    fin: dt.date | None


class PartnerOut(Strict):
    """An organisation that takes part in an action."""

    organisation: Linked
    apporte: str


class ActionSheetOut(ActionOut):
    """An action that a group proposes."""

    demarche: Linked
    etat: SheetState
    parties_manquantes: int
    partenaires: list[PartnerOut]
    indicateurs: list[str]


class ActionSheetsAsked(Asked):
    """What narrows the list of action sheets."""

    q: str = Field("", max_length=100, description="Des mots du titre.")
    demarche: uuid.UUID | None = None
    groupe: uuid.UUID | None = None
    etat: SheetState | None = None
    porteur: LeadState | None = None
    archives: bool = Field(False, description="Les fiches archivées plutôt que les autres.")


class StatementOut(Strict):
    """How far an action was, as somebody said it."""

    le: dt.datetime
    etat: Progress
    avancement: int = Field(description="En pour cent.")
    meteo: Weather
    phrase: str
    bloquee_par: str
    debloquee_quand: str


class PlanOut(Sheet):
    """The common plan of an initiative; it has the identifier of the initiative."""

    demarche: Linked
    presentation: str
    edition: int = Field(description="Le numéro de la dernière édition publiée, 0 avant la première.")
    actions: str = Field(description="L’adresse de ses actions, par rang.")


class PlanActionOut(ActionOut):
    """An action of a common plan."""

    numero: int
    partenaires: str
    indicateurs: str
    origine_de_l_argent: str


class PlansAsked(Asked):
    """What narrows the list of common plans."""

    demarche: uuid.UUID | None = None


@action_sheets.lists(
    "/fiches-action",
    name="action_sheets",
    scope=Scope.ACTION_SHEETS_READ,
    summary="Lister les fiches action",
    gives=Listed[ActionSheetOut],
)
def sheet_list(request: Request, asked: Query[ActionSheetsAsked]) -> HttpResponse:
    """List the action sheets of the initiatives that the workspace carries, by title."""
    rows = _sheets(request).filter(archived_at__isnull=not asked.archives)
    for word in name_key(asked.q).split():
        rows = rows.filter(title_key__contains=word)
    exact = {
        "initiative": asked.demarche,
        "group": asked.groupe,
        "state": asked.etat,
        "lead_state": asked.porteur,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    return answers.listed(request, rows.in_order(), asked, lambda shown: shown, fetched=_shown_sheets)


@action_sheets.shows(
    "/fiches-action/{uuid:pk}",
    name="action_sheet",
    scope=Scope.ACTION_SHEETS_READ,
    summary="Lire une fiche action",
    gives=ActionSheetOut,
)
def sheet(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Give one action sheet with its partners and indicators."""
    found, _ = fetch_sheet(request, pk)
    return answers.sheet(request, found, lambda one: _shown_sheets([one])[0])


@action_sheets.lists(
    "/fiches-action/{uuid:pk}/avancement",
    name="action_sheet_progress",
    scope=Scope.ACTION_SHEETS_READ,
    summary="Lire ce qui a été dit de l’avancement d’une action",
    gives=Listed[StatementOut],
)
def progress(request: Request, pk: uuid.UUID, asked: Query[Asked]) -> HttpResponse:
    """List what was said of how far an action is, the latest first; who said it stays on its page."""
    found, _ = fetch_sheet(request, pk)
    rows = ActionStatement.objects.filter(sheet=found).order_by("-stated_at", "-pk")
    return answers.listed(request, rows, asked, shown_statement)


@common_plans.lists(
    "/plans-communs",
    name="common_plans",
    scope=Scope.PLANS_READ,
    summary="Lister les plans d’action communs",
    gives=Listed[PlanOut],
)
def plan_list(request: Request, asked: Query[PlansAsked]) -> HttpResponse:
    """List the common plans of the initiatives that the workspace carries, the last begun first."""
    rows = _plans(request)
    if asked.demarche:
        rows = rows.filter(initiative=asked.demarche)
    return answers.listed(request, rows.order_by("-created_at", "-pk"), asked, shown_plan)


@common_plans.shows(
    "/plans-communs/{uuid:pk}",
    name="common_plan",
    scope=Scope.PLANS_READ,
    summary="Lire un plan d’action commun",
    gives=PlanOut,
)
def plan(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Give one common plan."""
    return answers.sheet(request, get_object_or_404(_plans(request), pk=pk), shown_plan)


@common_plans.lists(
    "/plans-communs/{uuid:pk}/actions",
    name="common_plan_actions",
    scope=Scope.PLANS_READ,
    summary="Lire les actions d’un plan commun",
    gives=Listed[PlanActionOut],
)
def plan_actions(request: Request, pk: uuid.UUID, asked: Query[Asked]) -> HttpResponse:
    """List the actions of a common plan, by rank; those put aside or merged are not in it."""
    found = get_object_or_404(_plans(request), pk=pk)
    rows = PlanAction.objects.kept().filter(plan=found).with_surroundings().by_priority()
    return answers.listed(request, rows, asked, shown_plan_action)


def shown_statement(one: ActionStatement) -> dict[str, Any]:
    """Return what was said of an action."""
    return {
        "le": one.stated_at,
        "etat": one.state,
        "avancement": one.progress,
        "meteo": one.weather,
        "phrase": one.sentence,
        "bloquee_par": one.blocked_by,
        "debloquee_quand": one.unblocked_when,
    }


def shown_plan(one: CommonPlan) -> dict[str, Any]:
    """Return a plan read ``with_surroundings``; its public address stays on its page."""
    return {
        **answers.common(one),
        "demarche": answers.linked(one.initiative),
        "presentation": one.presentation,
        "edition": one.edition,
        "actions": f"/api/v1/plans-communs/{one.pk}/actions",
    }


def shown_plan_action(one: PlanAction) -> dict[str, Any]:
    """Return an action of a plan read ``with_surroundings``."""
    return {
        **_common(one, group=one.theme),
        "numero": one.number,
        "partenaires": one.partners,
        "indicateurs": one.indicators,
        "origine_de_l_argent": one.source,
    }


def _shown_sheets(rows: Iterable[ActionSheet]) -> list[dict[str, Any]]:
    """Return sheets read ``with_surroundings`` (two queries for what they hold)."""
    sheets = list(rows)
    partners, indicators = parts_of(sheets)
    return [
        {
            **_common(one, group=one.group),
            "demarche": answers.linked(one.initiative),
            "etat": one.state,
            "parties_manquantes": one.missing_count,
            "partenaires": [
                {"organisation": answers.linked(each.organisation), "apporte": each.brings}
                for each in partners.get(one.pk, [])
            ],
            "indicateurs": [each.label for each in indicators.get(one.pk, [])],
        }
        for one in sheets
    ]


def _common(one: ActionSheet | PlanAction, *, group: Any) -> dict[str, Any]:
    return {
        **answers.common(one),
        "titre": one.title,
        "groupe": answers.linked(group),
        "description": one.description,
        "objectifs": one.objectives,
        "publics": one.targets,
        "structure_porteuse": answers.linked(one.lead_organisation),
        "personne_porteuse": answers.linked(one.lead_person),
        "porteur": one.lead_state,
        "journees": _number(one.days),
        "montant": _number(one.amount),
        "autres_moyens": one.means,
        "debut": one.start_date,
        "fin": one.end_date,
    }


def _number(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _sheets(request: Request) -> ActionSheetQuerySet:
    carried = Initiative.objects.visible_to(request.user).carried_by(request.workspace).values("pk")
    seen: ActionSheetQuerySet = ActionSheet.objects.visible_to(request.user).filter(initiative__in=carried)
    return seen.with_surroundings()


def _plans(request: Request) -> CommonPlanQuerySet:
    carried = Initiative.objects.visible_to(request.user).carried_by(request.workspace).values("pk")
    seen: CommonPlanQuerySet = CommonPlan.objects.visible_to(request.user).filter(initiative__in=carried)
    return seen.with_surroundings()
