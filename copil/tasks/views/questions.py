"""Screens where a team asks where a task stands."""

import datetime as dt
import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from copil.core.errors import ActionRefused
from copil.core.posting import posted
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.tasks import actions
from copil.tasks.forms import AskForm
from copil.tasks.views import common

_DAYS_GIVEN = 14


@require_http_methods(["GET", "POST"])
def ask(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Send the person in charge a link of their own."""
    found = common.task_to_write(request, pk)
    if found.person is None:
        raise ActionRefused("Confiez d’abord la tâche à quelqu’un.")
    today = timezone.localdate()
    initial = {"email": found.person.email, "until": today + dt.timedelta(days=_DAYS_GIVEN)}
    form = AskForm(posted(request), today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.ask(task=found, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, f"La question part par courriel à {found.person}.")
        return redirect(to(request, "tasks:task", pk=pk))
    return render(request, "tasks/ask.html", {"form": form, "task": found})


@require_POST
def close_link(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Close the link at once."""
    found = common.task_to_write(request, pk)
    actions.close_link(task=found, by=request.user, at=timezone.now())
    messages.success(request, "Le lien est fermé. La réponse déjà donnée est gardée.")
    return redirect(to(request, "tasks:task", pk=pk))
