"""The presentation sheet: read, completed, downloaded, archived."""

import uuid

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.conflicts import conflict_response
from copil.core.errors import Conflict
from copil.core.locking import expected_version
from copil.documents import produce, writers
from copil.documents.models import ArchivedDocument
from copil.documents.writers.html import body_html
from copil.files import store
from copil.identity.http import Request
from copil.identity.models import reference
from copil.identity.urls_for import to
from copil.initiatives import actions, documents, proposals
from copil.initiatives.forms import ArchiveForm, PresentationForm
from copil.initiatives.models import Initiative, PresentationSheet
from copil.initiatives.paper_kinds import PRESENTATION
from copil.initiatives.papers import KINDS, PAPERS
from copil.initiatives.permissions import Rights
from copil.initiatives.views.common import fetch, fetch_to_work, last_to, typed_version

_SHOWN = 12


@require_GET
def presentation(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the sheet as it will be read, and what remains to be completed."""
    initiative, rights = fetch(request, pk)
    return _presentation_page(request, initiative, rights=rights, archive_form=ArchiveForm())


@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Complete the sheet; what is known elsewhere is proposed where nothing is written yet."""
    initiative = fetch_to_work(request, pk)
    sheet = get_object_or_404(PresentationSheet.objects.select_related("initiative"), initiative=initiative)
    proposed = proposals.proposals(initiative=initiative, sheet=sheet)
    form = PresentationForm(request.POST or None, instance=sheet, proposals=proposed)
    back = to(request, "initiatives:presentation", pk=pk)
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, form)
        except Conflict:
            stored, who = PresentationSheet.objects.get(pk=sheet.pk), last_to("save_presentation", initiative)
            return conflict_response(request, form=form, stored=stored, back=back, who=who)
        messages.success(request, "La fiche est à jour.")
        return redirect(back)
    context = {"initiative": initiative, "form": form, "version": typed_version(request, sheet.version)}
    return render(request, "initiatives/presentation_edit.html", context)


@require_GET
def download(request: Request, pk: uuid.UUID, format: str) -> HttpResponse:  # noqa: A002  # named by the address
    """Give the sheet of today as a file; nothing is kept."""
    initiative, _ = fetch(request, pk)
    if format not in writers.FORMATS:
        raise Http404
    document = documents.presentation_sheet(initiative, today=timezone.localdate())
    made = produce.produce(document, kind=PRESENTATION, format=format, workspace=request.workspace)
    return produce.as_file(made, name=f"fiche-{slugify(initiative.title)[:80] or 'demarche'}")


@require_POST
def archive(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Keep the sheet of today in the chosen formats, each with its digest."""
    initiative = fetch_to_work(request, pk)
    form = ArchiveForm(request.POST)
    if not form.is_valid():
        rights = Rights(may_work=True, may_pilot=False)
        return _presentation_page(request, initiative, rights=rights, archive_form=form)
    kept = actions.issue_paper(
        paper=PAPERS["fiche"],
        initiative=initiative,
        workspace=request.workspace,
        document=documents.presentation_sheet(initiative, today=timezone.localdate()),
        formats=form.cleaned_data["formats"],
        by=request.user,
        at=timezone.now(),
    )
    named = ", ".join(one.format.upper() for one in kept)
    messages.success(request, f"La fiche du jour est archivée ({named}).")
    return redirect(to(request, "initiatives:presentation", pk=pk))


@require_GET
def archived(request: Request, pk: uuid.UUID, document: uuid.UUID) -> HttpResponse:
    """Give an archived file, as it left."""
    initiative, _ = fetch(request, pk)
    kept = get_object_or_404(archived_of(initiative), pk=document)
    day = timezone.localdate(kept.issued_at).isoformat()
    extension = writers.FORMATS[kept.format].extension
    name = f"{KINDS[kept.kind].key}-{slugify(kept.title)[:80] or 'demarche'}-{day}{extension}"
    return produce.attachment(store.read(kept.file), media_type=kept.file.media_type, name=name)


def _presentation_page(
    request: Request, initiative: Initiative, *, rights: Rights, archive_form: ArchiveForm
) -> HttpResponse:
    sheet = get_object_or_404(PresentationSheet, initiative=initiative)
    gap = documents.GAP if rights.may_work else ""
    document = documents.presentation_sheet(initiative, today=timezone.localdate(), gap=gap)
    context = {
        "initiative": initiative,
        "rights": rights,
        "body": mark_safe(body_html(document, top=2)),  # noqa: S308  # escaped by its writer
        "to_complete": documents.to_complete(initiative, sheet),
        "formats": writers.FORMATS.values(),
        "archived": archived_of(initiative).filter(kind=PRESENTATION)[:_SHOWN],
        "archive_form": archive_form,
        "tab": "papers",
    }
    return render(request, "initiatives/presentation.html", context)


def _save(request: Request, form: PresentationForm) -> None:
    """Save what differs from the sheet as it is stored: a proposal kept as it is counts."""
    stored = PresentationSheet.objects.get(pk=form.instance.pk)
    actions.save_presentation(
        sheet=form.instance,
        changed=form.changed_from(stored),
        expected=expected_version(request.POST),
        by=request.user,
        at=timezone.now(),
    )


def archived_of(initiative: Initiative) -> "QuerySet[ArchivedDocument]":
    """Return the documents of an initiative that were kept, the latest first."""
    kind, pk = reference(initiative)
    rows = ArchivedDocument.objects.filter(kind__in=KINDS, subject_kind=kind, subject_id=pk)
    return rows.select_related("file", "issued_by", "template").order_by("-issued_at", "format", "pk")
