"""Screens of the needs of a network: what is shared, what is proposed, what was set aside."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.errors import ActionRefused
from copil.core.paging import paginate
from copil.core.posting import posted
from copil.identity.http import Request
from copil.identity.models import Network, NetworkMembership
from copil.identity.urls_for import to
from copil.needs import actions, network_proposals, network_text
from copil.needs.forms.networks import NetworkFilter, ReasonForm, RecogniseForm
from copil.needs.models import (
    NetworkNeed,
    NetworkSetAside,
    NetworkShare,
    NetworkShareQuerySet,
)
from copil.needs.network_joining import NetworkJoining
from copil.needs.network_proposals import Found, NetworkProposal
from copil.needs.network_text import Shown
from copil.needs.views.network_sharing import own_shares, require_coordinator

_CHANGED = "Cette proposition a changé depuis que vous l’avez ouverte : relisez les propositions."
_PER_PAGE = 5


@require_GET
def networks(request: Request) -> HttpResponse:
    """Lead to the needs of each network of the workspace."""
    require_coordinator(request)
    stays = NetworkMembership.objects.in_force().filter(workspace=request.workspace)
    rows = stays.select_related("network").order_by("joined_at", "pk")
    return render(request, "needs/networks.html", {"stays": rows})


@require_GET
def network_needs(request: Request, pk: uuid.UUID) -> HttpResponse:
    """List what is shared with a network, one's own included."""
    network = network_or_404(request, pk)
    carriers = NetworkMembership.objects.in_force().filter(network=network).eldest_first()
    names = [(str(one), name) for one, name in carriers.values_list("workspace", "workspace__name")]
    form = NetworkFilter(request.GET, carriers=names)
    page = paginate(request, form.filter(visible(request, network)), per_page=20)
    held = visible(request, network).filter(pk__in=[one.pk for one in page]).recent_first()
    context = {
        "network": network,
        "form": form,
        "page": page,
        "shown": network_text.of_shares(held, reader=request.workspace),
    }
    return render(request, "needs/network_needs.html", context)


@require_GET
def proposals(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the needs that several carriers seem to say, and why."""
    network = network_or_404(request, pk)
    found = network_proposals.of_network(network, reader=request.workspace)
    page = paginate(request, list(found.proposals), per_page=_PER_PAGE)
    context = {
        "network": network,
        "page": page,
        "rows": [_quoted(one, found) for one in page],
        "joinings": _joinings(found) if page.number == 1 else [],
        "most": network_proposals.MOST_COMPARED,
        "total": len(found.compared),
    }
    return render(request, "needs/network_proposals.html", context)


@require_POST
def proposal_accept(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Recognise the same need at several carriers."""
    network = network_or_404(request, pk)
    form = RecogniseForm(request.POST, rows=visible(request, network))
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect(to(request, "needs:network_proposals", pk=pk))
    created = actions.accept_in_network(
        workspace=request.workspace,
        network=network,
        title=form.cleaned_data["title"],
        shares=[share.pk for share in form.cleaned_data["shares"]],
        by=request.user,
        at=timezone.now(),
    )
    messages.success(
        request, "Votre part est confirmée. Les autres porteurs sont invités à confirmer la leur."
    )
    return redirect(to(request, "needs:network_need", pk=created.pk))


@require_http_methods(["GET", "POST"])
def proposal_set_aside(request: Request, pk: uuid.UUID, signature: str) -> HttpResponse:
    """Say, for one's own workspace, that a proposal is wrong."""
    network = network_or_404(request, pk)
    found = network_proposals.of_network(network, reader=request.workspace)
    proposal = next((one for one in found.proposals if one.signature == signature), None)
    if proposal is None:
        raise ActionRefused(_CHANGED)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.set_aside_in_network(
            workspace=request.workspace,
            network=network,
            sides=[[pk] for pk in proposal.shares],
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, "La proposition est écartée pour votre espace.")
        return redirect(to(request, "needs:network_proposals", pk=pk))
    context = {"network": network, "form": form, "row": _quoted(proposal, found)}
    return render(request, "needs/network_set_aside.html", context)


@require_GET
def set_asides(request: Request, pk: uuid.UUID) -> HttpResponse:
    """List what the workspace set aside in a network."""
    network = network_or_404(request, pk)
    rows = NetworkSetAside.objects.in_workspace(request.workspace).current().filter(network=network)
    page = paginate(request, rows.order_by("-created_at", "-pk"), per_page=10)
    wanted = {one for kept in page for side in kept.sides for one in side}
    by_id = _by_id(request, visible(request, network).filter(pk__in=wanted))
    kept = [(one, [by_id[side[0]] for side in one.sides if side[0] in by_id]) for one in page]
    context = {"network": network, "page": page, "rows": kept}
    return render(request, "needs/network_set_asides.html", context)


@require_POST
def set_aside_restore(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Let what was set aside be proposed again."""
    require_coordinator(request)
    rows = NetworkSetAside.objects.visible_to(request.user).in_workspace(request.workspace)
    kept: NetworkSetAside = get_object_or_404(rows, pk=pk)
    actions.restore_in_network(kept=kept, by=request.user, at=timezone.now())
    messages.success(request, "Ces besoins peuvent de nouveau être proposés ensemble.")
    return redirect(to(request, "needs:network_set_asides", pk=kept.network_id))


@require_POST
def joining_accept(request: Request, pk: uuid.UUID, common_pk: uuid.UUID) -> HttpResponse:
    """Bring one's own shared needs to a need that other carriers recognise."""
    network = network_or_404(request, pk)
    joining = _joining_or_refused(network_proposals.of_network(network, reader=request.workspace), common_pk)
    stay = (
        NetworkMembership.objects.in_force()
        .select_related("workspace")
        .get(network=network, workspace=request.workspace)
    )
    actions.join_network_need(
        network_need=NetworkNeed(pk=common_pk),
        stay=stay,
        shares=list(own_shares(request).filter(pk__in=joining.shares)),
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, "Votre espace rejoint ce besoin commun, et sa part est confirmée.")
    return redirect(to(request, "needs:network_need", pk=common_pk))


@require_POST
def joining_refuse(request: Request, pk: uuid.UUID, common_pk: uuid.UUID) -> HttpResponse:
    """Say, for one's own workspace, that its needs are not that common one."""
    network = network_or_404(request, pk)
    joining = _joining_or_refused(network_proposals.of_network(network, reader=request.workspace), common_pk)
    actions.set_aside_in_network(
        workspace=request.workspace,
        network=network,
        sides=[joining.shares, joining.members],
        reason=request.POST.get("reason", "").replace("\0", "")[:300],
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, "C’est noté : ce rapprochement ne vous sera plus proposé.")
    return redirect(to(request, "needs:network_proposals", pk=pk))


def network_or_404(request: Request, pk: uuid.UUID) -> Network:
    """Return a network the workspace is in, for somebody who coordinates."""
    network = get_object_or_404(Network.objects.of_workspace(request.workspace), pk=pk)
    require_coordinator(request)
    return network


def visible(request: Request, network: Network) -> NetworkShareQuerySet:
    """Return what is shared today with a network of this workspace."""
    rows: NetworkShareQuerySet = NetworkShare.objects.visible_in_network(request.user)
    return rows.in_network(network)


def _by_id(request: Request, rows: NetworkShareQuerySet) -> dict[str, Shown]:
    return {str(one.pk): one for one in network_text.of_shares(rows, reader=request.workspace)}


def _quoted(proposal: NetworkProposal, found: Found) -> dict[str, Any]:
    """Return a proposal with what it quotes, and whether one's own workspace says it too."""
    quotes = [found.compared[pk] for pk in proposal.shares]
    return {"proposal": proposal, "quotes": quotes, "ours": any(one.ours for one in quotes)}


def _joining_or_refused(found: Found, common_pk: uuid.UUID) -> NetworkJoining:
    joining = next((one for one in found.joinings if one.network_need == common_pk), None)
    if joining is None:
        raise ActionRefused(_CHANGED)
    return joining


def _joinings(found: Found) -> list[dict[str, Any]]:
    """Return what one's own needs might join; the title is read by who already has a part in it."""
    return [
        {
            "joining": one,
            "title": found.titles.get(one.network_need, ""),
            "own": [found.compared[pk] for pk in one.shares],
            "others": [found.compared[pk] for pk in one.members],
        }
        for one in found.joinings
    ]
