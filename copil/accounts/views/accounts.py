"""Screens of accounts: the entry, the workspaces, the members, the invitations."""

import uuid

from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.accounts import actions, confirming, permissions, sessions
from copil.accounts.forms import InviteForm, JoinForm, ProfileForm, RoleForm
from copil.accounts.models import Invitation
from copil.accounts.titles import TITLES
from copil.core.locking import expected_version
from copil.core.paging import paginate
from copil.identity import links
from copil.identity.enums import LinkPurpose, Role
from copil.identity.http import Request, UserRequest
from copil.identity.models import Membership, SignedLink, User, Workspace
from copil.identity.urls_for import to
from copil.notifications.models import OutboxMessage


@require_GET
def entry(request: UserRequest) -> HttpResponse:
    """Open the only workspace there is, or let the person choose."""
    mine = list(Workspace.objects.visible_to(request.user).order_by("name", "pk")[:2])
    if len(mine) == 1:
        return redirect("pages:home", workspace=mine[0].slug)
    return redirect("accounts:workspaces")


@require_GET
def workspaces(request: UserRequest) -> HttpResponse:
    """List the workspaces the person belongs to, with their role in each."""
    memberships = Membership.objects.active().filter(user=request.user).select_related("workspace")
    rows = memberships.order_by("workspace__name", "pk")
    return render(request, "accounts/workspaces.html", {"memberships": rows})


@require_http_methods(["GET", "POST"])
def profile(request: UserRequest) -> HttpResponse:
    """Let the person say how they are named."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Votre nom est enregistré.")
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form})


@require_GET
def members(request: Request) -> HttpResponse:
    """List who is in the workspace and who is invited."""
    rows = Membership.objects.filter(workspace=request.workspace).select_related("user")
    page = paginate(request, rows.order_by("user__family_name", "user__given_name", "pk"))
    can_manage = permissions.can_manage_members(request.membership)
    pending = Invitation.objects.none()
    if can_manage:
        waiting = Invitation.objects.in_workspace(request.workspace).filter(accepted_at=None, revoked_at=None)
        pending = waiting.select_related("invited_by").order_by("-created_at", "pk")
    context = {"page": page, "pending": pending, "can_manage": can_manage, "now": timezone.now()}
    return render(request, "accounts/members.html", context)


@confirming.resumable
@require_http_methods(["GET", "POST"])
def invite(request: Request) -> HttpResponse:
    """Invite one person; to share the administration is confirmed, as a change of role is."""
    _require_manager(request)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        role = Role(form.cleaned_data["role"])
        if role == Role.ADMIN:
            confirming.require(request)
        made = actions.invite(
            workspace=request.workspace,
            email=form.cleaned_data["email"],
            role=role,
            by=request.user,
            at=timezone.now(),
        )
        undo = to(request, "accounts:revoke", pk=made.pk)
        messages.success(request, f"L’invitation part à {made.email}.", extra_tags=undo)
        return redirect(to(request, "accounts:members"))
    return render(request, "accounts/invite.html", {"form": form, "titles": TITLES})


@confirming.resumable
@require_http_methods(["GET", "POST"])
def member(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Change the role of a member, or suspend them."""
    _require_manager(request)
    membership = _membership(request, pk)
    form = RoleForm(request.POST or None, initial={"role": membership.role})
    if request.method == "POST" and form.is_valid():
        confirming.require(request)
        role = Role(form.cleaned_data["role"])
        expected = expected_version(request.POST)
        actions.change_role(
            membership=membership, role=role, expected=expected, by=request.user, at=timezone.now()
        )
        messages.success(request, f"Nouveau rôle de {membership.user} : {role.label}.")
        return redirect(to(request, "accounts:members"))
    return render(request, "accounts/member.html", {"form": form, "member": membership})


@require_POST
def suspend(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Suspend a member; it can be taken back at once."""
    _require_manager(request)
    membership = _membership(request, pk)
    actions.suspend(membership=membership, by=request.user, at=timezone.now())
    undo = to(request, "accounts:reinstate", pk=pk)
    messages.success(request, f"L’accès de {membership.user} est suspendu.", extra_tags=undo)
    return redirect(to(request, "accounts:members"))


@require_POST
def reinstate(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Reinstate a member; it can be taken back at once."""
    _require_manager(request)
    membership = _membership(request, pk)
    actions.reinstate(membership=membership, by=request.user, at=timezone.now())
    undo = to(request, "accounts:suspend", pk=pk)
    messages.success(request, f"{membership.user} retrouve son accès.", extra_tags=undo)
    return redirect(to(request, "accounts:members"))


@require_POST
def revoke(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Withdraw an invitation."""
    _require_manager(request)
    invitation = get_object_or_404(Invitation.objects.in_workspace(request.workspace), pk=pk)
    actions.revoke(invitation=invitation, by=request.user, at=timezone.now())
    messages.success(request, f"L’invitation envoyée à {invitation.email} est retirée.")
    return redirect(to(request, "accounts:members"))


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation and accept it: opening the page never consumes the link."""
    link = links.find(token, purpose=LinkPurpose.INVITATION, at=timezone.now())
    if link is None:
        return render(request, "accounts/invitation_closed.html", status=404)
    invited = get_object_or_404(
        Invitation.objects.select_related("workspace", "invited_by"), pk=link.object_id
    )
    if isinstance(request.user, User):
        return _accept_as(request, request.user, link, invited)
    if User.objects.filter(email__iexact=invited.email).exclude(actions.NEVER_OPENED).exists():
        login = reverse("account_login") + f"?next={request.path}"
        return render(request, "accounts/invitation_login.html", {"invitation": invited, "login": login})
    return _accept_as_newcomer(request, link, invited)


@login_not_required
@require_GET
def mailbox(request: HttpRequest) -> HttpResponse:
    """Show what left the house, on a demonstration only."""
    _require_demo()
    rows = OutboxMessage.objects.order_by("-created_at", "-pk")
    return render(request, "accounts/mailbox.html", {"page": paginate(request, rows)})


@login_not_required
@require_GET
def mail(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show one message, on a demonstration only."""
    _require_demo()
    return render(request, "accounts/mail.html", {"mail": get_object_or_404(OutboxMessage, pk=pk)})


def _accept_as(request: HttpRequest, user: User, link: SignedLink, invited: Invitation) -> HttpResponse:
    same_address = user.email.lower() == invited.email
    if request.method == "POST" and same_address:
        actions.join(link=link, user=user, at=timezone.now())
        messages.success(request, f"Bienvenue dans l’espace {invited.workspace}.")
        return redirect("pages:home", workspace=invited.workspace.slug)
    context = {"invitation": invited, "same_address": same_address}
    return render(request, "accounts/invitation_accept.html", context)


def _accept_as_newcomer(request: HttpRequest, link: SignedLink, invited: Invitation) -> HttpResponse:
    form = JoinForm(request.POST or None, email=invited.email)
    if request.method == "POST" and form.is_valid():
        membership = actions.join_as_newcomer(link=link, at=timezone.now(), **form.cleaned_data)
        auth.login(request, membership.user, backend=settings.AUTHENTICATION_BACKENDS[0])
        request.session["device"] = sessions.device_of(request.headers.get("User-Agent", ""))
        messages.success(request, f"Bienvenue dans l’espace {invited.workspace}.")
        return redirect("pages:home", workspace=membership.workspace.slug)
    context = {"form": form, "invitation": invited, "recognised": False}
    return render(request, "accounts/invitation_join.html", context)


def _membership(request: Request, pk: uuid.UUID) -> Membership:
    rows = Membership.objects.filter(workspace=request.workspace).select_related("user", "workspace")
    return get_object_or_404(rows, pk=pk)


def _require_manager(request: Request) -> None:
    if not permissions.can_manage_members(request.membership):
        raise PermissionDenied


def _require_demo() -> None:
    if not settings.DEMO:
        raise Http404
