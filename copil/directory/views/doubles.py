"""Screens of sheets written twice: the proposals, what was set aside, the comparison of a large directory."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from copil.core.paging import paginate
from copil.directory import doubles as found_doubles
from copil.directory import doubles_text
from copil.directory.actions import doubles as actions
from copil.directory.enums import SheetKind
from copil.directory.forms.doubles import ApartForm, DoublesFilter
from copil.directory.models import KeptApart, Organisation, Person
from copil.directory.views import common
from copil.identity.http import Request
from copil.identity.urls_for import to

SLUGS: dict[str, str] = {"organisations": SheetKind.ORGANISATION, "personnes": SheetKind.PERSON}
_PER_PAGE = 10


@require_GET
def doubles(request: Request) -> HttpResponse:
    """Show the sheets that seem to be the same, and why."""
    form = DoublesFilter(request.GET)
    rows = sheets(request, form.kind)
    found = found_doubles.of_workspace(request.workspace, form.kind)
    page = paginate(request, form.filter(found.pairs, rows), per_page=_PER_PAGE)
    context = {
        "form": form,
        "found": found,
        "page": page,
        "shown": doubles_text.shown(page, form.kind, rows),
        "of_people": form.kind == SheetKind.PERSON,
        "slug": slug_of(form.kind),
        "can_edit": common.can_edit(request),
        "job": found_doubles.looking(request.workspace) if found.stale or found.missing else None,
    }
    return render(request, "directory/doubles.html", context)


@require_POST
def doubles_look(request: Request) -> HttpResponse:
    """Have the sheets of a large workspace compared."""
    common.require_writer(request)
    found_doubles.look(workspace=request.workspace, at=timezone.now())
    return redirect(to(request, "directory:doubles_progress"))


@require_GET
def doubles_progress(request: Request) -> HttpResponse:
    """Show how far the comparison is; go to the proposals once it is done."""
    job = found_doubles.looking(request.workspace)
    if job is None:
        address = to(request, "directory:doubles")
        if request.htmx:
            return HttpResponse(status=204, headers={"HX-Redirect": address})
        return redirect(address)
    template = "directory/doubles_progress.html"
    return render(request, f"{template}#state" if request.htmx else template, {"job": job})


@require_POST
def keep_apart(request: Request, kind: str, one: uuid.UUID, other: uuid.UUID) -> HttpResponse:
    """Say that two sheets are not the same."""
    common.require_writer(request)
    form = ApartForm(request.POST)
    first, second = pair_or_404(request, kind, one, other)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    actions.keep_apart(one=first, other=second, reason=reason, by=request.user, at=timezone.now())
    messages.success(request, f"C’est noté : « {first} » et « {second} » ne seront plus proposées ensemble.")
    return redirect(f"{to(request, 'directory:doubles')}?fiches={SLUGS[kind]}")


@require_GET
def kept_apart(request: Request) -> HttpResponse:
    """List the pairs said to be two."""
    said = KeptApart.objects.visible_to(request.user).in_workspace(request.workspace).current()
    page = paginate(request, said.select_related("said_by").order_by("-created_at", "-pk"))
    named: dict[uuid.UUID, Any] = {}
    for kind in SLUGS.values():
        wanted = {pk for row in page if row.kind == kind for pk in (row.one_id, row.other_id)}
        named |= sheets(request, kind).in_bulk(wanted) if wanted else {}
    for row in page:
        row.names = [named[pk] for pk in (row.one_id, row.other_id) if pk in named]
    return render(request, "directory/kept_apart.html", {"page": page, "can_edit": common.can_edit(request)})


@require_POST
def apart_restore(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Let two sheets kept apart be proposed together again."""
    common.require_writer(request)
    rows = KeptApart.objects.visible_to(request.user).in_workspace(request.workspace)
    actions.propose_again(said=get_object_or_404(rows, pk=pk), by=request.user, at=timezone.now())
    messages.success(request, "Ces deux fiches peuvent de nouveau être proposées ensemble.")
    return redirect(to(request, "directory:kept_apart"))


def sheets(request: Request, kind: str) -> Any:
    """Return the sheets of one kind that this person may see."""
    return common.organisations(request) if kind == SheetKind.ORGANISATION else common.people(request)


def slug_of(kind: str) -> str:
    """Return how addresses name a kind of sheets."""
    return next(slug for slug, value in SLUGS.items() if value == kind)


def pair_or_404(
    request: Request, kind: str, one: uuid.UUID, other: uuid.UUID
) -> tuple[Organisation | Person, Organisation | Person]:
    """Return two sheets of one kind."""
    if kind not in SLUGS:
        raise Http404
    rows = sheets(request, SLUGS[kind]).select_related("workspace")
    if SLUGS[kind] == SheetKind.ORGANISATION:
        rows = rows.select_related("workspace", "commune", "profile")
    return get_object_or_404(rows, pk=one), get_object_or_404(rows, pk=other)
