"""Screens that correct an import before it is confirmed: in the preview itself, or one row as a whole."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import expected_version
from copil.directory.forms import corrections as forms
from copil.directory.imports import shown
from copil.directory.imports.importer import ORGANISATIONS
from copil.directory.views import common
from copil.directory.views.imports import rows_context
from copil.exchange import correcting, engine
from copil.exchange.corrections import Said
from copil.exchange.enums import Outcome, RunState
from copil.exchange.importers import details_of
from copil.exchange.models import ImportRow, ImportRun
from copil.identity.http import Request
from copil.identity.urls_for import to

ELSEWHERE = (
    "Quelqu’un d’autre a corrigé ce fichier pendant votre lecture. Ce que vous aviez écrit est encore là :"
    " relisez, puis vérifiez de nouveau."
)


@require_POST
def import_correct(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Keep what was typed beside the rows of a page, and judge again."""
    common.require_writer(request)
    run = common.run_or_404(request, pk)
    listed = ImportRow.objects.filter(run=run, number__in=forms.numbers(request.POST)).order_by("number")
    said, answers = forms.said(request.POST, shown.rows(run, listed, {}))
    if said:
        try:
            correcting.correct(
                by=request.user,
                at=timezone.now(),
                run=run,
                importer=ORGANISATIONS,
                said=said,
                answers=answers,
                expected=expected_version(request.POST),
            )
        except Conflict:
            return _shown_again(request, pk)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    anchor = f"#ligne-{min(said)}" if said else "#lignes"
    return redirect(f"{to(request, 'directory:import_preview', pk=pk)}{query}{anchor}")


@require_http_methods(["GET", "POST"])
def import_row(request: Request, pk: uuid.UUID, number: int) -> HttpResponse:
    """Show every cell of one row, to be corrected."""
    common.require_writer(request)
    run = common.run_or_404(request, pk)
    if run.state != RunState.READ:
        raise ActionRefused("Les lignes se corrigent avant d’être importées.")
    row = get_object_or_404(ImportRow, run=run, number=number)
    form = forms.RowForm(
        request.POST or None, cells=_cells(run, number), troubles=details_of(row.details).troubles
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _row_kept(request, run, row, form)
        except Conflict:
            messages.error(request, ELSEWHERE)
            run = common.run_or_404(request, pk)
    (one,) = shown.rows(run, [row], {})
    return render(request, "directory/import_row.html", {"run": run, "form": form, "one": one})


@require_POST
def import_verify(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Have the whole of a corrected file verified again."""
    common.require_writer(request)
    run = common.run_or_404(request, pk)
    correcting.verify_again(at=timezone.now(), run=run, importer=ORGANISATIONS)
    return redirect(to(request, "directory:import_preview", pk=pk))


def _shown_again(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the preview as it is now, with what was typed in its controls."""
    run = common.run_or_404(request, pk)
    if run.state != RunState.READ:
        raise ActionRefused("Cet import n’en est plus à la vérification.")
    messages.error(request, ELSEWHERE)
    context = rows_context(request, run, forms.typed(request.POST))
    return render(request, "directory/import_preview.html", context, status=409)


def _row_kept(request: Request, run: ImportRun, row: ImportRow, form: forms.RowForm) -> HttpResponse:
    """Keep what changed, and show the row again as long as it is refused."""
    aside = {"ecarter": True, "reprendre": False}.get(request.POST.get("geste", ""))
    said = Said(form.changed(), skipped=aside)
    if said != Said():
        correcting.correct(
            by=request.user,
            at=timezone.now(),
            run=run,
            importer=ORGANISATIONS,
            said={row.number: said},
            answers={},
            expected=expected_version(request.POST),
        )
    now = get_object_or_404(ImportRow, run=run, number=row.number)
    if now.outcome == Outcome.REFUSED:
        return redirect(to(request, "directory:import_row", pk=run.pk, number=row.number))
    becomes = shown.FORESEEN[Outcome(now.outcome)][0].lower()
    messages.success(request, f"Ligne {row.number} : {becomes}.")
    return redirect(f"{to(request, 'directory:import_preview', pk=run.pk)}?issue={now.outcome}#lignes")


def _cells(run: ImportRun, number: int) -> dict[str, str]:
    """Return the cells of a row as they are judged now, one for each field that the file fills."""
    found = engine.row_of(run, number)
    if found is None:
        raise Http404
    kept = list(engine.source_of(run).mapping.values())
    return {key: found.cells.get(key, "") for key in dict.fromkeys((*kept, *found.corrected))}
