"""Change many organisations at once: choose them in the list, say what to do, read what became of each."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import expected_version
from copil.directory.actions import lists as actions
from copil.directory.enums import BulkOperation
from copil.directory.forms.lists import BulkForm
from copil.directory.forms.organisations import OrganisationFilter
from copil.directory.models import BulkEdit, OrganisationQuerySet
from copil.directory.views import common
from copil.identity.http import Request
from copil.identity.urls_for import to

SHOWN = 60
GONE = "Ce changement a été confirmé ailleurs entre-temps."


@require_POST
def bulk_start(request: Request) -> HttpResponse:
    """Note the organisations ticked, or all those found, and ask what to do."""
    common.require_writer(request)
    rows = common.organisations(request).current().select_related("profile")
    if "toutes" in request.POST:
        chosen = list(_found(request, rows)[: actions.MOST + 1])
    else:
        chosen = list(rows.filter(pk__in=_ticked(request)).order_by("name_key", "pk"))
    edit = actions.prepare(by=request.user, at=timezone.now(), workspace=request.workspace, chosen=chosen)
    return redirect(to(request, "directory:bulk", pk=edit.pk))


@require_http_methods(["GET", "POST"])
def bulk(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Ask what to do to the organisations chosen, do it, then say what became of each."""
    common.require_writer(request)
    edit = _own_or_404(request, pk)
    form = BulkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _apply(request, edit, form)
        return redirect(to(request, "directory:bulk", pk=pk))
    context = {
        "edit": edit,
        "form": form,
        "number": len(edit.rows),
        "shown": edit.rows[:SHOWN],
        "beyond": max(0, len(edit.rows) - SHOWN),
        "outcomes": _outcomes(edit) if edit.done_at else [],
        "changed": sum(row.get("outcome") == actions.CHANGED for row in edit.rows),
    }
    return render(request, "directory/bulk.html", context)


@require_POST
def bulk_undo(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Give back what the organisations said before, or forget a choice that was not confirmed."""
    common.require_writer(request)
    edit = _own_or_404(request, pk)
    if edit.done_at is None:
        edit.delete()
        return redirect(to(request, "directory:organisations"))
    back, left = actions.undo(by=request.user, at=timezone.now(), edit=edit)
    messages.success(request, f"Changement défait pour {back} organisation{'s' if back > 1 else ''}.")
    if left:
        messages.warning(request, f"{left} ont été modifiées depuis, et restent comme elles sont.")
    return redirect(to(request, "directory:bulk", pk=pk))


def _apply(request: Request, edit: BulkEdit, form: BulkForm) -> None:
    try:
        actions.apply(
            by=request.user,
            at=timezone.now(),
            edit=edit,
            operation=BulkOperation(form.cleaned_data["operation"]),
            value="" if form.cleaned_data["operation"] == BulkOperation.ARCHIVE else form.value,
            expected=expected_version(request.POST),
        )
    except Conflict as conflict:
        raise ActionRefused(GONE) from conflict


def _found(request: Request, rows: OrganisationQuerySet) -> OrganisationQuerySet:
    return OrganisationFilter(request.GET, workspace=request.workspace).filter(rows)


def _ticked(request: Request) -> list[uuid.UUID]:
    """Return the identifiers ticked; what is not one is left out."""
    found = []
    for typed in request.POST.getlist("choisies")[: actions.MOST + 1]:
        try:
            found.append(uuid.UUID(typed))
        except ValueError:
            continue
    return found


def _outcomes(edit: BulkEdit) -> list[tuple[str, str, list[dict[str, str]]]]:
    """Return the rows by what became of them, those left aside first: (outcome, words, rows)."""
    words = {
        actions.STALE: "modifiées entre-temps par quelqu’un d’autre, laissées comme elles sont",
        actions.REFUSED: "refusées",
        actions.SAME: "déjà ainsi, rien à changer",
        actions.CHANGED: "modifiées",
    }
    return [
        (key, label, rows)
        for key, label in words.items()
        if (rows := [row for row in edit.rows if row.get("outcome") == key])
    ]


def _own_or_404(request: Request, pk: uuid.UUID) -> BulkEdit:
    rows = BulkEdit.objects.visible_to(request.user).in_workspace(request.workspace)
    found: BulkEdit = get_object_or_404(rows.select_related("workspace"), by=request.user, pk=pk)
    return found
