"""The pack for elected members: read, taken away in four formats, kept with its digest."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST

from copil.documents import produce, writers
from copil.documents.models import ArchivedDocument
from copil.documents.writers.html import body_html
from copil.files import store
from copil.identity.http import Request
from copil.identity.models import reference
from copil.identity.urls_for import to
from copil.initiatives.forms import ArchiveForm
from copil.initiatives.models import Initiative
from copil.initiatives.permissions import rights_on
from copil.pages import actions, sponsor_pack

_SHOWN = 12


@require_GET
def sponsor(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the pack as it will be read."""
    return _page(request, _fetch(request, pk), ArchiveForm())


@require_GET
def sponsor_file(request: Request, pk: uuid.UUID, format: str) -> HttpResponse:  # noqa: A002  # named by the address
    """Give the pack of today as a file; nothing is kept."""
    initiative = _fetch(request, pk)
    if format not in writers.FORMATS:
        raise Http404
    known = sponsor_pack.known_of(initiative)
    document = sponsor_pack.sponsor_pack(initiative, known, today=timezone.localdate())
    made = produce.produce(document, kind=sponsor_pack.KIND, format=format, workspace=request.workspace)
    return produce.as_file(made, name=f"{sponsor_pack.NAME}-{slugify(initiative.title)[:80] or 'demarche'}")


@require_POST
def sponsor_issue(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Keep the pack of today in the chosen formats, each with its digest."""
    initiative = _fetch(request, pk)
    if not rights_on(initiative, request.membership).may_work:
        raise PermissionDenied
    form = ArchiveForm(request.POST)
    if not form.is_valid():
        return _page(request, initiative, form)
    kept = actions.issue_sponsor_pack(
        initiative=initiative,
        workspace=request.workspace,
        formats=form.cleaned_data["formats"],
        today=timezone.localdate(),
        by=request.user,
        at=timezone.now(),
    )
    named = ", ".join(one.format.upper() for one in kept)
    messages.success(request, f"L’argumentaire du jour est archivé ({named}).")
    return redirect(to(request, "pages:sponsor", pk=pk))


@require_GET
def sponsor_archived(request: Request, pk: uuid.UUID, document: uuid.UUID) -> HttpResponse:
    """Give a pack that was kept, as it left."""
    found = get_object_or_404(_archived(_fetch(request, pk)), pk=document)
    about = writers.FORMATS[found.format]
    content = store.read(found.file)
    return produce.attachment(
        content, media_type=about.media_type, name=f"{sponsor_pack.NAME}{about.extension}"
    )


def _page(request: Request, initiative: Initiative, form: ArchiveForm) -> HttpResponse:
    known = sponsor_pack.known_of(initiative)
    document = sponsor_pack.sponsor_pack(initiative, known, today=timezone.localdate())
    context: dict[str, Any] = {
        "initiative": initiative,
        "title": sponsor_pack.TITLE,
        "body": mark_safe(body_html(document, top=2)),  # noqa: S308  # escaped by its writer
        "missing": sponsor_pack.missing(initiative, known),
        "formats": writers.FORMATS.values(),
        "archived": _archived(initiative)[:_SHOWN],
        "archive_form": form,
        "may_work": rights_on(initiative, request.membership).may_work,
        "tab": "papers",
    }
    return render(request, "pages/sponsor.html", context)


def _archived(initiative: Initiative) -> Any:
    kind, pk = reference(initiative)
    rows = ArchivedDocument.objects.filter(kind=sponsor_pack.KIND, subject_kind=kind, subject_id=pk)
    return rows.select_related("file", "issued_by").order_by("-issued_at", "format", "pk")


def _fetch(request: Request, pk: uuid.UUID) -> Initiative:
    rows = Initiative.objects.visible_to(request.user).carried_by(request.workspace)
    found: Initiative = get_object_or_404(rows.with_surroundings().select_related("presentation"), pk=pk)
    return found
