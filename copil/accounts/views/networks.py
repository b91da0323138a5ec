"""Screens of networks: those of the workspace, one with its members, its invitations."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.accounts import actions, permissions
from copil.accounts.forms import ExcludeForm, InviteWorkspaceForm, NetworkForm
from copil.core.conflicts import conflict_response
from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import expected_version
from copil.core.paging import paginate
from copil.identity.enums import NetworkLevel
from copil.identity.http import Request
from copil.identity.models import Network, NetworkMembership
from copil.identity.urls_for import to
from copil.journal import sentences
from copil.journal.models import JournalEntry

_EXCLUDED = 5


@require_GET
def networks(request: Request) -> HttpResponse:
    """List the networks of the workspace, and those that invite it."""
    mine = NetworkMembership.objects.filter(workspace=request.workspace).select_related("network")
    invited = mine.pending().select_related("invited_by").order_by("invited_at", "pk")
    context = {
        "stays": mine.in_force().order_by("joined_at", "pk"),
        "excluded": mine.excluded().order_by("-ended_at", "pk")[:_EXCLUDED],
        "invited": invited,
        "can_decide": permissions.can_decide_networks(request.membership),
        "can_create": permissions.can_create_network(request.user, request.membership),
    }
    return render(request, "accounts/networks.html", context)


@require_http_methods(["GET", "POST"])
def network_create(request: Request) -> HttpResponse:
    """Create a network."""
    if not permissions.can_create_network(request.user, request.membership):
        raise PermissionDenied
    form = NetworkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        created = actions.create_network(
            workspace=request.workspace,
            name=form.cleaned_data["name"],
            level=NetworkLevel(form.cleaned_data["level"]),
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, "Le réseau est créé. Invitez-y un premier espace.")
        return redirect(to(request, "accounts:network_invite", pk=created.pk))
    return render(request, "accounts/network_form.html", {"form": form, "stay": None})


@require_GET
def network(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show a network of the workspace: its members, its invitations."""
    stay = _stay(request, pk)
    rows = NetworkMembership.objects.filter(network=stay.network).select_related("workspace")
    can_manage = permissions.can_manage_network(request.user, request.membership, stay)
    context = {
        "stay": stay,
        "page": paginate(request, rows.in_force().eldest_first()),
        "pending": rows.pending().order_by("invited_at", "pk") if can_manage else [],
        "can_manage": can_manage,
        "can_decide": permissions.can_decide_networks(request.membership),
    }
    return render(request, "accounts/network.html", context)


@require_http_methods(["GET", "POST"])
def network_edit(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change the name or the level of a network."""
    stay = _stay_to_manage(request, pk)
    form = NetworkForm(request.POST or None, instance=stay.network)
    back = to(request, "accounts:network", pk=pk)
    if request.method == "POST" and form.is_valid():
        try:
            actions.update_network(
                network=stay.network,
                workspace=request.workspace,
                name=form.cleaned_data["name"],
                level=NetworkLevel(form.cleaned_data["level"]),
                expected=expected_version(request.POST),
                by=request.user,
                at=timezone.now(),
            )
        except Conflict:
            stored = Network.objects.get(pk=pk)
            return conflict_response(request, form=form, stored=stored, back=back, who=_last(request, pk))
        messages.success(request, "Le réseau est à jour.")
        return redirect(back)
    version = request.POST.get("version", stay.network.version)
    return render(request, "accounts/network_form.html", {"form": form, "stay": stay, "version": version})


@require_http_methods(["GET", "POST"])
def network_invite(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Invite a workspace by its identifier."""
    stay = _stay_to_manage(request, pk)
    form = InviteWorkspaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite_workspace(
                network=stay.network,
                identifier=form.cleaned_data["identifier"],
                workspace=request.workspace,
                by=request.user,
                at=timezone.now(),
            )
        except ActionRefused as refusal:
            form.add_error("identifier", refusal.message)
        else:
            messages.success(request, "L’invitation est partie. Elle attend la réponse de cet espace.")
            return redirect(to(request, "accounts:network", pk=pk))
    return render(request, "accounts/network_invite.html", {"form": form, "stay": stay})


@require_http_methods(["GET", "POST"])
def network_leave(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say what leaving does, then leave."""
    stay = _stay(request, pk)
    if not permissions.can_decide_networks(request.membership):
        raise PermissionDenied
    if request.method == "POST":
        actions.leave_network(stay=stay, by=request.user, at=timezone.now())
        messages.success(request, f"Votre espace a quitté « {stay.network.name} ».")
        return redirect(to(request, "accounts:networks"))
    others = NetworkMembership.objects.in_force().filter(network=stay.network).exclude(pk=stay.pk)
    heir = None if others.filter(manages=True).exists() else others.select_related("workspace")
    context = {"stay": stay, "heir": heir.eldest_first().first() if heir is not None else None}
    return render(request, "accounts/network_leave.html", context)


@require_http_methods(["GET", "POST"])
def network_exclude(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say what excluding does, ask why, then exclude a workspace."""
    mine = Network.objects.of_workspace(request.workspace)
    rows = NetworkMembership.objects.in_force().filter(network__in=mine)
    stay = get_object_or_404(rows.select_related("network", "workspace"), pk=pk)
    _stay_to_manage(request, stay.network_id)
    form = ExcludeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.exclude_workspace(
            stay=stay,
            reason=form.cleaned_data["reason"],
            workspace=request.workspace,
            by=request.user,
            at=timezone.now(),
        )
        name = stay.workspace.name
        messages.success(request, f"« {name} » n’est plus dans le réseau. Son administration est prévenue.")
        return redirect(to(request, "accounts:network", pk=stay.network_id))
    return render(request, "accounts/network_exclude.html", {"stay": stay, "form": form})


@require_POST
def network_accept(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Enter a network that invites the workspace."""
    stay = _invitation(request, pk)
    actions.accept_network(stay=stay, by=request.user, at=timezone.now())
    messages.success(request, f"Votre espace est dans « {stay.network.name} ».")
    return redirect(to(request, "accounts:network", pk=stay.network_id))


@require_POST
def network_decline(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Refuse to enter a network."""
    stay = _invitation(request, pk)
    actions.decline_network(stay=stay, by=request.user, at=timezone.now())
    messages.success(request, "L’invitation est déclinée.")
    return redirect(to(request, "accounts:networks"))


@require_POST
def network_withdraw(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take back an invitation that nobody answered."""
    mine = Network.objects.of_workspace(request.workspace)
    rows = NetworkMembership.objects.filter(network__in=mine).select_related("network")
    invitation = get_object_or_404(rows, pk=pk)
    _stay_to_manage(request, invitation.network_id)
    actions.withdraw_network_invitation(
        stay=invitation, workspace=request.workspace, by=request.user, at=timezone.now()
    )
    messages.success(request, "L’invitation est retirée.")
    return redirect(to(request, "accounts:network", pk=invitation.network_id))


def _stay(request: Request, pk: uuid.UUID) -> NetworkMembership:
    """Return the stay of the workspace in a network; 404 when it is not there today."""
    rows = NetworkMembership.objects.in_force().filter(workspace=request.workspace)
    return get_object_or_404(rows.select_related("network", "workspace"), network=pk)


def _stay_to_manage(request: Request, pk: uuid.UUID) -> NetworkMembership:
    stay = _stay(request, pk)
    if not permissions.can_manage_network(request.user, request.membership, stay):
        raise PermissionDenied
    return stay


def _invitation(request: Request, pk: uuid.UUID) -> NetworkMembership:
    """Return an invitation of the workspace, whatever became of it; 403 for whoever may not answer."""
    rows = NetworkMembership.objects.filter(workspace=request.workspace).select_related("network")
    stay = get_object_or_404(rows, pk=pk)
    if not permissions.can_decide_networks(request.membership):
        raise PermissionDenied
    return stay


def _last(request: Request, pk: uuid.UUID) -> str:
    """Return who changed the network last, if it was somebody of this workspace."""
    lines = JournalEntry.objects.filter(workspace=request.workspace, object_id=pk, verb="update")
    line = lines.select_related("actor").order_by("-seq").first()
    return sentences.subject(line) if line else ""
