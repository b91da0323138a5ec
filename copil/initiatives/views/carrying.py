"""Who carries an initiative: side by side, one by one, invited, leaving, handing the lead over."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core.errors import ActionRefused
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.initiatives import actions, carrying
from copil.initiatives.enums import CarrierRole
from copil.initiatives.forms.carrying import HandOverForm, InviteCarrierForm, LeaveForm
from copil.initiatives.models import Carrier, CarrierInvitation, Initiative
from copil.initiatives.permissions import can_choose_carriers, can_engage
from copil.initiatives.views.common import fetch


@require_GET
def carriers(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show those who carry the initiative side by side, those who left, those who are invited."""
    initiative, rights = fetch(request, pk)
    running = carrying.running_carriers(initiative)
    gone = Carrier.objects.filter(initiative=initiative).exclude(left_on=None).select_related("workspace")
    chooses = can_choose_carriers(initiative, request.membership, rights)
    parts = carrying.parts_of(initiative, running)
    context = {
        "initiative": initiative,
        "rights": rights,
        "parts": parts,
        "faces": carrying.compared_faces(parts),
        "gone": gone.order_by("left_on", "pk"),
        "waiting": _waiting(request, initiative) if chooses else [],
        "may_choose": chooses,
        "may_leave": can_engage(request.membership) and initiative.workspace_id != request.workspace.pk,
        "tab": "carrier",
    }
    return render(request, "initiatives/carriers.html", context)


@require_GET
def carrier(request: Request, pk: uuid.UUID, carrier: uuid.UUID) -> HttpResponse:
    """Show what one carrier brings to the initiative, and nothing else of it."""
    initiative, _ = fetch(request, pk)
    running = carrying.running_carriers(initiative)
    chosen = [one for one in running if one.pk == carrier]
    if not chosen:
        raise Http404
    [part] = carrying.parts_of(initiative, chosen)
    context = {
        "initiative": initiative,
        "part": part,
        "others": [one for one in running if one.pk != carrier],
    }
    return render(request, "initiatives/carrier.html", context)


@require_http_methods(["GET", "POST"])
def invite(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Invite a workspace to carry the initiative too."""
    initiative = _fetch_to_choose(request, pk)
    carried = {one.workspace_id for one in carrying.running_carriers(initiative)}
    around = [one for one in carrying.neighbours(request.workspace) if one.pk not in carried]
    form = InviteCarrierForm(request.POST or None, neighbours=around)
    if request.method == "POST" and form.is_valid() and _invited(request, initiative, form):
        return redirect(to(request, "initiatives:carriers", pk=pk))
    return render(request, "initiatives/carrier_invite.html", {"initiative": initiative, "form": form})


@require_http_methods(["GET", "POST"])
def hand_over(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Ask an associated carrier to lead the initiative."""
    initiative = _fetch_to_choose(request, pk)
    rows = Carrier.objects.filter(initiative=initiative, left_on=None, role=CarrierRole.ASSOCIATED)
    associated = rows.select_related("workspace").order_by("created_at", "pk")
    form = HandOverForm(request.POST or None, carriers=associated)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["carrier"]
        try:
            actions.offer_lead(
                initiative=initiative,
                workspace=request.workspace,
                carrier=chosen,
                message=form.cleaned_data["message"],
                by=request.user,
                at=timezone.now(),
            )
        except ActionRefused as refusal:
            form.add_error("carrier", refusal.message)
        else:
            messages.success(request, f"La proposition est partie. {chosen.workspace.name} répondra.")
            return redirect(to(request, "initiatives:carriers", pk=pk))
    context = {"initiative": initiative, "form": form, "associated": associated}
    return render(request, "initiatives/carrier_hand_over.html", context)


@require_POST
def withdraw(request: Request, pk: uuid.UUID, invitation: uuid.UUID) -> HttpResponse:
    """Take back an invitation that nobody answered."""
    initiative = _fetch_to_choose(request, pk)
    found = CarrierInvitation.objects.filter(initiative=initiative, pk=invitation).first()
    if found is None:
        raise Http404
    actions.withdraw_invitation(
        invitation=found, workspace=request.workspace, by=request.user, at=timezone.now()
    )
    messages.success(request, "L’invitation est retirée.")
    return redirect(to(request, "initiatives:carriers", pk=pk))


@require_http_methods(["GET", "POST"])
def leave(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say what leaving does, then leave."""
    initiative, _ = fetch(request, pk)
    if not can_engage(request.membership):
        raise PermissionDenied
    form = LeaveForm(request.POST or None, initial={"left_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid() and _left(request, initiative, form):
        return redirect(to(request, "initiatives:kept_part", pk=pk))
    own = [one for one in carrying.running_carriers(initiative) if one.workspace_id == request.workspace.pk]
    [part] = carrying.parts_of(initiative, own)
    is_lead = initiative.workspace_id == request.workspace.pk
    away = [] if is_lead else carrying.taken_away(initiative, request.workspace)
    context = {"initiative": initiative, "form": form, "part": part, "is_lead": is_lead, "away": away}
    return render(request, "initiatives/carrier_leave.html", context)


def _fetch_to_choose(request: Request, pk: uuid.UUID) -> Initiative:
    """Return an initiative whose carriers the person may choose; 403 otherwise."""
    initiative, rights = fetch(request, pk)
    if not can_choose_carriers(initiative, request.membership, rights):
        raise PermissionDenied
    return initiative


def _waiting(request: Request, initiative: Initiative) -> list[tuple[CarrierInvitation, str]]:
    """Return the invitations without an answer, each with the name this workspace may know."""
    rows = CarrierInvitation.objects.waiting().filter(initiative=initiative)
    found = list(rows.select_related("invited", "sent_by").order_by("sent_at", "pk"))
    around = {one.pk: one for one in carrying.neighbours(request.workspace)} if found else {}
    return [(one, carrying.shown_name(one, known=around)) for one in found]


def _invited(request: Request, initiative: Initiative, form: InviteCarrierForm) -> bool:
    """Invite; a refusal is shown on the form, which keeps what was typed."""
    try:
        actions.invite_carrier(
            initiative=initiative,
            workspace=request.workspace,
            identifier=form.cleaned_data["identifier"],
            message=form.cleaned_data["message"],
            by=request.user,
            at=timezone.now(),
        )
    except ActionRefused as refusal:
        form.add_error("identifier", refusal.message)
        return False
    messages.success(request, "L’invitation est enregistrée. Elle attend la réponse de cet espace.")
    return True


def _left(request: Request, initiative: Initiative, form: LeaveForm) -> bool:
    """Leave; a refusal is shown on the form, which keeps what was typed."""
    try:
        actions.leave_initiative(
            initiative=initiative,
            workspace=request.workspace,
            by=request.user,
            at=timezone.now(),
            **form.cleaned_data,
        )
    except ActionRefused as refusal:
        form.add_error(None, refusal.message)
        return False
    messages.success(request, "Votre espace ne porte plus cette démarche. Voici ce qu’il en garde.")
    return True
