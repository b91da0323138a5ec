"""What the screens of a common plan begin with."""

import uuid

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from copil.identity.http import Request
from copil.initiatives.models import Initiative
from copil.initiatives.permissions import Rights
from copil.initiatives.views.common import fetch as fetch_initiative
from copil.workshops.actions.plans import plan_of
from copil.workshops.models import CommonPlan, PlanAction, PlanEdition


def fetch(request: Request, pk: uuid.UUID) -> tuple[CommonPlan, Initiative, Rights]:
    """Return the plan of an initiative the workspace carries, and what the person may do; 404 otherwise."""
    initiative, rights = fetch_initiative(request, pk)
    return plan_of(initiative), initiative, rights


def fetch_to_work(request: Request, pk: uuid.UUID) -> tuple[CommonPlan, Initiative]:
    """Return a plan the person may change; 403 when they may only see it."""
    plan, initiative, rights = fetch(request, pk)
    if not rights.may_work:
        raise PermissionDenied
    return plan, initiative


def fetch_to_pilot(request: Request, pk: uuid.UUID) -> tuple[CommonPlan, Initiative]:
    """Return a plan the person may publish; 403 for the others."""
    plan, initiative, rights = fetch(request, pk)
    if not rights.may_pilot:
        raise PermissionDenied
    return plan, initiative


def action_of(plan: CommonPlan, pk: uuid.UUID) -> PlanAction:
    """Return an action of a plan; 404 for one put aside or merged."""
    rows = PlanAction.objects.kept().filter(plan=plan).with_surroundings()
    found: PlanAction = get_object_or_404(rows, pk=pk)
    return found


def edition_of(plan: CommonPlan, number: int) -> PlanEdition:
    """Return an edition of a plan."""
    rows = PlanEdition.objects.filter(plan=plan).select_related(
        "plan__initiative", "workspace", "published_by"
    )
    found: PlanEdition = get_object_or_404(rows, number=number)
    return found
