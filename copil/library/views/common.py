"""What every screen of the library begins with."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import slugify

from copil.documents import produce, writers
from copil.identity.http import Request
from copil.initiatives.models import Initiative
from copil.library import documents
from copil.library.models import Edition, ExperienceSheet
from copil.library.permissions import SheetRights, rights_on_sheet


def fetch_sheet(request: Request, pk: uuid.UUID) -> tuple[ExperienceSheet, SheetRights]:
    """Return a sheet of the workspace, and what the person may do with it; 404 otherwise."""
    rows = ExperienceSheet.objects.visible_to(request.user).in_workspace(request.workspace)
    related = ("workspace", "initiative__problem_sheet", "initiative__territory", "territory")
    more = ("reviewer", "submitted_by", "initiative__method")
    rows = rows.select_related(*related, *more).defer("initiative__method__content")
    sheet = get_object_or_404(rows, pk=pk)
    return sheet, rights_on_sheet(sheet, request.membership)


def fetch_to_write(request: Request, pk: uuid.UUID) -> ExperienceSheet:
    """Return a sheet the person writes; 403 when they may only read it."""
    sheet, rights = fetch_sheet(request, pk)
    if not rights.may_write:
        raise PermissionDenied
    return sheet


def fetch_to_publish(request: Request, pk: uuid.UUID) -> ExperienceSheet:
    """Return a sheet the person may publish or withdraw; 403 otherwise."""
    sheet, rights = fetch_sheet(request, pk)
    if not rights.may_publish:
        raise PermissionDenied
    return sheet


def fetch_to_review(request: Request, pk: uuid.UUID) -> ExperienceSheet:
    """Return a sheet given to this very person to review; 403 otherwise."""
    sheet, rights = fetch_sheet(request, pk)
    if not rights.may_review:
        raise PermissionDenied
    return sheet


def fetch_experience(request: Request, pk: uuid.UUID) -> Edition:
    """Return the edition in force of a sheet, if the workspace may read it; 404 otherwise."""
    rows = Edition.objects.readable_in(request.workspace).with_surroundings()
    found: Edition = get_object_or_404(rows, sheet=pk)
    return found


def fetch_initiative(request: Request, pk: uuid.UUID) -> Initiative:
    """Return an initiative the workspace carries; 404 otherwise."""
    rows = Initiative.objects.visible_to(request.user).carried_by(request.workspace)
    found: Initiative = get_object_or_404(rows.with_surroundings(), pk=pk)
    return found


def file_of(edition: Edition, format_key: str) -> HttpResponse:
    """Answer with an experience as a file to save: never opened by the browser inside the site."""
    if format_key not in writers.FORMATS:
        raise Http404
    day = timezone.localdate(edition.published_at)
    document = documents.experience(edition, organisation=edition.workspace.name, date=day)
    made = produce.produce(document, kind=documents.KIND, format=format_key, workspace=edition.workspace)
    return produce.as_file(made, name=f"experience-{slugify(edition.title)[:80] or 'fiche'}")
