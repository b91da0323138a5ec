"""What the screens of the directory have in common: find for this person, refuse, send back."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from copil.directory import permissions
from copil.directory.enums import ListKind
from copil.directory.models import (
    Function,
    Organisation,
    OrganisationQuerySet,
    Person,
    PersonQuerySet,
    SavedFilter,
)
from copil.exchange.models import ImportRun
from copil.identity.http import Request
from copil.identity.models import OwnedQuerySet
from copil.identity.urls_for import to

FILTERS_SHOWN = 12


def can_edit(request: Request) -> bool:
    """Tell whether the person may write here."""
    return permissions.can_edit_directory(request.membership)


def require_writer(request: Request) -> None:
    """Refuse somebody who may only read."""
    if not can_edit(request):
        raise PermissionDenied


def organisations(request: Request) -> OrganisationQuerySet:
    """Return the organisations of this workspace that this person may see."""
    return Organisation.objects.visible_to(request.user).in_workspace(request.workspace)


def people(request: Request) -> PersonQuerySet:
    """Return the people of this workspace that this person may see."""
    return Person.objects.visible_to(request.user).in_workspace(request.workspace)


def organisation_or_404(request: Request, pk: uuid.UUID) -> Organisation:
    """Return an organisation with its commune and its profile."""
    found: Organisation = get_object_or_404(
        organisations(request).select_related("workspace", "commune", "profile"), pk=pk
    )
    return found


def person_or_404(request: Request, pk: uuid.UUID) -> Person:
    """Return a person."""
    found: Person = get_object_or_404(people(request).select_related("workspace"), pk=pk)
    return found


def function_or_404(request: Request, pk: uuid.UUID) -> Function:
    """Return a function with its person and its organisation."""
    rows = Function.objects.visible_to(request.user).in_workspace(request.workspace)
    found: Function = get_object_or_404(rows.select_related("workspace", "person", "organisation"), pk=pk)
    return found


def filters_of(request: Request, kind: ListKind) -> list[SavedFilter]:
    """Return the filters kept for a list, one's own first."""
    rows = SavedFilter.objects.for_person(request.user).in_workspace(request.workspace)
    return list(rows.filter(list_kind=kind).order_by("is_shared", "name", "pk")[:FILTERS_SHOWN])


def run_or_404(request: Request, pk: uuid.UUID) -> ImportRun:
    """Return an import."""
    rows: OwnedQuerySet = ImportRun.objects.visible_to(request.user).in_workspace(request.workspace)
    found: ImportRun = get_object_or_404(
        rows.select_related("workspace", "file", "table", "started_by", "known_columns"), pk=pk
    )
    return found


def led_on(request: Request, alias: Organisation | Person, page: str) -> HttpResponse:
    """Lead the old address of a sheet brought into another to that one, and say so."""
    messages.info(request, f"La fiche « {alias} » est réunie avec celle-ci.")
    return redirect(to(request, page, pk=alias.merged_into_id))
