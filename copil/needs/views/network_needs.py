"""Screens of a need of several carriers: the list, the page, one's own part."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.paging import paginate
from copil.core.posting import posted
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.needs import actions, network_text, presentation
from copil.needs.enums import PartState
from copil.needs.forms.networks import PickSharesForm
from copil.needs.models import Need, NetworkNeed, NetworkPart, NetworkShare, NetworkShareQuerySet
from copil.needs.models.networks import network_needs_of
from copil.needs.network_feed import feed_of
from copil.needs.views.network_sharing import own_shares, require_coordinator
from copil.needs.views.networks import network_or_404


@require_GET
def network_commons(request: Request, pk: uuid.UUID) -> HttpResponse:
    """List the needs of the network in which the workspace has a part."""
    network = network_or_404(request, pk)
    page = paginate(request, network_needs_of(request.workspace, network))
    held = NetworkPart.objects.in_force().filter(network_need__in=[one.pk for one in page])
    parts = list(held.select_related("workspace").order_by("created_at", "pk"))
    rows = [(one, [part for part in parts if part.network_need_id == one.pk]) for one in page]
    return render(request, "needs/network_commons.html", {"network": network, "page": page, "rows": rows})


@require_GET
def network_need(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show a need of several carriers: one's own needs in full, only what is shared of the others."""
    part = _part_or_404(request, pk)
    parts = list(
        NetworkPart.objects.in_force()
        .filter(network_need=part.network_need)
        .select_related("workspace")
        .order_by("created_at", "pk")
    )
    taking_part = [one.stay_id for one in parts if one.state != PartState.DECLINED]
    shared: NetworkShareQuerySet = NetworkShare.objects.in_force().filter(
        network_need=part.network_need, stay__in=taking_part
    )
    others = network_text.of_shares(
        shared.exclude(workspace=request.workspace).recent_first(), reader=request.workspace
    )
    own = Need.objects.current().filter(pk__in=shared.filter(workspace=request.workspace).values("need"))
    gone = NetworkPart.objects.agreed_before_leaving().filter(network_need=part.network_need)
    context = {
        "part": part,
        "network_need": part.network_need,
        "gone": gone.select_related("workspace", "stay").order_by("answered_at", "pk"),
        "parts": [(one, [row for row in others if row.carrier == one.workspace_id]) for one in parts],
        "quotes": presentation.quotes(presentation.with_origins(own).order_by("created_at", "pk")),
        "confirmed": sum(1 for one in parts if one.state == PartState.CONFIRMED),
        "events": feed_of(part.network_need, [one.workspace for one in parts]),
    }
    return render(request, "needs/network_need.html", context)


@require_http_methods(["GET", "POST"])
def part_confirm(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say what confirming does, then confirm one's own part."""
    part = _part_or_404(request, pk)
    if request.method == "POST":
        actions.confirm_part(
            network_need=part.network_need, stay=part.stay, by=request.user, at=timezone.now()
        )
        messages.success(request, "Votre part est confirmée. Vos besoins sont réunis dans un besoin partagé.")
        return redirect(to(request, "needs:network_need", pk=pk))
    own = own_shares(request).filter(network_need=part.network_need)
    rows = presentation.with_origins(Need.objects.current().filter(pk__in=own.values("need")))
    context = {"part": part, "quotes": presentation.quotes(rows.order_by("created_at", "pk"))}
    return render(request, "needs/network_confirm.html", context)


@require_POST
def part_decline(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say that the workspace takes no part."""
    part = _part_or_404(request, pk)
    actions.decline_part(network_need=part.network_need, stay=part.stay, by=request.user, at=timezone.now())
    messages.success(request, "C’est noté : votre espace ne participe pas. Vous pouvez y revenir.")
    return redirect(to(request, "needs:network_need", pk=pk))


@require_http_methods(["GET", "POST"])
def part_bring(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Bring other needs that the workspace shares to a need of the network."""
    part = _part_or_404(request, pk)
    free = own_shares(request).filter(stay=part.stay, network_need=None)
    form = PickSharesForm(posted(request), rows=free)
    if request.method == "POST" and form.is_valid():
        actions.bring_to_network_need(
            network_need=part.network_need,
            stay=part.stay,
            shares=list(form.cleaned_data["shares"]),
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, "Vos besoins sont ajoutés.")
        return redirect(to(request, "needs:network_need", pk=pk))
    page = paginate(request, free.recent_first(), per_page=30)
    held = free.filter(pk__in=[one.pk for one in page]).recent_first()
    shown = network_text.of_shares(held, reader=request.workspace)
    context = {"part": part, "form": form, "page": page, "shown": shown}
    return render(request, "needs/network_bring.html", context)


def _part_or_404(request: Request, pk: uuid.UUID) -> NetworkPart:
    """Return the part of the workspace in a need of a network, for somebody who coordinates."""
    rows = NetworkPart.objects.visible_to(request.user).in_workspace(request.workspace).in_force()
    related = ("workspace", "stay__network", "network_need__network", "shared_need")
    found: NetworkPart = get_object_or_404(
        rows.filter(network_need__in=NetworkNeed.objects.current()).select_related(*related), network_need=pk
    )
    require_coordinator(request)
    return found
