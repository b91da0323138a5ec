"""Screens of initiatives of several carriers, born of a need of their network."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from copil.core.errors import ActionRefused
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives import actions
from copil.initiatives.actions.networks import confirmed_parts, structures_to_name
from copil.initiatives.forms import JointForm
from copil.initiatives.models import Carrier, Initiative, Method
from copil.initiatives.permissions import can_open
from copil.needs.enums import PartState
from copil.needs.models import NetworkPart


@require_http_methods(["GET", "POST"])
def open_joint(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Open an initiative with the carriers that confirmed a need of the network."""
    part = _part(request, pk)
    if not can_open(request.membership):
        raise PermissionDenied
    if part.state != PartState.CONFIRMED or part.shared_need is None:
        raise ActionRefused("Confirmez d’abord la part de votre espace dans ce besoin commun.")
    shared = part.shared_need
    form = JointForm(
        request.POST or None,
        initial={"title": part.network_need.title, "opened_on": timezone.localdate()},
        workspace=request.workspace,
        methods=Method.objects.offered_in(request.workspace).latest_versions(),
    )
    if request.method == "POST" and form.is_valid():
        initiative = actions.open_joint(part=part, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "La démarche commune est ouverte. Les porteurs associés la voient aussi.")
        return redirect(to(request, "pages:initiative", pk=initiative.pk))
    context: dict[str, Any] = {
        "form": form,
        "part": part,
        "parts": confirmed_parts(part),
        "structures": structures_to_name(part),
        "shared_need": shared,
        "siblings": _born_of(request, part),
    }
    return render(request, "initiatives/open_joint.html", context)


@require_GET
def network_panel(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the initiatives born of a need of the network, inside its page or alone."""
    part = _part(request, pk)
    if not request.membership.may_coordinate:
        raise PermissionDenied
    context = {"part": part, "initiatives": _born_of(request, part)}
    template = "initiatives/network_panel.html"
    return render(request, f"{template}#panel" if request.htmx else template, context)


def _part(request: Request, pk: uuid.UUID) -> NetworkPart:
    """Return the part of the workspace in a need of a network."""
    rows = NetworkPart.objects.visible_to(request.user).in_workspace(request.workspace).in_force()
    related = ("workspace", "network_need__network", "shared_need")
    found: NetworkPart = get_object_or_404(rows.select_related(*related), network_need=pk)
    return found


def _born_of(request: Request, part: NetworkPart) -> list[Initiative]:
    if part.shared_need_id is None:
        return []
    carried = Carrier.objects.filter(
        workspace=request.workspace, shared_need=part.shared_need_id, left_on=None
    )
    rows = Initiative.objects.visible_to(request.user).current()
    born = Q(shared_need=part.shared_need_id) | Q(pk__in=carried.values("initiative"))
    return list(rows.filter(born).in_order())
