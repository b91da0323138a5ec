"""The answers of a meeting, as whoever prepares it follows them: counted, noted, asked for again."""

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from copil.core import typography
from copil.core.paging import paginate
from copil.core.text import name_key
from copil.governance import composition
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.meetings import reach, wording
from copil.meetings.actions import around, replies
from copil.meetings.enums import MeetingState, Reply
from copil.meetings.models import Hospitality, Invitation, Meeting, Participant
from copil.meetings.models.participants import ParticipantQuerySet
from copil.meetings.rules import replies as rules
from copil.meetings.views.common import fetch, fetch_to_prepare

PER_PAGE = 10
_NONE, _UNREACHED, _LANGUAGE, _REMOVE = "sans", "sans-message", "langue:", "retirer"
_MAIL = "meetings.invitation"


@require_GET
def answers(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show who comes: college by college, with the quorum that the answers announce, then name by name."""
    meeting, rights = fetch(request, pk)
    people = Participant.objects.current().filter(meeting=meeting)
    unreached = reach.unreached(people, kind=_MAIL) if meeting.is_preparing else {}
    rows = _filtered(people, request, unreached).select_related("person", "organisation")
    page = paginate(request, rows.in_order(), per_page=PER_PAGE)
    invited = Invitation.objects.filter(participant__in=[one.pk for one in page])
    known = {one.participant_id: one for one in invited.select_related("represented_by")}
    asked = Hospitality.objects.filter(participant__in=[one.pk for one in page] if rights.may_prepare else [])
    needs = {one.participant_id: one for one in asked}
    context = {
        "meeting": meeting,
        "rights": rights,
        "page": page,
        "rows": [(*_row(one, known.get(one.pk), unreached), needs.get(one.pk)) for one in page],
        "unreached": len(unreached),
        "replies": Reply.given(),
        "languages": [(f"{_LANGUAGE}{code}", one["in_french"]) for code, one in wording.languages().items()],
        "typed": request.GET.get("q", ""),
        "shown": request.GET.get("reponse", ""),
        "open": meeting.state == MeetingState.CALLED,
        "may_note": rights.may_prepare and meeting.is_preparing,
        **_counted(meeting, people),
    }
    return render(request, "meetings/answers.html", context)


@require_POST
def note(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Note the answer given otherwise, the language to write in, or that they are no longer expected."""
    meeting = fetch_to_prepare(request, pk)
    rows = Participant.objects.current().filter(meeting=meeting).select_related("meeting", "person")
    one: Participant = get_object_or_404(rows, pk=_posted_id(request))
    reply = request.POST.get("reply", "")
    if reply == _REMOVE:
        around.remove_guest(participant=one, by=request.user, at=timezone.now())
        messages.success(request, "La personne n’est plus attendue.")
    elif reply.startswith(_LANGUAGE):
        replies.speak(participant=one, language=reply.removeprefix(_LANGUAGE), at=timezone.now())
        messages.success(request, "La langue est choisie pour les prochains messages.")
    else:
        _noted(request, one, reply)
        messages.success(request, "La réponse est notée.")
    return redirect(to(request, "meetings:answers", pk=pk))


def _noted(request: Request, one: Participant, reply: str) -> None:
    invitation: Invitation = get_object_or_404(Invitation, participant=one)
    replies.note(
        invitation=invitation,
        reply=reply,
        represented_by=None,
        word=request.POST.get("word", invitation.word),
        by=request.user,
        at=timezone.now(),
    )


@require_POST
def remind(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Write again to those who did not answer."""
    meeting = fetch_to_prepare(request, pk)
    sent = replies.remind_silent(meeting=meeting, by=request.user, at=timezone.now())
    if sent:
        messages.success(request, f"Une relance part vers {typography.plural(sent, 'personne')}.")
    else:
        messages.info(
            request, "Personne à relancer : chaque personne invitée a répondu, ou n’a pas d’adresse."
        )
    return redirect(to(request, "meetings:answers", pk=pk))


def _row(
    one: Participant, invitation: Invitation | None, unreached: Mapping[uuid.UUID, str]
) -> tuple[Participant, Invitation | None, str, str]:
    """Return somebody with their invitation, why no mail reaches them, the language if it is not French."""
    trouble = unreached.get(one.pk, "")
    if invitation is None:
        return one, None, trouble, ""
    spoken = "" if invitation.language == wording.FRENCH else wording.words(invitation.language)["in_french"]
    return one, invitation, trouble or invitation.trouble, spoken


def _posted_id(request: Request) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("participant", ""))
    except ValueError:
        return None


def _filtered(
    people: ParticipantQuerySet, request: Request, unreached: Collection[uuid.UUID]
) -> ParticipantQuerySet:
    for word in name_key(request.GET.get("q", "")).split():
        people = people.filter(person__name_key__contains=word)
    shown = request.GET.get("reponse", "")
    if shown == _UNREACHED:
        return people.filter(pk__in=unreached)
    if shown == _NONE:
        return people.filter(Q(invitation=None) | Q(invitation__reply=Reply.NONE))
    if shown in [one.value for one in Reply.given()]:
        return people.filter(invitation__reply=shown)
    return people


def _counted(meeting: Meeting, people: ParticipantQuerySet) -> dict[str, Any]:
    rows = list(people.in_order().values_list("college", "invitation__reply", "mandate", "capacity"))
    colleges = rules.by_college(
        (college or ("Membres" if capacity == "member" else "Personnes invitées"), reply or "")
        for college, reply, _, capacity in rows
    )
    found: dict[str, Any] = {"colleges": colleges, "total": len(rows), "quorum": None}
    found["coming"] = sum(one.coming for one in colleges)
    found["silent"] = sum(one.silent for one in colleges)
    if meeting.body is not None and meeting.day is not None:
        seated = composition.of_body(meeting.body, day=meeting.day)
        there = [mandate for _, reply, mandate, _ in rows if reply in rules.COMING and mandate]
        found["quorum"] = seated.quorum(there) if seated.needed else None
    return found
