"""Screens of sharing: choose needs, see exactly what others will read, reword, withdraw."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core import typography
from copil.core.conflicts import conflict_response
from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import expected_version
from copil.core.posting import posted
from copil.identity.http import Request
from copil.identity.models import NetworkMembership
from copil.identity.urls_for import to
from copil.journal import saving
from copil.needs import actions, network_text, permissions
from copil.needs.forms.networks import PickSharesForm, ShareEditForm, ShareForm
from copil.needs.models import Need, NetworkShare, NetworkShareQuerySet
from copil.needs.views import common

AT_A_TIME = 50


def require_coordinator(request: Request) -> None:
    """Refuse somebody who does not coordinate the workspace."""
    if not permissions.can_share_with_networks(request.membership):
        raise PermissionDenied


@require_http_methods(["GET", "POST"])
def share(request: Request) -> HttpResponse:
    """Share chosen needs, or a whole theme of loose ones, after showing what others will read."""
    require_coordinator(request)
    needs = _chosen(request)
    form = ShareForm(posted(request), workspace=request.workspace, needs=needs)
    if request.method == "POST" and needs and form.is_valid():
        shares = actions.share_needs(
            stay=form.cleaned_data["stay"],
            needs=needs,
            texts=form.texts,
            name_allowed=form.cleaned_data["name_allowed"],
            by=request.user,
            at=timezone.now(),
        )
        number = typography.plural(len(shares), "besoin partagé", "besoins partagés")
        messages.success(request, f"{number} avec le réseau. Vous pouvez les retirer à tout moment.")
        return redirect(to(request, "needs:network_needs", pk=form.cleaned_data["stay"].network_id))
    exposed = network_text.preview(needs)
    shown = [(need, exposed[need.pk], form[f"text-{need.pk}"]) for need in needs]
    networks = NetworkMembership.objects.in_force().filter(workspace=request.workspace)
    context = {"form": form, "shown": shown, "has_network": networks.exists(), "limit": AT_A_TIME}
    return render(request, "needs/share.html", context)


@require_GET
def need_sharing(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show with which networks a need is shared, inside its page or on its own."""
    need = get_object_or_404(common.needs(request), pk=pk)
    rows = own_shares(request).filter(need=need).select_related("stay__network", "network_need")
    networks = NetworkMembership.objects.in_force().filter(workspace=request.workspace)
    context = {
        "need": need,
        "shares": list(rows.recent_first()),
        "networks": networks.count(),
        "can_share": permissions.can_share_with_networks(request.membership),
    }
    template = "needs/need_sharing.html"
    return render(request, f"{template}#panel" if request.htmx else template, context)


@require_http_methods(["GET", "POST"])
def share_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change the words shown, or whether the structure is named."""
    require_coordinator(request)
    stored = _share_or_404(request, pk)
    form = ShareEditForm(posted(request), instance=stored)
    back = to(request, "needs:need", pk=stored.need_id)
    if request.method == "POST" and form.is_valid():
        try:
            actions.update_share(
                share=stored,
                text=form.cleaned_data["text"],
                name_allowed=form.cleaned_data["name_allowed"],
                expected=expected_version(request.POST),
                by=request.user,
                at=timezone.now(),
            )
        except Conflict:
            now = _share_or_404(request, pk)
            who = saving.last_author(now.need)
            return conflict_response(request, form=form, stored=now, back=back, who=who)
        messages.success(request, "Le réseau lit désormais ce texte.")
        return redirect(back)
    exposed = network_text.preview([stored.need])[stored.need_id]
    version = saving.version_shown(request, stored.version)
    context = {"form": form, "share": stored, "exposed": exposed, "version": version}
    return render(request, "needs/share_edit.html", context)


@require_POST
def shares_withdraw(request: Request) -> HttpResponse:
    """Stop sharing one need or several, at once."""
    require_coordinator(request)
    form = PickSharesForm(request.POST, rows=own_shares(request))
    if not form.is_valid():
        raise ActionRefused(str(next(iter(form.errors.values()))[0]))
    shares = list(form.cleaned_data["shares"].select_related("stay"))
    actions.withdraw_shares(shares=shares, by=request.user, at=timezone.now())
    number = typography.plural(len(shares), "besoin n’est plus partagé", "besoins ne sont plus partagés")
    messages.success(request, f"{number}. Ils restent entiers chez vous.")
    return redirect(to(request, "needs:network_needs", pk=shares[0].stay.network_id))


def own_shares(request: Request) -> NetworkShareQuerySet:
    """Return what this workspace shares today."""
    rows: NetworkShareQuerySet = NetworkShare.objects.visible_to(request.user)
    return rows.in_workspace(request.workspace).in_force()


def _share_or_404(request: Request, pk: uuid.UUID) -> NetworkShare:
    rows = own_shares(request).select_related("workspace", "need", "stay__network")
    found: NetworkShare = get_object_or_404(rows, pk=pk)
    return found


def _chosen(request: Request) -> list[Need]:
    """Return the needs named in the address, or the loose ones of the theme it names; a few at a time.

    Once shown, those that were shown: a theme may have changed in between.
    """
    rows = common.needs(request).current().select_related("organisation")
    if request.method == "POST":
        return list(rows.filter(pk__in=_uuids(request.POST.getlist("need"))).recent_first()[:AT_A_TIME])
    theme = _uuids(request.GET.getlist("theme"))
    if theme:
        rows = rows.loose().filter(theme__in=theme) | rows.loose().filter(theme__parent__in=theme)
        held = own_shares(request).values("need")
        return list(rows.exclude(pk__in=held).distinct().recent_first()[:AT_A_TIME])
    return list(rows.filter(pk__in=_uuids(request.GET.getlist("need"))).recent_first()[:AT_A_TIME])


def _uuids(typed: list[str]) -> list[uuid.UUID]:
    found = []
    for text in typed:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found
