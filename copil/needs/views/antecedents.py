"""Screens of what was tried before on a problem."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from copil.core.posting import posted
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal import saving
from copil.needs import actions
from copil.needs.forms.opinions import AntecedentForm
from copil.needs.models import Antecedent
from copil.needs.views import common


@require_http_methods(["GET", "POST"])
def antecedent_create(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Link an earlier experience to a problem."""
    common.require_writer(request)
    sheet = common.sheet_or_404(request, pk)
    form = AntecedentForm(posted(request), workspace=request.workspace)
    if request.method == "POST" and form.is_valid():
        actions.add_antecedent(sheet=sheet, values=form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, "L’expérience est ajoutée à la problématique.")
        return redirect(to(request, "needs:problem_sheet", pk=pk) + "#experiences")
    return render(request, "needs/antecedent_form.html", {"form": form, "sheet": sheet, "antecedent": None})


@require_http_methods(["GET", "POST"])
def antecedent_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change what is said of an earlier experience."""
    common.require_writer(request)
    stored = _antecedent_or_404(request, pk)
    form = AntecedentForm(posted(request), instance=stored, workspace=request.workspace)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        return saving.saved(
            request,
            form=form,
            write=lambda expected: actions.update_antecedent(
                antecedent=stored, values=values, expected=expected, by=request.user, at=timezone.now()
            ),
            again=lambda: _antecedent_or_404(request, pk),
            back=to(request, "needs:problem_sheet", pk=stored.sheet_id) + "#experiences",
            done="L’expérience est enregistrée.",
        )
    version = saving.version_shown(request, stored.version)
    context = {"form": form, "sheet": stored.sheet, "antecedent": stored, "version": version}
    return render(request, "needs/antecedent_form.html", context)


@require_POST
def antecedent_remove(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take an earlier experience out of a problem."""
    common.require_writer(request)
    stored = _antecedent_or_404(request, pk)
    actions.remove_antecedent(antecedent=stored, by=request.user, at=timezone.now())
    messages.success(request, "L’expérience est retirée. L’historique le garde.")
    return redirect(to(request, "needs:problem_sheet", pk=stored.sheet_id) + "#experiences")


def _antecedent_or_404(request: Request, pk: uuid.UUID) -> Antecedent:
    rows = Antecedent.objects.visible_to(request.user).in_workspace(request.workspace).current()
    found: Antecedent = get_object_or_404(rows.select_related("workspace", "sheet"), pk=pk)
    return found
