"""What anybody may read, without an account: the public experiences, one by one or listed."""

import uuid

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from copil.core.paging import paginate
from copil.documents import writers
from copil.documents.writers.html import blocks_html
from copil.library import catalogue, documents
from copil.library.filters import LibraryForm
from copil.library.models import Edition
from copil.library.views.common import file_of

PER_PAGE = 20


@login_not_required
@require_GET
def public_library(request: HttpRequest) -> HttpResponse:
    """List the public experiences of the installation, asked and narrowed as in a workspace."""
    form = LibraryForm(request.GET)
    found = catalogue.find(
        Edition.objects.public(),
        workspace=None,
        question=form.question,
        chosen=form.chosen,
        sort=form.sort,
    )
    form.count(found.facets)
    page = paginate(request, found.rows, per_page=PER_PAGE)
    context = {
        "form": form,
        "found": found,
        "page": page,
        "editions": catalogue.editions(list(page)),
        "address": settings.BASE_URL + reverse("library:public_library"),
    }
    return render(request, "library/public_library.html", context)


@login_not_required
@require_GET
def public_experience(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show a public experience; nothing once it is withdrawn, or published for fewer people."""
    edition = _public(pk)
    day = timezone.localdate(edition.published_at)
    document = documents.experience(edition, organisation=edition.workspace.name, date=day)
    context = {
        "edition": edition,
        "body": mark_safe(blocks_html(document.blocks, top=1)),  # noqa: S308  # escaped by its writer
        "formats": writers.FORMATS.values(),
        "address": settings.BASE_URL + reverse("library:public_experience", kwargs={"pk": pk}),
    }
    return render(request, "library/public_experience.html", context)


@login_not_required
@require_GET
def public_file(request: HttpRequest, pk: uuid.UUID, format: str) -> HttpResponse:  # noqa: A002  # named by the address
    """Give a public experience as a file."""
    return file_of(_public(pk), format)


def _public(pk: uuid.UUID) -> Edition:
    found: Edition = get_object_or_404(Edition.objects.public().with_surroundings(), sheet=pk)
    timezone.activate(found.workspace.time_zone)
    return found
