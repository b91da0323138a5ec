"""Screens of diagnostics and of themes."""

import uuid

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from copil.core.errors import ActionRefused
from copil.core.paging import paginate
from copil.core.posting import posted
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal import saving
from copil.needs import actions, presentation
from copil.needs.forms.diagnostics import DiagnosticFilter, DiagnosticForm, NewThemeForm, ThemeForm
from copil.needs.models import NeedOrigin, Theme, ThemeQuerySet
from copil.needs.views import common


@require_GET
def diagnostics(request: Request) -> HttpResponse:
    """List the diagnostics, the latest first."""
    form = DiagnosticFilter(request.GET, workspace=request.workspace)
    counted = Count("origins__need", filter=Q(origins__archived_at=None), distinct=True)
    rows = form.filter(common.diagnostics(request).current()).annotate(needs_count=counted)
    context = {"form": form, "page": paginate(request, rows), "can_edit": common.can_edit(request)}
    return render(request, "needs/diagnostics.html", context)


@require_GET
def diagnostic(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show a diagnostic and the needs that came out of it."""
    shown = common.diagnostic_or_404(request, pk)
    heard = NeedOrigin.objects.current().filter(diagnostic=shown)
    asked = common.needs(request).current().filter(pk__in=heard.values("need")).recent_first()
    context = {
        "diagnostic": shown,
        "rows": presentation.panel_rows(presentation.with_origins(asked).select_related("shared_need")),
        "events": presentation.history_of(shown),
        "can_edit": common.can_edit(request),
    }
    return render(request, "needs/diagnostic.html", context)


@require_http_methods(["GET", "POST"])
def diagnostic_create(request: Request) -> HttpResponse:
    """Note a diagnostic with the needs that came out of it."""
    common.require_writer(request)
    here = common.organisation_named(request)
    initial = {"organisation": here, "date": timezone.localdate()}
    form = DiagnosticForm(posted(request), workspace=request.workspace, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            created = actions.create_diagnostic(
                workspace=request.workspace, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except ActionRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "Le diagnostic est noté.")
            return redirect(to(request, "needs:diagnostic", pk=created.pk))
    return render(request, "needs/diagnostic_form.html", {"form": form, "diagnostic": None})


@require_http_methods(["GET", "POST"])
def diagnostic_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change a diagnostic, or note more needs that came out of it."""
    common.require_writer(request)
    stored = common.diagnostic_or_404(request, pk)
    form = DiagnosticForm(posted(request), instance=stored, workspace=request.workspace)
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data}
        texts = values.pop("texts")
        return saving.saved(
            request,
            form=form,
            write=lambda expected: actions.update_diagnostic(
                diagnostic=stored,
                values=values,
                texts=texts,
                expected=expected,
                by=request.user,
                at=timezone.now(),
            ),
            again=lambda: common.diagnostic_or_404(request, pk),
            back=to(request, "needs:diagnostic", pk=pk),
            done="Le diagnostic est enregistré.",
        )
    version = saving.version_shown(request, stored.version)
    context = {"form": form, "diagnostic": stored, "version": version}
    return render(request, "needs/diagnostic_form.html", context)


@require_GET
def themes(request: Request) -> HttpResponse:
    """List the themes on their two levels, with how many needs each has."""
    used = Count("needs", filter=Q(needs__archived_at=None))
    rows = list(_themes(request).in_order().annotate(used=used))
    headings = [one for one in rows if one.parent_id is None]
    for heading in headings:
        heading.held = [one for one in rows if one.parent_id == heading.pk]
        heading.total = heading.used + sum(one.used for one in heading.held)
    context = {"headings": headings, "can_edit": common.can_edit(request)}
    return render(request, "needs/themes.html", context)


@require_http_methods(["GET", "POST"])
def theme_create(request: Request) -> HttpResponse:
    """Add a theme."""
    common.require_writer(request)
    headings = _themes(request).filter(parent=None).in_order()
    form = NewThemeForm(posted(request), headings=headings, initial={"parent": request.GET.get("sous")})
    if request.method == "POST" and form.is_valid():
        try:
            actions.create_theme(
                workspace=request.workspace, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except ActionRefused as refusal:
            form.add_error("label", refusal.message)
        else:
            messages.success(request, f"Le thème « {form.cleaned_data['label']} » est ajouté.")
            return redirect(to(request, "needs:themes"))
    return render(request, "needs/theme_form.html", {"form": form, "theme": None})


@require_http_methods(["GET", "POST"])
def theme_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Rename a theme."""
    common.require_writer(request)
    stored = common.theme_or_404(request, pk)
    form = ThemeForm(posted(request), instance=stored)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            return saving.saved(
                request,
                form=form,
                write=lambda expected: actions.update_theme(
                    theme=stored, expected=expected, by=request.user, at=timezone.now(), **values
                ),
                again=lambda: common.theme_or_404(request, pk),
                back=to(request, "needs:themes"),
                done="Le thème est enregistré.",
            )
        except ActionRefused as refusal:
            form.add_error("label", refusal.message)
    version = saving.version_shown(request, stored.version)
    return render(request, "needs/theme_form.html", {"form": form, "theme": stored, "version": version})


def _themes(request: Request) -> ThemeQuerySet:
    return Theme.objects.visible_to(request.user).in_workspace(request.workspace).current()
