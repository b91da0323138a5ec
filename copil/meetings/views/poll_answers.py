"""Answering a date poll: by the link of each, from an account, or noted by whoever prepares the meeting."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from copil.core.errors import ActionRefused
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.meetings import poll_wording, polling, wording
from copil.meetings.actions import poll_answers
from copil.meetings.models import PollSlot, PollVoter
from copil.meetings.poll_enums import PollReply
from copil.meetings.views.polls import fetch_poll, read_poll, voter_of

_RELATED = ("poll__meeting__workspace", "participant__person")
_PREFIX = "date_"


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def poll_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the dates and take the answers; opening the page writes nothing."""
    now = timezone.now()
    link = links.enter(token, purpose=LinkPurpose.DATES, at=now)
    rows = PollVoter.objects.filter(participant__archived_at=None).select_related(*_RELATED)
    found = rows.filter(pk=link.object_id, workspace=link.workspace_id).first() if link else None
    language = _language(request, found)
    words = poll_wording.words(language)
    if link is None or found is None or not found.poll.takes_answers(at=now):
        return render(
            request, "meetings/poll_closed.html", {"words": words, "language": language}, status=404
        )
    error, said = "", poll_answers.answers_of(found)
    if request.method == "POST":
        typed, word = _said(request), request.POST.get("word", "")
        try:
            poll_answers.answer_by_link(link=link, said=typed, word=word, language=language, at=now)
        except ActionRefused as refusal:
            error, said = refusal.message, _typed(typed)
        else:
            messages.success(request, words["thanks"])
            return redirect(request.get_full_path())
    return render(request, "meetings/poll_answer.html", _context(request, found, said, language, error=error))


@never_cache
@require_http_methods(["GET", "POST"])
def poll_mine(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Answer from one's account."""
    _, _, found = read_poll(request, pk)
    voter = voter_of(request, found)
    if voter is None:
        raise Http404
    return _answered(request, voter, "Vos réponses sont enregistrées.")


@require_http_methods(["GET", "POST"])
def poll_note(request: Request, pk: uuid.UUID, voter: uuid.UUID) -> HttpResponse:
    """Note what somebody said otherwise: by telephone, in the corridor."""
    _, found = fetch_poll(request, pk)
    rows = PollVoter.objects.asked(found).select_related(*_RELATED)
    return _answered(request, get_object_or_404(rows, pk=voter), "Les réponses sont notées.")


def _answered(request: Request, voter: PollVoter, done: str) -> HttpResponse:
    now, meeting = timezone.now(), voter.poll.meeting
    back = to(request, "meetings:poll", pk=meeting.pk)
    if not voter.poll.takes_answers(at=now):
        raise ActionRefused("Ce sondage ne prend plus de réponse.")
    error, said = "", poll_answers.answers_of(voter)
    if request.method == "POST":
        typed, word = _said(request), request.POST.get("word", "")
        try:
            poll_answers.answer(voter=voter, said=typed, word=word, by=request.user, at=now)
        except ActionRefused as refusal:
            error, said = refusal.message, _typed(typed)
        else:
            messages.success(request, done)
            return redirect(back)
    context = _context(request, voter, said, poll_wording.FRENCH, error=error)
    context |= {"back": back, "is_mine": voter.participant.person.user_id == request.user.pk}
    return render(request, "meetings/poll_mine.html", context)


def _context(
    request: HttpRequest, voter: PollVoter, said: Mapping[uuid.UUID, str], language: str, *, error: str
) -> dict[str, Any]:
    poll, words = voter.poll, poll_wording.words(language)
    meeting = poll.meeting
    zone, team = meeting.workspace.time_zone, meeting.workspace.name
    slots = list(PollSlot.objects.of_poll(poll).order_by("starts_at"))
    facts = [words["lasting"].format(lasting=wording.lasting(meeting.duration, language=language))]
    facts += [words["where"].format(where=meeting.place)] if meeting.place else []
    facts.append(words["until"].format(until=poll_wording.when(poll.closes_at, zone=zone, language=language)))
    known = _coming(voter) if poll.shared else {}
    return {
        "voter": voter,
        "poll": poll,
        "meeting": meeting,
        "words": words,
        "language": language,
        "error": error,
        "asked_by": words["asked_by"].format(workspace=team),
        "facts": facts,
        "dates": [
            (
                one,
                poll_wording.when(one.starts_at, zone=zone, language=language),
                [(value, words[value], said.get(one.pk) == value) for value in PollReply.values],
                words["coming"].format(names=", ".join(known[one.pk])) if one.pk in known else "",
            )
            for one in slots
        ],
        "missing": voter.answered_at is not None and any(one.pk not in said for one in slots),
        "word": request.POST.get("word", voter.word),
        "read": words["read_shared" if poll.shared else "read"].format(workspace=team),
        "others": [(code, one["name"]) for code, one in poll_wording.languages().items() if code != language],
    }


def _coming(voter: PollVoter) -> dict[uuid.UUID, list[str]]:
    """Return, where those asked see each other, the names of who can come on each date."""
    counted = polling.count(voter.poll)
    found: dict[uuid.UUID, list[str]] = {}
    for one in counted.voters:
        for verdict in counted.verdicts:
            if counted.said.get((one.pk, verdict.slot.pk), PollReply.NO.value) != PollReply.NO:
                found.setdefault(verdict.slot.pk, []).append(str(one.participant.person))
    return found


def _said(request: HttpRequest) -> dict[str, str]:
    sent = request.POST.items()
    return {key.removeprefix(_PREFIX): str(value) for key, value in sent if key.startswith(_PREFIX)}


def _typed(said: Mapping[str, str]) -> dict[uuid.UUID, str]:
    """Return what was ticked, to show it again; what is no date is left out."""
    found = {}
    for key, value in said.items():
        try:
            found[uuid.UUID(key)] = value
        except ValueError:
            continue
    return found


def _language(request: HttpRequest, found: PollVoter | None) -> str:
    asked = request.GET.get("langue", "")
    if asked in poll_wording.languages():
        return asked
    return found.language if found is not None else poll_wording.FRENCH
