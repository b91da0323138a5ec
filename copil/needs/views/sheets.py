"""Screens of the problem that a shared need raises."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from copil.core.conflicts import conflict_response
from copil.core.errors import Conflict
from copil.core.posting import posted
from copil.documents import produce, writers
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal import saving
from copil.needs import actions, documents, opinions, presentation, problem_text
from copil.needs.forms.shared import ProblemSheetForm
from copil.needs.models import Antecedent, ProblemSheet, SharedNeed
from copil.needs.views import common


@require_GET
def problem_sheet(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show a problem, as it can be printed."""
    shown = common.sheet_or_404(request, pk)
    context = {
        "sheet": shown,
        "sections": problem_text.sections(shown),
        "opinions": opinions.panel(opinions.of_sheet(shown)),
        "antecedents": _tried(shown),
        "before": opinions.before(shown),
        "formats": writers.FORMATS.values(),
        "events": presentation.history_of(shown),
        "can_edit": common.can_edit(request),
    }
    return render(request, "needs/problem_sheet.html", context)


@require_GET
def problem_sheet_file(request: Request, pk: uuid.UUID, format: str) -> HttpResponse:  # noqa: A002  # named by the address
    """Give a problem as a file; nothing is kept."""
    shown = common.sheet_or_404(request, pk)
    if format not in writers.FORMATS:
        raise Http404
    document = documents.problem_document(
        shown,
        opinions=opinions.panel(opinions.of_sheet(shown)),
        antecedents=_tried(shown),
        organisation=request.workspace.name,
        date=timezone.localdate(),
    )
    made = produce.produce(document, kind=documents.PROBLEM, format=format, workspace=request.workspace)
    return produce.as_file(made, name=f"problematique-{slugify(shown.title)[:80] or 'sans-titre'}")


@require_http_methods(["GET", "POST"])
def problem_sheet_create(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Write the problem a shared need raises, beginning with what is known of it."""
    common.require_writer(request)
    shared = common.shared_need_or_404(request, pk)
    written = ProblemSheet.objects.current().filter(shared_need=shared).first()
    if written is not None and request.method == "GET":
        return redirect(to(request, "needs:problem_sheet_edit", pk=written.pk))
    facts = _facts(request, shared)
    form = ProblemSheetForm(posted(request), initial=facts)
    if request.method == "POST" and form.is_valid():
        try:
            sheet = actions.write_problem_sheet(
                shared_need=shared, values=form.cleaned_data, by=request.user, at=timezone.now()
            )
        except Conflict:
            return _written_meanwhile(request, form, shared)
        messages.success(request, "La problématique est enregistrée.")
        return redirect(to(request, "needs:problem_sheet", pk=sheet.pk))
    context: dict[str, Any] = {"form": form, "sheet": None, "shared": shared, "facts": [], "version": 0}
    return render(request, "needs/problem_sheet_form.html", context)


@require_http_methods(["GET", "POST"])
def problem_sheet_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change a problem; what is known today stands beside."""
    common.require_writer(request)
    stored = common.sheet_or_404(request, pk)
    form = ProblemSheetForm(posted(request), instance=stored)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        return saving.saved(
            request,
            form=form,
            write=lambda expected: actions.save_problem_sheet(
                sheet=stored, values=values, expected=expected, by=request.user, at=timezone.now()
            ),
            again=lambda: common.sheet_or_404(request, pk),
            back=to(request, "needs:problem_sheet", pk=pk),
            done="La problématique est enregistrée.",
        )
    shared = stored.shared_need
    context = {
        "form": form,
        "sheet": stored,
        "shared": shared,
        "facts": problem_text.newer(stored, _facts(request, shared)) if shared else [],
        "version": saving.version_shown(request, stored.version),
    }
    return render(request, "needs/problem_sheet_form.html", context)


def _tried(sheet: ProblemSheet) -> list[Antecedent]:
    return list(Antecedent.objects.current().filter(sheet=sheet).order_by("created_at", "pk"))


def _facts(request: Request, shared: SharedNeed) -> dict[str, str]:
    held = common.needs(request).current().filter(shared_need=shared)
    quotes = presentation.quotes(presentation.with_origins(held).order_by("created_at", "pk"))
    return problem_text.facts(quotes, shared)


def _written_meanwhile(request: Request, form: ProblemSheetForm, shared: SharedNeed) -> HttpResponse:
    """Show both texts to the second of two people who wrote the problem at the same time."""
    stored = ProblemSheet.objects.select_related("workspace").get(shared_need=shared)
    response = conflict_response(
        request,
        form=form,
        stored=stored,
        back=to(request, "needs:problem_sheet", pk=stored.pk),
        who=saving.last_author(stored),
        action=to(request, "needs:problem_sheet_edit", pk=stored.pk),
    )
    return response
