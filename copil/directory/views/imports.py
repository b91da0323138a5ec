"""Screens of an import: bring the file, say what the columns mean, look before, confirm, follow."""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from copil.core import typography
from copil.core.errors import ActionRefused
from copil.core.paging import paginate
from copil.directory.forms.imports import DialectForm, MappingForm, SheetForm, UploadForm
from copil.directory.imports import shown
from copil.directory.imports.importer import ORGANISATIONS
from copil.directory.views import common
from copil.exchange import actions, engine, reading, undoing, uploads, workbooks
from copil.exchange.enums import Outcome, RunState
from copil.exchange.exports import file_answer
from copil.exchange.models import ImportRow, ImportRun
from copil.identity.http import Request
from copil.identity.models import OwnedQuerySet
from copil.identity.urls_for import to

PER_PAGE = 15
BEFORE = (RunState.UPLOADED, RunState.READING, RunState.READ)


@require_GET
def imports(request: Request) -> HttpResponse:
    """List the imports, the latest first."""
    common.require_writer(request)
    rows: OwnedQuerySet = ImportRun.objects.visible_to(request.user).in_workspace(request.workspace)
    listed = rows.filter(kind=ORGANISATIONS.kind).select_related("file", "started_by")
    page = paginate(request, listed.order_by("-created_at", "-pk"))
    return render(request, "directory/imports.html", {"page": page, "before": BEFORE})


@require_http_methods(["GET", "POST"])
def import_start(request: Request) -> HttpResponse:
    """Bring a file."""
    common.require_writer(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = actions.start(
                by=request.user,
                at=timezone.now(),
                workspace=request.workspace,
                importer=ORGANISATIONS,
                content=file.read(),
                name=file.name,
            )
        except ActionRefused as refusal:
            form.add_error("file", refusal.message)
        else:
            return redirect(to(request, "directory:import_mapping", pk=run.pk))
    return render(request, "directory/import_start.html", {"form": form})


@require_http_methods(["GET", "POST"])
def import_mapping(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show what was guessed of the file; take what the person says instead."""
    common.require_writer(request)
    run = common.run_or_404(request, pk)
    if run.state not in (RunState.UPLOADED, RunState.READ):
        return redirect(_page_of(request, run))
    source = engine.source_of(run)
    columns = reading.columns(source.path, source.dialect)
    reread = request.POST.get("geste") == "relire"
    dialect_form = _reading_form(request.POST if reread else None, run)
    form = MappingForm(
        request.POST if request.method == "POST" and not reread else None,
        columns=columns,
        contents=ORGANISATIONS.contents(columns, source.dialect),
        mapping=source.mapping,
        all_shown=request.GET.get("colonnes") == "toutes",
    )
    if reread and dialect_form.is_valid():
        return _read_again(request, run, dialect_form)
    if form.is_bound and form.is_valid():
        try:
            actions.set_mapping(run=run, mapping=form.chosen(), importer=ORGANISATIONS, at=timezone.now())
        except ActionRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect(to(request, "directory:import_preview", pk=pk))
    context = {"run": run, "form": form, "dialect_form": dialect_form}
    return render(request, "directory/import_mapping.html", context)


@require_POST
def import_forget(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Forget what was chosen before for the same titles; the columns are guessed again."""
    common.require_writer(request)
    run = common.run_or_404(request, pk)
    actions.forget_columns(by=request.user, at=timezone.now(), run=run, importer=ORGANISATIONS)
    messages.success(request, "Ce choix est oublié. Les colonnes sont de nouveau devinées.")
    return redirect(to(request, "directory:import_mapping", pk=pk))


def _reading_form(data: QueryDict | None, run: ImportRun) -> DialectForm | SheetForm:
    """Return the form that says how a file is read: a text, or a sheet of a workbook."""
    initial = {**run.dialect, "header": run.dialect.get("header") or None}
    if run.format == uploads.CSV:
        return DialectForm(data, initial=initial)
    layout = workbooks.layout_of(run.layout)
    return SheetForm(data, initial={**initial, "sheet": layout.sheet}, layout=layout)


def _read_again(request: Request, run: ImportRun, form: DialectForm | SheetForm) -> HttpResponse:
    """Read the file as the person says, if it can be; else say why it cannot."""
    sheet = form.cleaned_data.get("sheet", "")
    try:
        actions.set_dialect(run=run, dialect=form.dialect, importer=ORGANISATIONS, sheet=sheet)
    except ActionRefused as refusal:
        messages.error(request, refusal.message)
    return redirect(to(request, "directory:import_mapping", pk=run.pk))


@require_GET
def import_preview(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show what would become of each row, before anything is written."""
    common.require_writer(request)
    run = common.run_or_404(request, pk)
    if run.state == RunState.READING:
        return _followed(request, run)
    if request.htmx:
        return HttpResponseClientRefresh()
    if run.state != RunState.READ:
        return redirect(_page_of(request, run))
    return render(request, "directory/import_preview.html", rows_context(request, run))


@require_POST
def import_confirm(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Have the file written, or take up again an import that was stopped."""
    common.require_writer(request)
    run = common.run_or_404(request, pk)
    if run.state == RunState.READ:
        actions.confirm(by=request.user, at=timezone.now(), run=run, importer=ORGANISATIONS)
    else:
        actions.take_up_again(run=run, importer=ORGANISATIONS, at=timezone.now())
    run.refresh_from_db(fields=["state"])
    return redirect(_page_of(request, run))


@require_GET
def import_progress(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Follow an import being written, then show what it did."""
    common.require_writer(request)
    run = common.run_or_404(request, pk)
    if run.state in (RunState.APPLYING, RunState.UNDOING):
        return _followed(request, run)
    if request.htmx:
        return HttpResponseClientRefresh()
    if run.state in BEFORE:
        return redirect(_page_of(request, run))
    context = {"can_undo": undoing.can_be_undone(run), "taken_back": undoing.counted(run)}
    return render(request, "directory/import_done.html", {**rows_context(request, run), **context})


@require_GET
def import_report(request: Request, pk: uuid.UUID, file_format: str) -> HttpResponseBase:
    """Give the refused rows as a table, with the reason of each, to be mended and imported again."""
    common.require_writer(request)
    run = common.run_or_404(request, pk)
    source = engine.source_of(run)
    header = reading.header(source.path, source.dialect)

    def rows() -> Iterator[list[Any]]:
        for number, reason, cells in engine.refused_rows(run):
            yield [number, typography.french(reason), *cells]

    stem = run.file.name.rpartition(".")[0] or run.file.name
    return file_answer(file_format, f"refus-{stem}", ["Ligne", "Motif du refus", *header], rows())


@require_GET
def import_account(request: Request, pk: uuid.UUID, file_format: str) -> HttpResponseBase:
    """Give what became of every row as a table, what was corrected or left aside included."""
    common.require_writer(request)
    run = common.run_or_404(request, pk)
    stem = run.file.name.rpartition(".")[0] or run.file.name
    return file_answer(file_format, f"bilan-{stem}", shown.ACCOUNT, shown.account(run))


@require_POST
def import_cancel(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Give up an import."""
    common.require_writer(request)
    run = common.run_or_404(request, pk)
    actions.cancel(by=request.user, at=timezone.now(), run=run)
    messages.success(request, "L’import est abandonné.")
    return redirect(to(request, "directory:imports"))


def _page_of(request: Request, run: ImportRun) -> str:
    """Return where an import is at."""
    if run.state == RunState.UPLOADED:
        name = "import_mapping"
    else:
        name = "import_preview" if run.state in BEFORE else "import_progress"
    return to(request, f"directory:{name}", pk=run.pk)


def _followed(request: Request, run: ImportRun) -> HttpResponse:
    """Show how far the worker is; the page asks again every two seconds when it can."""
    job = actions.job_of(run)
    done = run.seen if run.state == RunState.APPLYING else (job.progress_done if job else 0)
    total = run.changing if run.state == RunState.UNDOING else run.rows_total
    context = {"run": run, "done": min(done, total), "total": total, "stuck": job is None}
    template = "directory/import_wait.html"
    return render(request, f"{template}#state" if request.htmx else template, context)


def rows_context(request: Request, run: ImportRun, typed: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the rows of a run, one group or all, as foreseen or as done."""
    asked = request.GET.get("issue", "")
    rows = ImportRow.objects.filter(run=run)
    if asked in Outcome.values:
        rows = rows.filter(outcome=asked)
    elif asked == shown.DOUBTFUL:
        rows = rows.filter(doubtful=True)
    page = paginate(request, rows.order_by("number"), per_page=PER_PAGE)
    listed = shown.rows(run, page, typed or {})
    return {
        "run": run,
        "page": page,
        "rows": listed,
        "outcomes": shown.groups(run),
        "asked": asked,
        "correcting": run.state == RunState.READ,
        "to_correct": run.state == RunState.READ and any(row.is_open for row in listed),
    }
