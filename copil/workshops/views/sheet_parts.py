"""The partners and the indicators of an action sheet."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from copil.core.errors import ActionRefused
from copil.core.posting import posted
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal import saving
from copil.workshops import actions
from copil.workshops.forms.sheets import IndicatorForm, PartnerForm
from copil.workshops.models import ActionSheet, SheetIndicator, SheetPartner
from copil.workshops.views.sheet_common import screen_of, sheet_to_work


@require_http_methods(["GET", "POST"])
def partner_add(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Name a partner."""
    stored = sheet_to_work(request, pk)
    form = PartnerForm(posted(request), workspace=stored.workspace)
    screen = screen_of(request, stored, "Ajouter un partenaire", "Ajouter ce partenaire")
    return screen.answer(
        request,
        form,
        lambda: actions.add_partner(sheet=stored, **form.cleaned_data, by=request.user, at=timezone.now()),
        done="Le partenaire est ajouté.",
    )


@require_POST
def partner_remove(request: Request, pk: uuid.UUID, partner: uuid.UUID) -> HttpResponse:
    """Take a partner out."""
    stored = sheet_to_work(request, pk)
    rows = SheetPartner.objects.current().filter(sheet=stored).select_related("organisation", "sheet")
    found = get_object_or_404(rows, pk=partner)
    actions.remove_partner(partner=found, by=request.user, at=timezone.now())
    messages.success(request, f"{found.organisation} n’est plus partenaire de cette action.")
    return redirect(to(request, "workshops:sheet", pk=pk))


@require_http_methods(["GET", "POST"])
def indicator_add(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Choose an indicator."""
    stored = sheet_to_work(request, pk)
    form = IndicatorForm(posted(request))
    screen = screen_of(request, stored, "Ajouter un indicateur", "Ajouter cet indicateur")
    return screen.answer(
        request,
        form,
        lambda: actions.add_indicator(
            sheet=stored, values=form.cleaned_data, by=request.user, at=timezone.now()
        ),
        done="L’indicateur est ajouté.",
    )


@require_http_methods(["GET", "POST"])
def indicator_edit(request: Request, pk: uuid.UUID, indicator: uuid.UUID) -> HttpResponse:
    """Change an indicator."""
    stored = sheet_to_work(request, pk)
    found = _indicator(stored, indicator)
    form = IndicatorForm(posted(request), instance=found)
    version = found.version
    screen = screen_of(request, stored, "Modifier l’indicateur", "Enregistrer l’indicateur", version=version)
    if request.method == "POST" and form.is_valid():
        try:
            return saving.saved(
                request,
                form=form,
                write=lambda expected: actions.change_indicator(
                    indicator=found,
                    values=form.cleaned_data,
                    expected=expected,
                    by=request.user,
                    at=timezone.now(),
                ),
                again=lambda: _indicator(stored, indicator),
                back=screen.back,
                done="L’indicateur est enregistré.",
            )
        except ActionRefused as refusal:
            form.add_error(None, refusal.message)
    return screen.show(request, form)


@require_POST
def indicator_remove(request: Request, pk: uuid.UUID, indicator: uuid.UUID) -> HttpResponse:
    """Take an indicator out."""
    stored = sheet_to_work(request, pk)
    found = _indicator(stored, indicator)
    actions.remove_indicator(indicator=found, by=request.user, at=timezone.now())
    messages.success(request, "L’indicateur est retiré.")
    return redirect(to(request, "workshops:sheet", pk=pk))


def _indicator(sheet: ActionSheet, pk: uuid.UUID) -> SheetIndicator:
    rows = SheetIndicator.objects.current().filter(sheet=sheet).select_related("sheet")
    found: SheetIndicator = get_object_or_404(rows, pk=pk)
    return found
