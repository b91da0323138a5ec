"""The documents of an initiative: read, completed, downloaded, issued, compared with the last one issued."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.conflicts import conflict_response
from copil.core.errors import Conflict
from copil.core.locking import expected_version
from copil.documents import changes, produce, writers
from copil.documents.models import ArchivedDocument
from copil.documents.writers.html import body_html
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives import actions, documents, paper_summary
from copil.initiatives.forms import ArchiveForm
from copil.initiatives.forms.papers import PaperForm
from copil.initiatives.models import Initiative
from copil.initiatives.paper_kinds import ONE_PAGE
from copil.initiatives.papers import PAPERS, Paper
from copil.initiatives.permissions import Rights
from copil.initiatives.views.common import fetch, fetch_to_work, last_to, typed_version
from copil.initiatives.views.sheets import archived_of

_SHOWN = 12
_SAVED = {"note-de-cadrage": "save_concept_note", "cadre-methodologique": "save_method_frame"}


@require_GET
def papers(request: Request, pk: uuid.UUID) -> HttpResponse:
    """List the documents of the initiative, each with when it was last issued."""
    initiative, rights = fetch(request, pk)
    last: dict[str, ArchivedDocument] = {}
    for one in archived_of(initiative):
        last.setdefault(one.kind, one)
    rows = [(paper, _address(request, initiative, paper), last.get(paper.kind)) for paper in PAPERS.values()]
    problem = initiative.problem_sheet
    context = {
        "initiative": initiative,
        "rights": rights,
        "rows": rows,
        "formats": writers.FORMATS.values(),
        "problem": problem if problem and problem.workspace_id == request.workspace.pk else None,
        "tab": "papers",
    }
    return render(request, "initiatives/papers.html", context)


@require_GET
def paper(request: Request, pk: uuid.UUID, paper: str) -> HttpResponse:
    """Show a document as it will be read, and what remains to be completed."""
    initiative, rights = fetch(request, pk)
    return _page(request, initiative, _written(paper), rights=rights, form=ArchiveForm())


@require_http_methods(["GET", "POST"])
def paper_edit(request: Request, pk: uuid.UUID, paper: str) -> HttpResponse:
    """Complete the texts of a document; what is known already is proposed where nothing is written."""
    asked = _written(paper)
    initiative = fetch_to_work(request, pk)
    row = asked.row(initiative)
    form = PaperForm(request.POST or None, paper=asked, row=row, proposals=asked.proposals(initiative, row))
    back = to(request, "initiatives:paper", pk=pk, paper=paper)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_paper(
                paper=asked,
                initiative=initiative,
                workspace=request.workspace,
                values=form.cleaned_data,
                expected=expected_version(request.POST),
                by=request.user,
                at=timezone.now(),
            )
        except Conflict:
            who = last_to(_SAVED[paper], initiative)
            return conflict_response(request, form=form, stored=asked.row(initiative), back=back, who=who)
        messages.success(request, "Le document est à jour.")
        return redirect(back)
    version = typed_version(request, 0 if row._state.adding else row.version)
    context = {"initiative": initiative, "paper": asked, "form": form, "version": version}
    return render(request, "initiatives/paper_edit.html", context)


@require_GET
def paper_file(request: Request, pk: uuid.UUID, paper: str, format: str) -> HttpResponse:  # noqa: A002  # named by the address
    """Give the document of today as a file; nothing is kept."""
    asked = _written(paper)
    initiative, _ = fetch(request, pk)
    if format not in writers.FORMATS:
        raise Http404
    document = asked.build(initiative, timezone.localdate(), "")
    made = produce.produce(document, kind=asked.kind, format=format, workspace=request.workspace)
    return produce.as_file(made, name=f"{asked.key}-{slugify(initiative.title)[:80] or 'demarche'}")


@require_GET
def one_page(request: Request, pk: uuid.UUID, format: str) -> HttpResponse:  # noqa: A002  # named by the address
    """Give the initiative on one page, as a file to print."""
    initiative, _ = fetch(request, pk)
    if format not in writers.FORMATS:
        raise Http404
    document = paper_summary.one_page(initiative, today=timezone.localdate())
    made = produce.produce(document, kind=ONE_PAGE, format=format, workspace=request.workspace)
    return produce.as_file(made, name=f"une-page-{slugify(initiative.title)[:80] or 'demarche'}")


@require_POST
def paper_issue(request: Request, pk: uuid.UUID, paper: str) -> HttpResponse:
    """Keep the document of today in the chosen formats, each with its digest."""
    asked = _written(paper)
    initiative = fetch_to_work(request, pk)
    form = ArchiveForm(request.POST)
    if not form.is_valid():
        rights = Rights(may_work=True, may_pilot=False)
        return _page(request, initiative, asked, rights=rights, form=form)
    kept = actions.issue_paper(
        paper=asked,
        initiative=initiative,
        workspace=request.workspace,
        document=asked.build(initiative, timezone.localdate(), ""),
        formats=form.cleaned_data["formats"],
        by=request.user,
        at=timezone.now(),
    )
    named = ", ".join(one.format.upper() for one in kept)
    messages.success(request, f"Le document du jour est archivé ({named}).")
    return redirect(to(request, "initiatives:paper", pk=pk, paper=paper))


@require_GET
def paper_changes(request: Request, pk: uuid.UUID, paper: str) -> HttpResponse:
    """Show what changed between the last document issued and that of today."""
    initiative, rights = fetch(request, pk)
    if paper not in PAPERS:
        raise Http404
    asked = PAPERS[paper]
    last = archived_of(initiative).filter(kind=asked.kind).exclude(lines=[]).first()
    found: list[changes.SectionChanges] = []
    if last is not None:
        now = changes.lines_of(asked.build(initiative, timezone.localdate(), ""))
        found = changes.differences([(where, text) for where, text in last.lines], now)
    context = {
        "initiative": initiative,
        "rights": rights,
        "paper": asked,
        "back": _address(request, initiative, asked),
        "last": last,
        "changes": found,
    }
    return render(request, "initiatives/paper_changes.html", context)


def _written(key: str) -> Paper:
    """Return a document that people write here; the presentation sheet has its own screens."""
    found = PAPERS.get(key)
    if found is None or found.model is None:
        raise Http404
    return found


def _address(request: Request, initiative: Initiative, paper: Paper) -> str:
    if paper.model is None:
        return to(request, "initiatives:presentation", pk=initiative.pk)
    return to(request, "initiatives:paper", pk=initiative.pk, paper=paper.key)


def _page(
    request: Request, initiative: Initiative, paper: Paper, *, rights: Rights, form: ArchiveForm
) -> HttpResponse:
    gap = documents.GAP if rights.may_work else ""
    document = paper.build(initiative, timezone.localdate(), gap)
    context: dict[str, Any] = {
        "initiative": initiative,
        "rights": rights,
        "paper": paper,
        "body": mark_safe(body_html(document, top=2)),  # noqa: S308  # escaped by its writer
        "to_complete": paper.to_complete(paper.row(initiative)),
        "formats": writers.FORMATS.values(),
        "archived": archived_of(initiative).filter(kind=paper.kind)[:_SHOWN],
        "archive_form": form,
        "tab": "papers",
    }
    return render(request, "initiatives/paper.html", context)
