"""The library: what may be read, asked and narrowed; an experience; its files."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from copil.core.paging import paginate
from copil.documents import writers
from copil.documents.writers.html import blocks_html
from copil.identity.http import Request
from copil.library import catalogue, comparing, documents, starting
from copil.library.filters import LibraryForm
from copil.library.models import Edition
from copil.library.permissions import can_start_from
from copil.library.views.common import fetch_experience, fetch_initiative, file_of

PER_PAGE = 12


@require_GET
def library(request: Request) -> HttpResponse:
    """List the experiences that the workspace may read."""
    form = LibraryForm(request.GET)
    readable = Edition.objects.readable_in(request.workspace)
    found = catalogue.find(
        readable,
        workspace=request.workspace,
        question=form.question,
        chosen=form.chosen,
        sort=form.sort,
    )
    form.count(found.facets)
    page = paginate(request, found.rows, per_page=PER_PAGE)
    context = {
        "form": form,
        "page": page,
        "editions": catalogue.editions(list(page)),
        "found": found,
    }
    return render(request, "library/library.html", context)


@require_GET
def experience(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show an experience."""
    edition = fetch_experience(request, pk)
    day = timezone.localdate(edition.published_at)
    document = documents.experience(edition, organisation=edition.workspace.name, date=day)
    context = {
        "edition": edition,
        "body": mark_safe(blocks_html(document.blocks, top=1)),  # noqa: S308  # escaped by its writer
        "formats": writers.FORMATS.values(),
        "is_own": edition.workspace_id == request.workspace.pk,
        "can_start": can_start_from(request.membership),
        "measures": comparing.cost_measures(edition, Edition.objects.readable_in(request.workspace)),
        **starting.told_of(edition, request.workspace),
    }
    return render(request, "library/experience.html", context)


@require_GET
def similar(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the experiences nearest to one and why, inside its page or alone."""
    edition = fetch_experience(request, pk)
    found = comparing.near_edition(edition, Edition.objects.readable_in(request.workspace))
    template = "library/similar.html"
    return render(
        request, f"{template}#panel" if request.htmx else template, {"edition": edition, "found": found}
    )


@require_GET
def near_panel(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the experiences nearest to an initiative, and the one it started from, in its page or alone."""
    initiative = fetch_initiative(request, pk)
    found = comparing.near_initiative(initiative, Edition.objects.readable_in(request.workspace))
    context = {
        "initiative": initiative,
        "found": found,
        **starting.source_of(initiative, request.workspace),
    }
    template = "library/near_panel.html"
    return render(request, f"{template}#panel" if request.htmx else template, context)


@require_GET
def experience_file(request: Request, pk: uuid.UUID, format: str) -> HttpResponse:  # noqa: A002  # named by the address
    """Give an experience as a file."""
    return file_of(fetch_experience(request, pk), format)
