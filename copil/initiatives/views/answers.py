"""The needs that an objective answers."""

import uuid

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives import actions, answers
from copil.initiatives.forms.purposes import AnswersForm
from copil.initiatives.models import Objective
from copil.initiatives.views.common import fetch_to_work


@require_http_methods(["GET", "POST"])
def objective_needs(request: Request, pk: uuid.UUID, objective: uuid.UUID) -> HttpResponse:
    """Say which of this carrier's needs an objective answers."""
    initiative = fetch_to_work(request, pk)
    rows = Objective.objects.current().filter(initiative=initiative).select_related("initiative")
    row = get_object_or_404(rows, pk=objective)
    needs = answers.needs_of(initiative, request.workspace)
    chosen = answers.said_here(row, request.workspace)
    form = AnswersForm(request.POST or None, needs=needs, initial={"needs": chosen})
    back = to(request, "initiatives:objectives", pk=pk)
    if request.method == "POST" and form.is_valid():
        _said(request, row, form)
        return redirect(back)
    context = {"initiative": initiative, "objective": row, "form": form, "needs": needs, "back": back}
    return render(request, "initiatives/objective_needs.html", context)


def _said(request: Request, objective: Objective, form: forms.Form) -> None:
    actions.answer_needs(
        objective=objective,
        workspace=request.workspace,
        needs=list(form.cleaned_data["needs"]),
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, "Les besoins de cet objectif sont enregistrés.")
