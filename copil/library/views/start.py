"""An initiative opened from an experience."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives.models import Method
from copil.library import actions
from copil.library.forms import StartForm
from copil.library.permissions import can_start_from
from copil.library.views.common import fetch_experience


@require_http_methods(["GET", "POST"])
def start(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Choose what to take of an experience, and open an initiative with it."""
    edition = fetch_experience(request, pk)
    if not can_start_from(request.membership):
        raise PermissionDenied
    methods = Method.objects.visible_to(request.user).latest_versions()
    form = StartForm(request.POST or None, told=edition, methods=methods)
    if request.method == "POST" and form.is_valid():
        initiative = actions.start_from(
            edition=edition,
            workspace=request.workspace,
            by=request.user,
            at=timezone.now(),
            opened_on=timezone.localdate(),
            **form.cleaned_data,
        )
        messages.success(request, "La démarche est ouverte. Ce que vous avez repris reste à adapter.")
        return redirect(to(request, "pages:initiative", pk=initiative.pk))
    return render(request, "library/start.html", {"edition": edition, "form": form})
