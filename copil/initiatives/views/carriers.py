"""Screens of the carrier's role, of coherence, of required skills, and of initiatives near a need."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.conflicts import conflict_response
from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import expected_version
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives import actions, coherence, nearby, skills
from copil.initiatives.forms.carriers import CarrierRoleForm, CoherenceForm, SkillForm
from copil.initiatives.models import Carrier, CarrierSheet, Initiative, RequiredSkill
from copil.initiatives.views.common import fetch, fetch_to_work, last_to, typed_version
from copil.needs.models import SharedNeed


@require_GET
def carrier_sheet(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the role of this carrier and the four faces of coherence; what the other carriers say below."""
    initiative, rights = fetch(request, pk)
    carried = Carrier.objects.filter(initiative=initiative, left_on=None)
    rows = CarrierSheet.objects.filter(initiative=initiative, workspace__in=carried.values("workspace"))
    rows = rows.select_related("workspace", "territory", "checked_by")
    sheets = list(rows.order_by("created_at", "pk"))
    own = next((one for one in sheets if one.workspace_id == request.workspace.pk), None)
    context = {
        "initiative": initiative,
        "rights": rights,
        "sheet": own,
        "faces": coherence.faces_of(initiative, own),
        "others": [one for one in sheets if one is not own],
        "tab": "carrier",
    }
    return render(request, "initiatives/carrier_sheet.html", context)


@require_http_methods(["GET", "POST"])
def carrier_role(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Write the role of this carrier."""
    initiative = fetch_to_work(request, pk)
    sheet = _own(request, initiative)
    posted = request.POST if request.method == "POST" else None
    form = CarrierRoleForm(posted, instance=sheet, workspace=request.workspace)
    if request.method == "POST" and form.is_valid():
        return _saved(request, initiative, form, actions.save_carrier_role, "save_role")
    context = {"initiative": initiative, "form": form, "version": _version(request, sheet)}
    return render(request, "initiatives/carrier_role.html", context)


@require_http_methods(["GET", "POST"])
def carrier_coherence(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say of each face whether the initiative is coherent, in sight of what is known."""
    initiative = fetch_to_work(request, pk)
    sheet = _own(request, initiative)
    form = CoherenceForm(request.POST if request.method == "POST" else None, instance=sheet)
    if request.method == "POST" and form.is_valid():
        return _saved(request, initiative, form, actions.save_coherence, "check_coherence")
    faces = form.beside(coherence.faces_of(initiative, sheet))
    context = {"initiative": initiative, "form": form, "faces": faces, "version": _version(request, sheet)}
    return render(request, "initiatives/carrier_coherence.html", context)


@require_http_methods(["GET", "POST"])
def required_skills(request: Request, pk: uuid.UUID) -> HttpResponse:
    """List what participants have to know and which structures say they do; add to it."""
    initiative, rights = fetch(request, pk)
    form = SkillForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        initiative = fetch_to_work(request, pk)
        if form.is_valid() and _added(request, initiative, form):
            return redirect(to(request, "initiatives:required_skills", pk=pk))
    context = {
        "initiative": initiative,
        "rights": rights,
        "form": form,
        "rows": skills.coverage_of(initiative),
        "tab": "targets",
    }
    return render(request, "initiatives/required_skills.html", context)


@require_POST
def required_skill_remove(request: Request, pk: uuid.UUID, skill: uuid.UUID) -> HttpResponse:
    """Give a required skill up."""
    initiative = fetch_to_work(request, pk)
    rows = RequiredSkill.objects.current().filter(initiative=initiative)
    row = get_object_or_404(rows.select_related("initiative", "workspace"), pk=skill)
    actions.remove_required_skill(skill=row, by=request.user, at=timezone.now())
    messages.success(request, "Le savoir est retiré de la liste.")
    return redirect(to(request, "initiatives:required_skills", pk=pk))


@require_GET
def near_panel(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the other initiatives that touch a shared need, here or nearby, inside its check or alone."""
    rows = SharedNeed.objects.visible_to(request.user).in_workspace(request.workspace)
    shared = get_object_or_404(rows, pk=pk)
    found = nearby.of_shared_need(shared, user=request.user, workspace=request.workspace)
    template = "initiatives/near_panel.html"
    context = {"shared": shared, "found": found}
    return render(request, f"{template}#panel" if request.htmx else template, context)


def _own(request: Request, initiative: Initiative) -> CarrierSheet:
    """Return the sheet of this carrier, not saved yet the first time."""
    rows = CarrierSheet.objects.filter(initiative=initiative, workspace=request.workspace)
    found = rows.select_related("territory").first()
    return found or CarrierSheet(initiative=initiative, workspace=request.workspace)


def _version(request: Request, sheet: CarrierSheet) -> int:
    return typed_version(request, 0 if sheet._state.adding else sheet.version)


def _saved(
    request: Request, initiative: Initiative, form: forms.BaseForm, action: Any, verb: str
) -> HttpResponse:
    """Write the sheet and go back to it, or show both versions to the second of two people."""
    back = to(request, "initiatives:carrier_sheet", pk=initiative.pk)
    try:
        action(
            initiative=initiative,
            workspace=request.workspace,
            values=form.cleaned_data,
            expected=expected_version(request.POST),
            by=request.user,
            at=timezone.now(),
        )
    except Conflict:
        stored, who = _own(request, initiative), last_to(verb, initiative)
        return conflict_response(request, form=form, stored=stored, back=back, who=who)
    messages.success(request, "C’est enregistré.")
    return redirect(back)


def _added(request: Request, initiative: Initiative, form: SkillForm) -> bool:
    """Add the skill; a refusal is shown on the form, which keeps what was typed."""
    try:
        actions.add_required_skill(
            initiative=initiative,
            workspace=request.workspace,
            text=form.cleaned_data["text"],
            by=request.user,
            at=timezone.now(),
        )
    except ActionRefused as refusal:
        form.add_error("text", refusal.message)
        return False
    messages.success(request, "Le savoir est ajouté à la liste.")
    return True
