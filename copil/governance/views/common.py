"""What every screen of governance begins with."""

import uuid

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from copil.governance.models import Body
from copil.governance.permissions import can_shape
from copil.identity.http import Request
from copil.initiatives.models import Initiative


def fetch_initiative(request: Request, pk: uuid.UUID) -> Initiative:
    """Return an initiative the workspace carries; 404 otherwise."""
    rows = Initiative.objects.visible_to(request.user).carried_by(request.workspace)
    found: Initiative = get_object_or_404(rows.with_surroundings(), pk=pk)
    return found


def fetch_body(request: Request, pk: uuid.UUID) -> Body:
    """Return a body of the workspace or of an initiative it carries; 404 otherwise."""
    rows = Body.objects.visible_to(request.user).shown_in(request.workspace).current()
    related = ("workspace", "initiative", "parent")
    found: Body = get_object_or_404(rows.select_related(*related), pk=pk)
    return found


def require_shaper(request: Request, initiative: Initiative | None) -> None:
    """Refuse (403) who may not shape the bodies of an initiative, or of the workspace."""
    if not can_shape(initiative, request.membership):
        raise PermissionDenied
