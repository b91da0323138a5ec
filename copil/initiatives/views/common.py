"""What every screen of an initiative begins with."""

import uuid

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from copil.core.locking import expected_version
from copil.identity.http import Request
from copil.initiatives.models import Initiative
from copil.initiatives.permissions import Rights, rights_on
from copil.journal import sentences
from copil.journal.models import JournalEntry


def fetch(request: Request, pk: uuid.UUID) -> tuple[Initiative, Rights]:
    """Return an initiative the workspace carries, and what the person may do in it; 404 otherwise."""
    rows = Initiative.objects.visible_to(request.user).carried_by(request.workspace)
    initiative = get_object_or_404(rows.with_surroundings(), pk=pk)
    return initiative, rights_on(initiative, request.membership)


def fetch_to_work(request: Request, pk: uuid.UUID) -> Initiative:
    """Return an initiative the person may work on; 403 when they may only see it."""
    initiative, rights = fetch(request, pk)
    if not rights.may_work:
        raise PermissionDenied
    return initiative


def fetch_to_pilot(request: Request, pk: uuid.UUID) -> Initiative:
    """Return an initiative the person pilots; 403 when they may only see it or work on it."""
    initiative, rights = fetch(request, pk)
    if not rights.may_pilot:
        raise PermissionDenied
    return initiative


def last_to(verb: str, initiative: Initiative) -> str:
    """Return who did something to the initiative last, for the page of two versions; empty when unknown."""
    lines = JournalEntry.objects.filter(initiative_id=initiative.pk, verb=verb).select_related("actor")
    line = lines.order_by("-at", "-pk").first()
    return sentences.subject(line) if line and line.actor else ""


def typed_version(request: Request, stored: int) -> int:
    """Return the version a form was opened with; a refused form keeps its own."""
    return expected_version(request.POST) if request.method == "POST" else stored
