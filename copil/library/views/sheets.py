"""The sheet of an initiative: begun, read as it will be, written, brought up to date."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.conflicts import conflict_response
from copil.core.errors import Conflict
from copil.core.locking import expected_version
from copil.core.paging import paginate
from copil.documents.writers.html import body_html
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives.models import Initiative
from copil.initiatives.permissions import rights_on
from copil.initiatives.views.common import last_to, typed_version
from copil.library import actions, content, documents, rules
from copil.library.enums import Move, SheetState
from copil.library.forms import RefreshForm, SheetForm
from copil.library.models import Edition, ExperienceSheet
from copil.library.views.common import fetch_initiative, fetch_sheet, fetch_to_write


@require_GET
def sheets(request: Request) -> HttpResponse:
    """List the sheets being written in the workspace, those that wait for this person first."""
    rows = ExperienceSheet.objects.visible_to(request.user).in_workspace(request.workspace).current()
    mine = Q(state=SheetState.IN_REVIEW, reviewer=request.user)
    mine |= Q(state=SheetState.RETURNED, submitted_by=request.user)
    waiting = list(rows.filter(mine).order_by("submitted_at", "pk").select_related("submitted_by"))
    others = rows.exclude(pk__in=[one.pk for one in waiting]).select_related("reviewer")
    page = paginate(request, others.order_by("-created_at", "pk"))
    return render(request, "library/sheets.html", {"waiting": waiting, "page": page})


@require_GET
def of_initiative(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Lead to the sheet of an initiative, or offer to begin it."""
    initiative = fetch_initiative(request, pk)
    sheet = ExperienceSheet.objects.filter(initiative=initiative).first()
    if sheet is not None and sheet.workspace_id == request.workspace.pk:
        return redirect(to(request, "library:sheet", pk=sheet.pk))
    edition = Edition.objects.readable_in(request.workspace).filter(sheet__initiative=initiative).first()
    context = {
        "initiative": initiative,
        "edition": edition,
        "may_begin": _may_begin(request, initiative),
        "is_lead": initiative.workspace_id == request.workspace.pk,
        "parts": [title for _, title, _ in content.SECTIONS],
    }
    return render(request, "library/begin.html", context)


@require_POST
def begin(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Begin the sheet with what the initiative already says."""
    initiative = fetch_initiative(request, pk)
    if not _may_begin(request, initiative):
        raise PermissionDenied
    sheet = actions.begin(initiative=initiative, by=request.user, at=timezone.now())
    messages.success(request, "La fiche est commencée avec ce que dit la démarche. À vous de compléter.")
    return redirect(to(request, "library:edit", pk=sheet.pk))


@require_GET
def sheet(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the text as it will be read, where it stands, and its editions."""
    shown, rights = fetch_sheet(request, pk)
    gap = "À compléter" if rights.may_write else ""
    day = timezone.localdate()
    document = documents.experience(shown, organisation=shown.workspace.name, date=day, gap=gap)
    editions = Edition.objects.filter(sheet=shown).select_related("stay__network", "published_by")
    listed = list(editions.order_by("-number"))
    context = {
        "sheet": shown,
        "rights": rights,
        "body": mark_safe(body_html(document, top=2)),  # noqa: S308  # escaped by its writer
        "missing": content.missing(shown),
        "editions": listed,
        "in_force": next((one for one in listed if one.is_in_force), None),
        "may": _moves(shown),
    }
    return render(request, "library/sheet.html", context)


@require_GET
def edition(request: Request, pk: uuid.UUID, number: int) -> HttpResponse:
    """Show an edition of the workspace as it was published, even replaced or withdrawn."""
    shown, _ = fetch_sheet(request, pk)
    rows = Edition.objects.filter(sheet=shown).select_related("workspace", "territory", "stay__network")
    one = get_object_or_404(rows, number=number)
    day = timezone.localdate(one.published_at)
    document = documents.experience(one, organisation=one.workspace.name, date=day)
    body = mark_safe(body_html(document, top=2))  # noqa: S308  # escaped by its writer
    return render(request, "library/edition.html", {"sheet": shown, "edition": one, "body": body})


@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Write the sheet; beside each field, where it comes from and what the initiative says today."""
    shown = fetch_to_write(request, pk)
    rules.moved(state=shown.state, move=Move.EDIT)
    now = content.from_initiative(shown.initiative)
    form = SheetForm(request.POST or None, instance=shown, workspace=request.workspace, now=now)
    back = to(request, "library:sheet", pk=pk)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save(
                sheet=form.instance,
                changed=form.changed_data,
                expected=expected_version(request.POST),
                by=request.user,
                at=timezone.now(),
            )
        except Conflict:
            stored = ExperienceSheet.objects.select_related("territory").get(pk=pk)
            who = last_to("save", shown.initiative)
            return conflict_response(request, form=form, stored=stored, back=back, who=who)
        messages.success(request, "La fiche est enregistrée.")
        return redirect(back)
    context = {"sheet": shown, "form": form, "version": typed_version(request, shown.version)}
    return render(request, "library/edit.html", context)


@require_http_methods(["GET", "POST"])
def refresh(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show what the initiative says otherwise today, and take again what is chosen."""
    shown = fetch_to_write(request, pk)
    rules.moved(state=shown.state, move=Move.EDIT)
    now = content.from_initiative(shown.initiative)
    found = content.differences(shown, now)
    form = RefreshForm(request.POST or None, found=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.refresh(
                sheet=shown,
                chosen=form.cleaned_data["fields_taken"],
                now=now,
                expected=expected_version(request.POST),
                by=request.user,
                at=timezone.now(),
            )
        except Conflict:
            messages.error(request, "La fiche a changé entre-temps. Relisez les différences.")
            return redirect(to(request, "library:refresh", pk=pk))
        messages.success(request, "La fiche reprend ce que dit la démarche.")
        return redirect(to(request, "library:sheet", pk=pk))
    return render(request, "library/refresh.html", {"sheet": shown, "found": found, "form": form})


def _moves(shown: ExperienceSheet) -> dict[str, Any]:
    """Return which moves the state of a sheet allows, by name."""
    return {move.value: rules.allowed(state=shown.state, move=move) for move in Move}


def _may_begin(request: Request, initiative: Initiative) -> bool:
    """Tell whether the person works on an initiative that the workspace leads."""
    leads = initiative.workspace_id == request.workspace.pk
    return leads and rights_on(initiative, request.membership).may_work
