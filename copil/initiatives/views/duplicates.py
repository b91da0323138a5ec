"""Another initiative opened from this one: what is taken is chosen, and shown first."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives import actions
from copil.initiatives import duplicates as taken
from copil.initiatives.forms.duplicates import DuplicateForm
from copil.initiatives.permissions import can_open
from copil.initiatives.views.common import fetch


@require_http_methods(["GET", "POST"])
def duplicate(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Choose what to take, see it, then open the new initiative."""
    initiative, _ = fetch(request, pk)
    if not can_open(request.membership):
        raise PermissionDenied
    offers = taken.offers(initiative, request.workspace)
    sent = request.POST if request.method == "POST" else request.GET if "apercu" in request.GET else None
    initial = {"title": f"{initiative.title} (suite)"[:200], "opened_on": timezone.localdate()}
    form = DuplicateForm(sent, offers=offers, initial=initial)
    if request.method == "POST" and form.is_valid():
        new = actions.duplicate(
            initiative=initiative,
            workspace=request.workspace,
            by=request.user,
            at=timezone.now(),
            **form.cleaned_data,
        )
        messages.success(request, "La nouvelle démarche est ouverte, au début de son chemin.")
        return redirect(to(request, "pages:initiative", pk=new.pk))
    chosen = form.cleaned_data["carried"] if sent is not None and form.is_valid() else None
    shown = [one for one in offers if chosen is not None and one.what in chosen]
    context = {"initiative": initiative, "form": form, "shown": shown, "is_preview": chosen is not None}
    return render(request, "initiatives/duplicate.html", context)
