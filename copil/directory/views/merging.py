"""Screens of a merge: choose the other sheet, compare, bring together, look back, undo."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.errors import ActionRefused, Conflict
from copil.directory import doubles_text, merging_text
from copil.directory.actions import merging as actions
from copil.directory.actions import unmerging
from copil.directory.enums import SheetKind
from copil.directory.forms.merging import MergeForm, WithOrganisationForm, WithPersonForm
from copil.directory.models import Merge
from copil.directory.views import common, doubles
from copil.identity.http import Request
from copil.identity.urls_for import to

_CHANGED = "Une des deux fiches a changé pendant que vous compariez : relisez avant de les réunir."


@require_http_methods(["GET", "POST"])
def compare(request: Request, kind: str, one: uuid.UUID, other: uuid.UUID) -> HttpResponse:
    """Show two sheets side by side; bring them together as chosen."""
    common.require_writer(request)
    first, second = doubles.pair_or_404(request, kind, one, other)
    if first.merged_into_id == second.pk or second.merged_into_id == first.pk:
        return _gone(request, kind, first if second.merged_into_id == first.pk else second)
    if first.pk == second.pk or first.is_archived or second.is_archived:
        raise ActionRefused("Choisissez deux fiches différentes, qui ne soient pas archivées.")
    form = MergeForm(request.POST or None, one=first, other=second)
    if form.is_stale:
        return _compared(request, kind, MergeForm(one=first, other=second), stale=True)
    if request.method == "POST" and form.is_valid():
        kept, merged = form.kept_and_merged
        try:
            done = actions.merge(
                kept=kept, merged=merged, values=form.chosen(), expected=form.expected, by=request.user,
                at=timezone.now(),
            )  # fmt: skip  # a table reads by its lines
        except Conflict:
            return _compared(request, kind, MergeForm(one=first, other=second), stale=True)
        messages.success(request, f"« {merged} » est réunie avec « {kept} ». Vous pouvez revenir en arrière.")
        return redirect(to(request, "directory:merge", pk=done.pk))
    return _compared(request, kind, form)


@require_http_methods(["GET", "POST"])
def organisation_merge(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Choose the organisation to bring together with this one."""
    common.require_writer(request)
    sheet = common.organisation_or_404(request, pk)
    return _chosen(request, sheet, WithOrganisationForm(request.POST or None, sheet=sheet), "organisations")


@require_http_methods(["GET", "POST"])
def person_merge(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Choose the person to bring together with this one."""
    common.require_writer(request)
    sheet = common.person_or_404(request, pk)
    return _chosen(request, sheet, WithPersonForm(request.POST or None, sheet=sheet), "personnes")


@require_GET
def merge(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show what a merge did, and what undoing it left."""
    done = _merge_or_404(request, pk)
    context = {
        "merge": done,
        "kept_url": _url_of(request, done, done.kept_id),
        "merged_url": _url_of(request, done, done.merged_id),
        "moved": merging_text.counted(done.moved),
        "of_people": done.kind == SheetKind.PERSON,
        "can_edit": common.can_edit(request),
    }
    return render(request, "directory/merge.html", context)


@require_POST
def merge_undo(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Make two sheets of one again."""
    common.require_writer(request)
    done = unmerging.undo(merge=_merge_or_404(request, pk), by=request.user, at=timezone.now())
    messages.success(
        request, f"« {done.merged_label} » et « {done.kept_label} » sont de nouveau deux fiches."
    )
    return redirect(to(request, "directory:merge", pk=pk))


def _merge_or_404(request: Request, pk: uuid.UUID) -> Merge:
    rows = Merge.objects.visible_to(request.user).in_workspace(request.workspace)
    found: Merge = get_object_or_404(rows.select_related("merged_by", "undone_by"), pk=pk)
    return found


def _compared(request: Request, kind: str, form: MergeForm, *, stale: bool = False) -> HttpResponse:
    if stale:
        messages.error(request, _CHANGED)
    of_people = doubles.SLUGS[kind] == SheetKind.PERSON
    context: dict[str, Any] = {
        "form": form,
        "kind": kind,
        "of_people": of_people,
        "page_name": "directory:person" if of_people else "directory:organisation",
        "reasons": doubles_text.why(form.one, form.other),
    }
    return render(request, "directory/compare.html", context, status=409 if stale else 200)


def _chosen(request: Request, sheet: Any, form: Any, kind: str) -> HttpResponse:
    if sheet.is_archived:
        raise ActionRefused("Cette fiche est archivée : restaurez-la avant de la réunir avec une autre.")
    if request.method == "POST" and form.is_valid():
        other = form.cleaned_data["other"]
        return redirect(to(request, "directory:compare", kind=kind, one=sheet.pk, other=other.pk))
    context = {"form": form, "sheet": sheet, "of_people": kind == "personnes"}
    return render(request, "directory/merge_with.html", context)


def _gone(request: Request, kind: str, kept: Any) -> HttpResponse:
    messages.info(request, "Ces deux fiches sont déjà réunies.")
    name = "person" if doubles.SLUGS[kind] == SheetKind.PERSON else "organisation"
    return redirect(to(request, f"directory:{name}", pk=kept.pk))


def _url_of(request: Request, done: Merge, pk: uuid.UUID) -> str:
    return to(
        request, "directory:person" if done.kind == SheetKind.PERSON else "directory:organisation", pk=pk
    )
