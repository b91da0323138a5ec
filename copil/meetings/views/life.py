"""The moves in the life of a meeting, and the amendments asked of its minutes."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from copil.core.errors import ActionRefused
from copil.core.locking import expected_version
from copil.core.posting import posted
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.meetings import actions, life
from copil.meetings.actions.amendments import ABSENT
from copil.meetings.enums import MeetingState
from copil.meetings.forms.life import AmendmentForm, AnswerForm, ApproveForm, CancelForm, SendForm
from copil.meetings.models import Amendment, Meeting, Participant
from copil.meetings.roll import roll_of
from copil.meetings.rules import life as rules
from copil.meetings.views.common import Screen, fetch, fetch_to_prepare, meetings

_DONE = {
    "convoquer": "La réunion est convoquée.",
    "ouvrir": "La séance est ouverte.",
    "lever": "La séance est levée. Relisez le compte rendu avant de l’envoyer.",
    "envoyer": "Le compte rendu est envoyé.",
    "approuver": "Le compte rendu est approuvé.",
    "clore": "La réunion est close.",
    "reprendre": "Le compte rendu peut être complété, puis renvoyé.",
    "annuler": "La réunion est annulée.",
}


@require_http_methods(["GET", "POST"])
def move(request: Request, pk: uuid.UUID, key: str) -> HttpResponse:
    """Make one move in the life of a meeting, asking first what it needs to know."""
    step = rules.MOVES.get(key)
    if step is None:
        raise Http404
    shown, rights = fetch(request, pk)
    if not (rights.may_approve if step.approves else rights.may_prepare):
        raise PermissionDenied
    if shown.state not in step.sources:
        raise ActionRefused("La réunion n’en est plus là. Relisez-la avant de continuer.")
    waits = rules.refusal(step, life.facts_of(shown, at=timezone.now()))
    if waits:
        raise ActionRefused(waits)
    form = _form(request, shown, key)
    screen = Screen(
        title=step.label,
        lead=step.lead,
        verb=step.label,
        meeting=shown,
        back=to(request, "meetings:meeting", pk=pk),
        version=shown.version,
    )
    return screen.answer(
        request,
        form,
        lambda: actions.move(
            meeting=shown,
            key=key,
            rights=rights,
            expected=expected_version(request.POST),
            by=request.user,
            at=timezone.now(),
            **_said(form),
        ),
        done=_DONE[key],
    )


@require_http_methods(["GET", "POST"])
def amendment_add(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Ask for a change in the minutes, for oneself or, by who keeps them, for somebody who was there."""
    shown, rights = fetch(request, pk)
    people = Participant.objects.current().filter(meeting=shown).with_surroundings().in_order()
    mine = people.filter(person__user=request.user).first()
    if mine is None and not rights.may_prepare:
        raise PermissionDenied
    if shown.state != MeetingState.SENT:
        raise ActionRefused("Ce compte rendu ne reçoit pas de demande de correction.")
    amenders = roll_of(shown).amenders
    if not rights.may_prepare and mine is not None and mine.pk not in amenders:
        raise ActionRefused(ABSENT)
    people = people.filter(pk__in=amenders)
    form = AmendmentForm(
        posted(request),
        meeting=shown,
        people=people,
        alone=not rights.may_prepare,
        initial={"participant": mine if mine is not None and mine.pk in amenders else None},
    )
    screen = Screen(
        title="Demander une correction",
        lead="Écrivez la phrase telle que vous la voudriez dans le compte rendu.",
        verb="Demander la correction",
        meeting=shown,
        back=to(request, "meetings:meeting", pk=pk) + "#corrections",
    )

    def write() -> None:
        asking = form.participant(mine)
        if asking is None:
            raise ActionRefused("Dites qui demande cette correction.")
        actions.ask_amendment(
            meeting=shown,
            participant=asking,
            text=form.cleaned_data["text"],
            item=form.cleaned_data["item"],
            by=request.user,
            at=timezone.now(),
        )

    return screen.answer(request, form, write, done="La correction est demandée.")


@require_http_methods(["GET", "POST"])
def amendment_answer(request: Request, pk: uuid.UUID, amendment: uuid.UUID) -> HttpResponse:
    """Answer a change asked for."""
    shown = fetch_to_prepare(request, pk)
    rows = Amendment.objects.current().filter(meeting=shown).select_related("meeting", "person")
    asked = get_object_or_404(rows, pk=amendment)
    form = AnswerForm(posted(request))
    screen = Screen(
        title="Répondre à la demande",
        lead=f"{asked.person} : {asked.text}",
        verb="Enregistrer la réponse",
        meeting=shown,
        back=to(request, "meetings:meeting", pk=pk) + "#corrections",
    )
    return screen.answer(
        request,
        form,
        lambda: actions.answer_amendment(
            amendment=asked,
            taken=form.cleaned_data["taken"] == "oui",
            answer=form.cleaned_data["answer"],
            by=request.user,
            at=timezone.now(),
        ),
        done="La réponse est notée.",
    )


def _form(request: Request, meeting: Meeting, key: str) -> forms.Form:
    data = posted(request)
    if key == "annuler":
        return CancelForm(data)
    if key == "envoyer":
        return SendForm(data)
    if key == "approuver":
        held = meetings(request).filter(initiative=meeting.initiative_id, starts_at__gt=meeting.starts_at)
        later = held.filter(state__in=[MeetingState.RUNNING, *MeetingState.held()]).exclude(pk=meeting.pk)
        return ApproveForm(data, meeting=meeting, rows=later.soonest_first())
    return forms.Form(data)


def _said(form: forms.Form) -> dict[str, Any]:
    if isinstance(form, SendForm):
        return {"until": form.last_day}
    return dict(form.cleaned_data)
