"""The page opened from an invitation: one meeting, one button per answer, nothing of the workspace."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from copil.core.errors import ActionRefused
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.meetings import wording
from copil.meetings.actions import replies
from copil.meetings.enums import Diet, Reply
from copil.meetings.models import AgendaItem, Hospitality, Invitation
from copil.meetings.views.arrivals import code_shown

_ICONS = {
    Reply.YES: "check-lg",
    Reply.REMOTE: "camera-video",
    Reply.REPRESENTED: "people",
    Reply.NO: "x-lg",
}


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, token: str) -> HttpResponse:
    """Show the meeting and take the answer; opening the page writes nothing."""
    now = timezone.now()
    link = links.enter(token, purpose=LinkPurpose.REPLY, at=now)
    related = ("participant__person", "participant__mandate__substitute", "participant__meeting__workspace")
    rows = Invitation.objects.select_related(*related, "represented_by")
    found = rows.filter(pk=link.object_id, workspace=link.workspace_id).first() if link else None
    language = _language(request, found)
    if link is None or found is None or not replies.is_open(found, at=now):
        context = {"words": wording.words(language), "language": language}
        return render(request, "meetings/reply_closed.html", context, status=404)
    error = ""
    if request.method == "POST":
        try:
            replies.answer(
                link=link,
                reply=request.POST.get("reply", ""),
                represented_by=_chosen(request),
                word=request.POST.get("word", ""),
                diet=request.POST.get("diet", ""),
                details=request.POST.get("details", ""),
                at=now,
            )
        except ActionRefused as refusal:
            error = refusal.message
        else:
            messages.success(request, wording.words(language)["thanks"])
            return redirect(request.get_full_path())
    return render(request, "meetings/reply.html", _context(request, found, language, error=error))


def _context(request: HttpRequest, found: Invitation, language: str, *, error: str) -> dict[str, Any]:
    meeting, said = found.participant.meeting, wording.words(language)
    zone = meeting.workspace.time_zone
    return {
        "invitation": found,
        "meeting": meeting,
        "words": said,
        "language": language,
        "error": error,
        "expects": said["expects"].format(workspace=meeting.workspace.name),
        "facts": [
            said["when"].format(
                when=wording.when(meeting.starts_at or timezone.now(), zone=zone, language=language),
                lasting=wording.lasting(meeting.duration, language=language),
            ),
            *([said["where"].format(where=meeting.place)] if meeting.place else []),
        ],
        "points": AgendaItem.objects.kept()
        .filter(meeting=meeting)
        .in_order()
        .values_list("title", flat=True),
        "answered": said["answered"].format(answer=wording.of_reply(found.reply, language))
        if found.reply
        else "",
        "choices": [
            (one.value, wording.of_reply(one, language), _ICONS[one], found.reply == one)
            for one in Reply.given()
        ],
        "stand_ins": replies.possible_stand_ins(found.participant),
        "word": request.POST.get("word", found.word),
        **_table(request, found, language),
        "chosen": _chosen(request) or found.represented_by_id,
        **code_shown(request, found, language),
        "read": said["read"].format(workspace=meeting.workspace.name),
        "others": [(code, one["name"]) for code, one in wording.languages().items() if code != language],
    }


def _table(request: HttpRequest, found: Invitation, language: str) -> dict[str, Any]:
    """What is asked of table and access, when a meal is served."""
    if not found.participant.meeting.meal:
        return {"diets": []}
    said = Hospitality.objects.filter(participant=found.participant).first()
    chosen = request.POST.get("diet", said.diet if said else "")
    words = wording.words(language)
    return {
        "diets": [(one.value, words[f"diet_{one.value or 'none'}"], one.value == chosen) for one in Diet],
        "details": request.POST.get("details", said.details if said else ""),
    }


def _language(request: HttpRequest, found: Invitation | None) -> str:
    asked = request.GET.get("langue", "")
    if asked in wording.languages():
        return asked
    return found.language if found is not None else wording.FRENCH


def _chosen(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("represented_by", ""))
    except ValueError:
        return None
