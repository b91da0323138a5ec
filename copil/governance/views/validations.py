"""What each carrier's managers, funders and comité d'appui say; the light sheets of priorities."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.errors import ActionRefused
from copil.core.posting import posted
from copil.documents import writers
from copil.governance import actions, gate_documents, passing
from copil.governance.forms.gates import LightSheetForm, ValidationForm
from copil.governance.models import LightSheet, Validation
from copil.governance.permissions import can_draft
from copil.governance.views.common import Screen, fetch_initiative, printed, require_writer
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives.models import Carrier, Initiative
from copil.journal import saving


@require_GET
def validations(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show, for each carrier, who has said what of the approach, and what was said before."""
    initiative = fetch_initiative(request, pk)
    rows = Validation.objects.current().filter(initiative=initiative)
    related = ("workspace", "body", "organisation", "person", "said_by")
    listed = list(rows.select_related(*related).order_by("-given_on", "-created_at", "pk"))
    carriers = Carrier.objects.filter(initiative=initiative, left_on=None).select_related("workspace")
    sides = [
        (carrier, [one for one in listed if one.workspace_id == carrier.workspace_id and not one.replaced_at])
        for carrier in carriers.order_by("-role", "pk")
    ]
    context = {
        "initiative": initiative,
        "sides": sides,
        "earlier": [one for one in listed if one.replaced_at][:30],
        "may_write": can_draft(initiative, request.membership),
        "tab": "validations",
    }
    return render(request, "governance/validations.html", context)


@require_http_methods(["GET", "POST"])
def validation_create(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Note an opinion, on the side of this workspace."""
    initiative = fetch_initiative(request, pk)
    require_writer(request, initiative)
    initial = {"given_on": timezone.localdate(), "source": request.GET.get("qui", "managers")}
    screen = Screen(
        title="Noter un avis",
        lead=f"Du côté de {request.workspace.name}. Un nouvel avis remplace le précédent, qui reste lisible.",
        verb="Noter l’avis",
        back=to(request, "governance:validations", pk=pk),
        initiative=initiative,
    )
    return screen.answer(
        request,
        ValidationForm(posted(request), workspace=request.workspace, initial=initial),
        lambda values: actions.note_validation(
            initiative=initiative,
            workspace=request.workspace,
            values=values,
            by=request.user,
            at=timezone.now(),
        ),
        done="L’avis est noté.",
    )


@require_GET
def sheets(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the light sheets of the priorities."""
    initiative = fetch_initiative(request, pk)
    context = {
        "initiative": initiative,
        "sheets": [(sheet, passing.told(sheet)["lines"]) for sheet in passing.sheets_of(initiative)],
        "formats": writers.FORMATS.values(),
        "may_write": can_draft(initiative, request.membership),
        "tab": "sheets",
    }
    return render(request, "governance/light_sheets.html", context)


@require_GET
def sheets_file(request: Request, pk: uuid.UUID, file_format: str) -> HttpResponse:
    """Give the light sheets as one document."""
    initiative = fetch_initiative(request, pk)
    document = gate_documents.sheets_document(
        initiative,
        passing.annex_of(initiative),
        organisation=request.workspace.name,
        date=timezone.localdate(),
    )
    return printed(request, document, file_format, kind=gate_documents.SHEETS, name="fiches-legeres")


@require_http_methods(["GET", "POST"])
def sheet_create(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Write the light sheet of a priority."""
    initiative = fetch_initiative(request, pk)
    require_writer(request, initiative)
    form = LightSheetForm(posted(request), initiative=initiative)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_sheet(
                initiative=initiative,
                workspace=request.workspace,
                values=form.cleaned_data,
                by=request.user,
                at=timezone.now(),
            )
        except ActionRefused as refusal:
            form.add_error("objective", refusal.message)
        else:
            messages.success(request, "La fiche légère est écrite.")
            return redirect(to(request, "governance:light_sheets", pk=pk))
    context = {"initiative": initiative, "form": form, "sheet": None}
    return render(request, "governance/light_sheet_form.html", context)


@require_http_methods(["GET", "POST"])
def sheet_edit(request: Request, pk: uuid.UUID, sheet: uuid.UUID) -> HttpResponse:
    """Change a light sheet."""
    initiative = fetch_initiative(request, pk)
    require_writer(request, initiative)
    stored = _sheet(initiative, sheet)
    form = LightSheetForm(posted(request), instance=stored, initiative=initiative)
    if request.method == "POST" and form.is_valid():
        return saving.saved(
            request,
            form=form,
            write=lambda expected: actions.change_sheet(
                sheet=stored,
                values=form.cleaned_data,
                expected=expected,
                by=request.user,
                at=timezone.now(),
            ),
            again=lambda: _sheet(initiative, sheet),
            back=to(request, "governance:light_sheets", pk=pk),
            done="La fiche légère est à jour.",
        )
    version = saving.version_shown(request, stored.version)
    context = {"initiative": initiative, "form": form, "sheet": stored, "version": version}
    return render(request, "governance/light_sheet_form.html", context)


@require_POST
def sheet_remove(request: Request, pk: uuid.UUID, sheet: uuid.UUID) -> HttpResponse:
    """Put a light sheet aside."""
    initiative = fetch_initiative(request, pk)
    require_writer(request, initiative)
    actions.remove_sheet(sheet=_sheet(initiative, sheet), by=request.user, at=timezone.now())
    messages.success(request, "La fiche légère est mise de côté.")
    return redirect(to(request, "governance:light_sheets", pk=pk))


def _sheet(initiative: Initiative, pk: uuid.UUID) -> LightSheet:
    rows = LightSheet.objects.current().filter(initiative=initiative)
    found: LightSheet = get_object_or_404(rows.select_related("workspace", "initiative", "objective"), pk=pk)
    return found
