"""An initiative finished, taken up again, put away, brought back: each page first says what follows."""

import datetime as dt
import uuid
from typing import Protocol

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from copil.core.errors import ActionRefused
from copil.identity.http import Request
from copil.identity.models import User
from copil.identity.urls_for import to
from copil.initiatives import actions, journey
from copil.initiatives.forms import FinishForm
from copil.initiatives.models import Initiative
from copil.initiatives.views.common import fetch_to_pilot

# Putting an initiative away, for all of its carriers, is decided by the one that leads it.
_OF_THE_LEAD = ("archive", "restore")


class Verb(Protocol):
    """A verb that needs no more than the initiative."""

    def __call__(self, *, initiative: Initiative, by: User, at: dt.datetime) -> None: ...


@require_http_methods(["GET", "POST"])
def finish(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say that the initiative is over."""
    initiative = fetch_to_pilot(request, pk)
    form = FinishForm(request.POST or None, initial={"ended_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid() and _finished(request, initiative, form):
        return redirect(to(request, "pages:initiative", pk=pk))
    walked = journey.journey_of(initiative)
    left_open = [one for one in walked.activities if not one.is_settled]
    context = {"form": form, "initiative": initiative, "left_open": left_open}
    return render(request, "initiatives/finish.html", context)


@require_http_methods(["GET", "POST"])
def reopen(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take a finished initiative up again."""
    return _confirmed(request, pk, "reopen", actions.reopen, "La démarche reprend.")


@require_http_methods(["GET", "POST"])
def archive(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Put an initiative away."""
    return _confirmed(request, pk, "archive", actions.archive, "La démarche est archivée.")


@require_http_methods(["GET", "POST"])
def restore(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Bring an archived initiative back."""
    return _confirmed(request, pk, "restore", actions.restore, "La démarche est sortie des archives.")


def _finished(request: Request, initiative: Initiative, form: FinishForm) -> bool:
    """Finish; a refusal is shown on the form, which keeps what was typed."""
    ended_on = form.cleaned_data["ended_on"]
    try:
        actions.finish(initiative=initiative, ended_on=ended_on, by=request.user, at=timezone.now())
    except ActionRefused as refusal:
        form.add_error("ended_on", refusal.message)
        return False
    messages.success(request, "La démarche est terminée. Sa fiche reste à compléter et à partager.")
    return True


def _confirmed(request: Request, pk: uuid.UUID, verb: str, action: Verb, done: str) -> HttpResponse:
    """Ask, then do, then say it is done."""
    initiative = fetch_to_pilot(request, pk)
    if verb in _OF_THE_LEAD and initiative.workspace_id != request.workspace.pk:
        raise PermissionDenied
    if request.method == "POST":
        action(initiative=initiative, by=request.user, at=timezone.now())
        messages.success(request, done)
        return redirect(to(request, "pages:initiative", pk=pk))
    return render(request, "initiatives/confirm.html", {"initiative": initiative, "verb": verb})
