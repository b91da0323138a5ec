"""What a workspace is asked to carry, what it answers, and what it keeps of what it left."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from copil.core.errors import ActionRefused
from copil.documents.models import ArchivedDocument
from copil.identity.http import Request
from copil.identity.models import reference
from copil.identity.urls_for import to
from copil.initiatives import actions, carrying
from copil.initiatives.enums import InvitationPurpose, InvitationState
from copil.initiatives.forms.carrying import DeclineForm
from copil.initiatives.models import Carrier, CarrierInvitation, Objective
from copil.initiatives.permissions import can_engage


@require_GET
def invitations(request: Request) -> HttpResponse:
    """List the invitations of the workspace and what it left, alone or inside the list of initiatives."""
    received = CarrierInvitation.objects.filter(invited=request.workspace)
    rows = received.select_related("initiative__territory", "workspace").order_by("-sent_at", "pk")
    left = Carrier.objects.filter(workspace=request.workspace).exclude(left_on=None)
    closed = (InvitationState.ACCEPTED, InvitationState.DECLINED)
    context = {
        "waiting": [one for one in rows if one.state == InvitationState.WAITING],
        "answered": [one for one in rows if one.state in closed],
        "left": left.select_related("initiative").order_by("-left_on", "pk"),
    }
    template = "initiatives/invitations.html"
    return render(request, f"{template}#panel" if request.htmx else template, context)


@require_GET
def invitation(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show one invitation: who asks, for what, what each would see; and the answer to give."""
    return _page(request, _fetch(request, pk), DeclineForm())


@require_POST
def accept(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Carry the initiative, or lead it."""
    found = _fetch_to_answer(request, pk)
    initiative = actions.accept_invitation(invitation=found, by=request.user, at=timezone.now())
    leads = found.purpose == InvitationPurpose.LEAD
    done = "Votre espace conduit maintenant la démarche." if leads else "Votre espace porte la démarche."
    messages.success(request, f"{done} Écrivez votre rôle quand vous le pourrez.")
    return redirect(to(request, "initiatives:carriers", pk=initiative.pk))


@require_POST
def decline(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say no, with or without a word."""
    found = _fetch_to_answer(request, pk)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    actions.decline_invitation(
        invitation=found, answer=form.cleaned_data["answer"], by=request.user, at=timezone.now()
    )
    messages.success(request, "L’invitation est déclinée.")
    return redirect(to(request, "initiatives:invitations"))


@require_GET
def kept_part(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show what the workspace keeps of an initiative that it left."""
    rows = Carrier.objects.filter(workspace=request.workspace).exclude(left_on=None)
    related = ("initiative__shared_need", "initiative__workspace", "shared_need", "workspace")
    gone = get_object_or_404(rows.select_related(*related), initiative=pk)
    kind, subject = reference(gone.initiative)
    kept = ArchivedDocument.objects.in_workspace(request.workspace).filter(
        subject_kind=kind, subject_id=subject
    )
    objectives = Objective.objects.in_workspace(request.workspace).filter(initiative=pk)
    context = {
        "gone": gone,
        "part": carrying.put_away_with(gone),
        "objectives": objectives.order_by("position", "pk"),
        "documents": kept.order_by("-issued_at", "format", "pk"),
    }
    return render(request, "initiatives/kept_part.html", context)


def _fetch(request: Request, pk: uuid.UUID) -> CarrierInvitation:
    rows = CarrierInvitation.objects.filter(invited=request.workspace)
    related = ("initiative__territory", "initiative__method", "workspace", "sent_by")
    found: CarrierInvitation = get_object_or_404(
        rows.select_related(*related).defer("initiative__method__content"), pk=pk
    )
    return found


def _fetch_to_answer(request: Request, pk: uuid.UUID) -> CarrierInvitation:
    found = _fetch(request, pk)
    if not can_engage(request.membership):
        raise PermissionDenied
    if found.state != InvitationState.WAITING:
        raise ActionRefused("Cette invitation a déjà reçu une réponse, ou vient d’être retirée.")
    return found


def _page(request: Request, found: CarrierInvitation, form: DeclineForm) -> HttpResponse:
    context = {"invitation": found, "form": form, "may_answer": can_engage(request.membership)}
    return render(request, "initiatives/invitation.html", context)
