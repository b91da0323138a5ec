"""Filters of lists kept under a name."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.conflicts import conflict_response
from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import expected_version
from copil.directory import permissions
from copil.directory.actions import lists as actions
from copil.directory.enums import ListKind
from copil.directory.forms.lists import SavedFilterForm
from copil.directory.forms.organisations import OrganisationFilter
from copil.directory.forms.people import PersonFilter
from copil.directory.models import SavedFilter
from copil.directory.views import common
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal import saving


@require_GET
def saved_filters(request: Request) -> HttpResponse:
    """List the filters kept, one's own and those that are shared."""
    rows = SavedFilter.objects.for_person(request.user).in_workspace(request.workspace)
    context = {
        "filters": rows.select_related("owner").order_by("list_kind", "name", "pk"),
        "can_edit": common.can_edit(request),
        "may_remove_shared": request.membership.may_coordinate,
    }
    return render(request, "directory/saved_filters.html", context)


@require_http_methods(["GET", "POST"])
def saved_filter_create(request: Request) -> HttpResponse:
    """Keep the filters in force in a list."""
    kind = ListKind.PEOPLE if request.GET.get("liste") == ListKind.PEOPLE else ListKind.ORGANISATIONS
    query = _query(request, kind)
    form = SavedFilterForm(request.POST or None, may_share=common.can_edit(request))
    if request.method == "POST" and form.is_valid():
        saved = actions.save_filter(
            by=request.user,
            at=timezone.now(),
            workspace=request.workspace,
            list_kind=kind,
            name=form.cleaned_data["name"],
            query=query,
            is_shared=form.shared,
        )
        messages.success(request, f"Le filtre « {saved} » est gardé.")
        return redirect(f"{to(request, _SCREENS[kind])}?{saved.query}")
    context = {"form": form, "saved": None, "query": query, "back": f"{to(request, _SCREENS[kind])}?{query}"}
    return render(request, "directory/saved_filter_form.html", context)


@require_http_methods(["GET", "POST"])
def saved_filter_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Rename a filter, share it or not."""
    saved = _own_or_404(request, pk)
    initial = {"name": saved.name, "is_shared": saved.is_shared}
    form = SavedFilterForm(request.POST or None, initial=initial, may_share=common.can_edit(request))
    if request.method == "POST" and form.is_valid():
        answer = _renamed(request, form, saved)
        if answer is not None:
            return answer
    context = {"form": form, "saved": saved, "version": saving.version_shown(request, saved.version)}
    return render(request, "directory/saved_filter_form.html", context)


@require_POST
def saved_filter_remove(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take a filter off: one's own, or one that is shared when one coordinates the space."""
    rows = SavedFilter.objects.for_person(request.user).in_workspace(request.workspace)
    saved: SavedFilter = get_object_or_404(rows, pk=pk)
    if not permissions.can_remove_filter(request.membership, saved):
        raise PermissionDenied
    saved.delete()
    messages.success(request, f"Le filtre « {saved.name} » est retiré.")
    return redirect(to(request, "directory:saved_filters"))


def _renamed(request: Request, form: SavedFilterForm, saved: SavedFilter) -> HttpResponse | None:
    """Write the name and go back; None when it is refused, with the reason on the form."""
    try:
        actions.rename_filter(
            by=request.user,
            at=timezone.now(),
            saved=saved,
            name=form.cleaned_data["name"],
            is_shared=form.shared,
            expected=expected_version(request.POST),
        )
    except ActionRefused as refusal:
        form.add_error("name", refusal.message)
        return None
    except Conflict:
        back, stored = to(request, "directory:saved_filters"), _own_or_404(request, saved.pk)
        return conflict_response(request, form=form, stored=stored, back=back)
    messages.success(request, "Le filtre est enregistré.")
    return redirect(to(request, "directory:saved_filters"))


def _query(request: Request, kind: ListKind) -> str:
    if kind == ListKind.PEOPLE:
        return PersonFilter(request.GET).kept()
    return OrganisationFilter(request.GET, workspace=request.workspace).kept()


def _own_or_404(request: Request, pk: uuid.UUID) -> SavedFilter:
    rows = SavedFilter.objects.visible_to(request.user).in_workspace(request.workspace)
    found: SavedFilter = get_object_or_404(
        rows.select_related("workspace", "owner"), owner=request.user, pk=pk
    )
    return found


_SCREENS = {ListKind.ORGANISATIONS: "directory:organisations", ListKind.PEOPLE: "directory:people"}
