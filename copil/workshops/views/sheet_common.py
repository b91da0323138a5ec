"""What the screens of action sheets begin with."""

import uuid

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives.models import Initiative
from copil.initiatives.permissions import Rights, rights_on
from copil.workshops.models import ActionSheet
from copil.workshops.views.common import Screen


def fetch_sheet(request: Request, pk: uuid.UUID) -> tuple[ActionSheet, Rights]:
    """Return a sheet of an initiative the workspace carries, and what the person may do; 404 otherwise."""
    carried = Initiative.objects.visible_to(request.user).carried_by(request.workspace).values("pk")
    rows = ActionSheet.objects.visible_to(request.user).filter(initiative__in=carried)
    sheet: ActionSheet = get_object_or_404(rows.with_surroundings(), pk=pk)
    return sheet, rights_on(sheet.initiative, request.membership)


def sheet_to_work(request: Request, pk: uuid.UUID) -> ActionSheet:
    """Return a sheet the person may change; 403 when they may only see it."""
    sheet, rights = fetch_sheet(request, pk)
    if not rights.may_work:
        raise PermissionDenied
    return sheet


def screen_of(
    request: Request, sheet: ActionSheet, title: str, verb: str, *, lead: str = "", version: int | None = None
) -> Screen:
    """Return a short form about a sheet, that leads back to it."""
    back = to(request, "workshops:sheet", pk=sheet.pk)
    return Screen(title, verb, back, sheet.initiative, sheet.group, lead=lead or sheet.title, version=version)
