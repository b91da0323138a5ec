"""The script of a session, changed step by step for this session only."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from copil.core.conflicts import conflict_response
from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import expected_version
from copil.core.posting import posted
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal.saving import last_author
from copil.workshops.actions import conducting as actions
from copil.workshops.clock import Step
from copil.workshops.conducting import script_of
from copil.workshops.forms.scripts import StepForm
from copil.workshops.models import GroupSession
from copil.workshops.views.common import Screen
from copil.workshops.views.conducting import fetch_to_conduct

_MEANWHILE = "Le déroulé a changé entre-temps. Relisez-le avant de recommencer."


@dataclass(frozen=True)
class _Stored:
    """A step as it is kept now, to be compared with what was typed."""

    title: str
    minutes: int
    need: str
    text: str
    version: int


@require_http_methods(["GET", "POST"])
def step_add(request: Request, pk: uuid.UUID, rank: int) -> HttpResponse:
    """Add a step at the end of the script."""
    session = fetch_to_conduct(request, pk, rank)
    form = StepForm(posted(request))
    screen = _screen(request, session, "Ajouter une étape", "Ajouter l’étape")

    def write() -> object:
        values, now = form.cleaned_data, timezone.now()
        return actions.add_step(session=session, values=values, by=request.user, at=now)

    return screen.answer(request, form, write, done="L’étape est ajoutée à la fin du déroulé.")


@require_http_methods(["GET", "POST"])
def step_edit(request: Request, pk: uuid.UUID, rank: int, step: int) -> HttpResponse:
    """Change a step; the second of two people sees both texts."""
    session = fetch_to_conduct(request, pk, rank)
    stored = _step(session, step)
    form = StepForm(posted(request), step=stored)
    screen = _screen(request, session, "Modifier l’étape", "Enregistrer l’étape")
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_step(
                session=session,
                key=step,
                values=form.cleaned_data,
                expected=expected_version(request.POST),
                by=request.user,
                at=timezone.now(),
            )
        except Conflict:
            return _conflict(request, form, session, step, back=screen.back)
        messages.success(request, "L’étape est enregistrée, pour cette réunion.")
        return redirect(screen.back)
    return screen.show(request, form)


@require_POST
def step_move(request: Request, pk: uuid.UUID, rank: int, step: int) -> HttpResponse:
    """Move a step one place up or down."""
    session = fetch_to_conduct(request, pk, rank)
    places = -1 if request.POST.get("sens") == "monter" else 1
    seen, by, at = expected_version(request.POST), request.user, timezone.now()
    return _written(
        request,
        session,
        lambda: actions.move_step(session=session, key=step, places=places, expected=seen, by=by, at=at),
    )


@require_POST
def step_remove(request: Request, pk: uuid.UUID, rank: int, step: int) -> HttpResponse:
    """Take a step off."""
    session = fetch_to_conduct(request, pk, rank)
    seen, by, at = expected_version(request.POST), request.user, timezone.now()
    return _written(
        request,
        session,
        lambda: actions.remove_step(session=session, key=step, expected=seen, by=by, at=at),
        done="L’étape est retirée. « Reprendre le déroulé proposé » la remet avant la séance.",
    )


@require_http_methods(["GET", "POST"])
def script_reset(request: Request, pk: uuid.UUID, rank: int) -> HttpResponse:
    """Go back to the script proposed, once the person said so."""
    session = fetch_to_conduct(request, pk, rank)
    lead = "Les étapes, durées et textes changés pour cette réunion seront remplacés par ceux proposés."
    screen = _screen(
        request, session, "Reprendre le déroulé proposé", "Reprendre le déroulé proposé", lead=lead
    )

    def write() -> object:
        seen, now = expected_version(request.POST), timezone.now()
        try:
            return actions.reset(session=session, expected=seen, by=request.user, at=now)
        except Conflict as conflict:
            raise ActionRefused(_MEANWHILE) from conflict

    return screen.answer(request, forms.Form(posted(request)), write, done="Le déroulé proposé est repris.")


def _screen(request: Request, session: GroupSession, title: str, verb: str, *, lead: str = "") -> Screen:
    group = session.group
    back = to(request, "workshops:session_conduct", pk=group.pk, rank=session.rank) + "#etapes"
    said = lead or f"Réunion {session.rank} du groupe « {group.theme} ». Les autres réunions ne changent pas."
    return Screen(title, verb, back, group.initiative, group, lead=said, version=_version(session))


def _version(session: GroupSession) -> int:
    script = script_of(session)
    return script.version if script else 1


def _step(session: GroupSession, key: int) -> Step:
    for one in actions.steps_of(session, script_of(session)):
        if one.key == key:
            return one
    raise Http404


def _conflict(
    request: Request, form: StepForm, session: GroupSession, key: int, *, back: str
) -> HttpResponse:
    now = _step(session, key)
    stored = _Stored(now.title, now.minutes, now.need, now.text, _version(session))
    return conflict_response(request, form=form, stored=stored, back=back, who=last_author(session.group))


def _written(
    request: Request, session: GroupSession, write: Callable[[], None], *, done: str = ""
) -> HttpResponse:
    try:
        write()
    except Conflict:
        messages.error(request, _MEANWHILE)
    except ActionRefused as refusal:
        messages.error(request, refusal.message)
    else:
        if done:
            messages.success(request, done)
    back = to(request, "workshops:session_conduct", pk=session.group_id, rank=session.rank)
    return redirect(back + "#etapes")
