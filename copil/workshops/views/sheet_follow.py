"""Ask the lead of an action, note the answer, say how far it is, give the link of follow-up."""

import datetime as dt
import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from copil.core.posting import posted
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.workshops import actions, follow
from copil.workshops.forms.follow import AskForm, SettleForm, StatementForm, UpdateLinkForm
from copil.workshops.models import ActionSheet
from copil.workshops.views.sheet_common import screen_of, sheet_to_work

_THREE_WEEKS = dt.timedelta(days=21)


@require_http_methods(["GET", "POST"])
def lead_ask(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Ask whoever is thought of to lead the action."""
    stored = sheet_to_work(request, pk)
    initial = {"email": _address(stored), "until": timezone.localdate() + _THREE_WEEKS}
    form = AskForm(posted(request), initial=initial)
    title = f"Proposer l’action à {stored.lead}"
    lead = "La personne lit la fiche sans compte, puis accepte, refuse, ou propose un changement."
    return screen_of(request, stored, title, "Envoyer la proposition", lead=lead).answer(
        request,
        form,
        lambda: actions.ask_lead(sheet=stored, **form.cleaned_data, by=request.user, at=timezone.now()),
        done="La proposition est partie. La réponse s’affichera sur la fiche.",
    )


@require_http_methods(["GET", "POST"])
def lead_ask_again(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Send the link of the open question once more."""
    stored = sheet_to_work(request, pk)
    initial = {"email": _address(stored), "until": timezone.localdate() + _THREE_WEEKS}
    form = AskForm(posted(request), initial=initial)
    lead = "Le lien envoyé avant ne servira plus."
    return screen_of(request, stored, f"Relancer {stored.lead}", "Renvoyer le lien", lead=lead).answer(
        request,
        form,
        lambda: actions.ask_lead_again(sheet=stored, **form.cleaned_data, by=request.user, at=timezone.now()),
        done="Le lien est reparti.",
    )


@require_POST
def lead_withdraw(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Take back a question that waits."""
    stored = sheet_to_work(request, pk)
    told = actions.withdraw_lead_request(sheet=stored, by=request.user, at=timezone.now())
    closing = (
        "un courriel le dit à la personne" if told else "la personne n’a pas pu être prévenue par courriel"
    )
    messages.success(request, f"La proposition est retirée et son lien fermé ; {closing}.")
    return redirect(to(request, "workshops:sheet", pk=pk))


@require_http_methods(["GET", "POST"])
def lead_settle(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Note what the lead answered in a meeting or by telephone."""
    stored = sheet_to_work(request, pk)
    form = SettleForm(posted(request))
    title = f"Noter la réponse de {stored.lead}"
    lead = "Pour une réponse donnée en réunion ou par téléphone. Un lien encore ouvert sera fermé."
    return screen_of(request, stored, title, "Noter la réponse", lead=lead).answer(
        request,
        form,
        lambda: actions.settle_lead(sheet=stored, **form.cleaned_data, by=request.user, at=timezone.now()),
        done="La réponse est notée.",
    )


@require_http_methods(["GET", "POST"])
def statement_add(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Say how far the action is, at a review meeting or outside one."""
    stored = sheet_to_work(request, pk)
    last = follow.latest_of([stored]).get(stored.pk)
    form = StatementForm(posted(request), last=last, initiative=stored.initiative)
    return screen_of(request, stored, "Dire où en est l’action", "Noter où en est l’action").answer(
        request,
        form,
        lambda: actions.state_progress(
            sheet=stored, values=form.cleaned_data, by=request.user, at=timezone.now()
        ),
        done="C’est noté, avec la date d’aujourd’hui.",
    )


@require_http_methods(["GET", "POST"])
def update_link_send(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Send the link of follow-up to whoever leads the action."""
    stored = sheet_to_work(request, pk)
    form = UpdateLinkForm(posted(request), initial={"email": _address(stored)})
    lead = "Le même lien sert pendant un an, sans compte. Vous pouvez le fermer à tout moment."
    title = f"Donner le lien de suivi à {stored.lead}"
    return screen_of(request, stored, title, "Envoyer le lien", lead=lead).answer(
        request,
        form,
        lambda: actions.send_update_link(
            sheet=stored, **form.cleaned_data, by=request.user, at=timezone.now()
        ),
        done="Le lien de suivi est parti.",
    )


@require_POST
def update_link_revoke(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Close the link of follow-up."""
    stored = sheet_to_work(request, pk)
    actions.revoke_update_link(sheet=stored, by=request.user, at=timezone.now())
    messages.success(request, "Le lien de suivi est fermé.")
    return redirect(to(request, "workshops:sheet", pk=pk))


def _address(sheet: ActionSheet) -> str:
    person = sheet.lead_person
    return person.email if person is not None else ""
