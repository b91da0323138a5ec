"""Bodies: listed, set up, shown."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from copil.core.paging import paginate
from copil.governance import actions
from copil.governance.forms.bodies import BodyFilter, BodyForm
from copil.governance.models import Body
from copil.governance.permissions import can_shape
from copil.governance.views.common import fetch_body, fetch_initiative, require_shaper
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives.models import Initiative


@require_GET
def bodies(request: Request) -> HttpResponse:
    """List the bodies of the workspace and of its initiatives, filtered as asked."""
    form = BodyFilter(request.GET, workspace=request.workspace)
    rows = Body.objects.visible_to(request.user).shown_in(request.workspace).current()
    context = {
        "form": form,
        "page": paginate(request, form.filter(rows.select_related("initiative"))),
        "can_shape": can_shape(None, request.membership),
    }
    return render(request, "governance/bodies.html", context)


@require_GET
def of_initiative(request: Request, pk: uuid.UUID) -> HttpResponse:
    """List the bodies of an initiative."""
    initiative = fetch_initiative(request, pk)
    rows = Body.objects.current().filter(initiative=initiative).in_order()
    context = {
        "initiative": initiative,
        "bodies": rows,
        "can_shape": can_shape(initiative, request.membership),
        "tab": "bodies",
    }
    return render(request, "governance/initiative_bodies.html", context)


@require_http_methods(["GET", "POST"])
def create(request: Request) -> HttpResponse:
    """Set up a body of the workspace itself."""
    require_shaper(request, None)
    return _created(request, None)


@require_http_methods(["GET", "POST"])
def create_in(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Set up a body in an initiative."""
    initiative = fetch_initiative(request, pk)
    require_shaper(request, initiative)
    return _created(request, initiative)


@require_GET
def body(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show a body: what it does, how it meets."""
    shown = fetch_body(request, pk)
    context = {"body": shown, "can_shape": can_shape(shown.initiative, request.membership)}
    return render(request, "governance/body.html", context)


def _created(request: Request, initiative: Initiative | None) -> HttpResponse:
    form = BodyForm(request.POST or None, workspace=request.workspace, initiative=initiative)
    if request.method == "POST" and form.is_valid():
        made = actions.set_up(
            workspace=request.workspace,
            initiative=initiative,
            values=form.cleaned_data,
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, "L’instance est constituée.")
        return redirect(to(request, "governance:body", pk=made.pk))
    return render(
        request, "governance/body_form.html", {"form": form, "initiative": initiative, "body": None}
    )
