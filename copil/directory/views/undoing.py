"""Take back a whole import: what it would do, then doing it."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from copil.core.errors import ActionRefused
from copil.directory.imports import undoing as organisations
from copil.directory.imports.importer import ORGANISATIONS
from copil.directory.views import common
from copil.exchange import undoing
from copil.identity.http import Request
from copil.identity.urls_for import to

FORETOLD = 2_000
"""Up to so many rows, the page says which sheets were touched since; beyond, only the end says it."""
SHOWN = 50


@require_http_methods(["GET", "POST"])
def import_undo(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say what taking an import back would do, then do it."""
    common.require_writer(request)
    run = common.run_or_404(request, pk)
    if request.method == "POST":
        undoing.ask(by=request.user, at=timezone.now(), run=run, importer=ORGANISATIONS)
        return redirect(to(request, "directory:import_progress", pk=pk))
    if not undoing.can_be_undone(run):
        raise ActionRefused("Cet import ne peut pas être annulé : il n’a rien écrit, ou l’est déjà.")
    rows = list(undoing.written(run)) if run.changing <= FORETOLD else []
    touched = organisations.touched(rows, workspace=run.workspace) if rows else []
    context = {
        "run": run,
        "foretold": bool(rows),
        "touched": touched[:SHOWN],
        "touched_count": len(touched),
        "free": len(rows) - len(touched),
    }
    return render(request, "directory/import_undo.html", context)
