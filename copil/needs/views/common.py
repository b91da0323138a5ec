"""What the screens of needs have in common: find for this person, refuse, send back."""

import uuid

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from copil.directory.models import Organisation
from copil.identity.http import Request
from copil.identity.models import OwnedQuerySet
from copil.needs import permissions, presentation
from copil.needs.models import (
    Diagnostic,
    Need,
    NeedOrigin,
    NeedQuerySet,
    ProblemSheet,
    SharedNeed,
    SharedNeedQuerySet,
    Theme,
)


def can_edit(request: Request) -> bool:
    """Tell whether the person may write here."""
    return permissions.can_edit_needs(request.membership)


def require_writer(request: Request) -> None:
    """Refuse somebody who may only read."""
    if not can_edit(request):
        raise PermissionDenied


def needs(request: Request) -> NeedQuerySet:
    """Return the needs of this workspace that this person may see."""
    return Need.objects.visible_to(request.user).in_workspace(request.workspace)


def shared_needs(request: Request) -> SharedNeedQuerySet:
    """Return the shared needs of this workspace that this person may see."""
    return SharedNeed.objects.visible_to(request.user).in_workspace(request.workspace)


def diagnostics(request: Request) -> OwnedQuerySet:
    """Return the diagnostics of this workspace that this person may see."""
    rows: OwnedQuerySet = Diagnostic.objects.visible_to(request.user).in_workspace(request.workspace)
    return rows.select_related("workspace", "organisation", "led_by")


def need_or_404(request: Request, pk: uuid.UUID) -> Need:
    """Return a need with what its page says of it."""
    rows = presentation.with_origins(needs(request)).select_related("workspace", "shared_need")
    found: Need = get_object_or_404(rows, pk=pk)
    return found


def origin_or_404(request: Request, pk: uuid.UUID) -> NeedOrigin:
    """Return an origin with its need."""
    rows = NeedOrigin.objects.visible_to(request.user).in_workspace(request.workspace)
    found: NeedOrigin = get_object_or_404(rows.current().select_related("need"), pk=pk)
    return found


def diagnostic_or_404(request: Request, pk: uuid.UUID) -> Diagnostic:
    """Return a diagnostic with its structure."""
    found: Diagnostic = get_object_or_404(diagnostics(request), pk=pk)
    return found


def theme_or_404(request: Request, pk: uuid.UUID) -> Theme:
    """Return a theme with its heading."""
    rows = Theme.objects.visible_to(request.user).in_workspace(request.workspace)
    found: Theme = get_object_or_404(rows.select_related("workspace", "parent"), pk=pk)
    return found


def shared_need_or_404(request: Request, pk: uuid.UUID) -> SharedNeed:
    """Return a shared need."""
    rows = shared_needs(request).select_related("workspace", "merged_into")
    found: SharedNeed = get_object_or_404(rows, pk=pk)
    return found


def sheet_or_404(request: Request, pk: uuid.UUID) -> ProblemSheet:
    """Return a problem sheet with its shared need."""
    rows = ProblemSheet.objects.visible_to(request.user).in_workspace(request.workspace)
    found: ProblemSheet = get_object_or_404(rows.select_related("workspace", "shared_need"), pk=pk)
    return found


def organisation_named(request: Request) -> Organisation | None:
    """Return the organisation that the address names, if it is of this workspace."""
    try:
        pk = uuid.UUID(request.GET.get("organisation", ""))
    except ValueError:
        return None
    rows = Organisation.objects.visible_to(request.user).in_workspace(request.workspace).current()
    found: Organisation | None = rows.select_related("commune").filter(pk=pk).first()
    return found
