"""Screens of the accompaniment plan of a structure."""

import uuid

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.posting import posted
from copil.directory.models import Organisation
from copil.exchange.exports import answer
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal import saving
from copil.needs import actions, exports, plans
from copil.needs.forms.plans import PlanLineForm
from copil.needs.models import PlanLine
from copil.needs.views import common


@require_GET
def plan(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the plan of a structure, inside its page or on its own."""
    organisation = _organisation_or_404(request, pk)
    context = {
        "organisation": organisation,
        "lines": plans.of_organisation(organisation, user=request.user, workspace=request.workspace),
        "can_edit": common.can_edit(request) and not organisation.is_archived,
    }
    template = "needs/plan.html"
    return render(request, f"{template}#panel" if request.htmx else template, context)


@require_GET
def plan_export(request: Request, pk: uuid.UUID, file_format: str) -> HttpResponseBase:
    """Give the plan of a structure as a table, the collective actions too."""
    organisation = _organisation_or_404(request, pk)
    lines = plans.of_organisation(organisation, user=request.user, workspace=request.workspace)
    return answer(file_format, "plan-d-accompagnement", exports.PLAN_HEADER, exports.plan_rows(lines))


@require_http_methods(["GET", "POST"])
def plan_line_create(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Write an action into the plan of a structure."""
    common.require_writer(request)
    organisation = _organisation_or_404(request, pk)
    form = PlanLineForm(posted(request), workspace=request.workspace, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        actions.add_plan_line(
            organisation=organisation, values=form.cleaned_data, by=request.user, at=timezone.now()
        )
        messages.success(request, "L’action est inscrite au plan.")
        return redirect(to(request, "needs:plan", pk=pk))
    return render(
        request, "needs/plan_line_form.html", {"form": form, "organisation": organisation, "line": None}
    )


@require_http_methods(["GET", "POST"])
def plan_line_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change an action of a plan."""
    common.require_writer(request)
    stored = _line_or_404(request, pk)
    organisation = stored.organisation
    form = PlanLineForm(
        posted(request), instance=stored, workspace=request.workspace, organisation=organisation
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        return saving.saved(
            request,
            form=form,
            write=lambda expected: actions.update_plan_line(
                line=stored, values=values, expected=expected, by=request.user, at=timezone.now()
            ),
            again=lambda: _line_or_404(request, pk),
            back=to(request, "needs:plan", pk=organisation.pk),
            done="L’action est enregistrée.",
        )
    version = saving.version_shown(request, stored.version)
    context = {"form": form, "organisation": organisation, "line": stored, "version": version}
    return render(request, "needs/plan_line_form.html", context)


@require_POST
def plan_line_remove(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take an action out of a plan."""
    common.require_writer(request)
    stored = _line_or_404(request, pk)
    actions.remove_plan_line(line=stored, by=request.user, at=timezone.now())
    messages.success(request, "L’action est retirée du plan. L’historique la garde.")
    return redirect(to(request, "needs:plan", pk=stored.organisation.pk))


def _organisation_or_404(request: Request, pk: uuid.UUID) -> Organisation:
    rows = Organisation.objects.visible_to(request.user).in_workspace(request.workspace)
    found: Organisation = get_object_or_404(rows.select_related("workspace"), pk=pk)
    return found


def _line_or_404(request: Request, pk: uuid.UUID) -> PlanLine:
    rows = PlanLine.objects.visible_to(request.user).in_workspace(request.workspace).current()
    found: PlanLine = get_object_or_404(rows.select_related("workspace", "organisation", "led_by"), pk=pk)
    return found
