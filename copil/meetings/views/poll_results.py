"""What people answered to a date poll, name by name, and the choice of the date."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from copil.core.paging import paginate
from copil.core.text import name_key
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal import saving
from copil.meetings import polling
from copil.meetings.actions import poll_choice
from copil.meetings.poll_enums import PollReply
from copil.meetings.polling import Count
from copil.meetings.views.polls import fetch_poll, read_poll

PEOPLE, SLOTS = 15, 6
_SILENT = "sans"


@require_GET
def poll_table(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show who said what, a few dates and a few people at a time: the best dates first."""
    meeting, rights, found = read_poll(request, pk)
    if found.is_draft:
        raise Http404
    if not rights.may_prepare and not found.shared:
        raise PermissionDenied
    counted = polling.count(found)
    typed, shown = request.GET.get("q", ""), request.GET.get("reponse", "")
    dates = Paginator(counted.verdicts, SLOTS).get_page(request.GET.get("dates"))
    page = paginate(request, _filtered(counted, typed, shown), per_page=PEOPLE)
    context: dict[str, Any] = {
        "meeting": meeting,
        "rights": rights,
        "poll": found,
        "count": counted,
        "dates": dates,
        "page": page,
        "rows": [
            (one, [_cell(counted, one.pk, verdict.slot.pk) for verdict in dates]) for one in page.object_list
        ],
        "typed": typed,
        "shown": shown,
        "takes_answers": found.takes_answers(at=timezone.now()),
    }
    return render(request, "meetings/poll_table.html", context)


@require_POST
def poll_choose(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Give its date to the meeting; with several dates, write the drafts of the others."""
    _, found = fetch_poll(request, pk)
    slots = set()
    for typed in request.POST.getlist("slot"):
        try:
            slots.add(uuid.UUID(typed))
        except ValueError:
            continue
    several = len(slots) > 1
    done = "La date est choisie. Convoquez la réunion pour prévenir les personnes attendues."
    if several:
        done = "La première date est celle de la réunion ; les autres sont des brouillons de la même série."
    return saving.saved(
        request,
        form=forms.Form(request.POST),
        write=lambda expected: poll_choice.choose(
            poll=found, slots=slots, expected=expected, by=request.user, at=timezone.now()
        ),
        again=lambda: fetch_poll(request, pk)[1],
        back=to(request, "meetings:poll", pk=pk) if several else to(request, "meetings:meeting", pk=pk),
        done=done,
    )


def _filtered(counted: Count, typed: str, shown: str) -> list[Any]:
    words = name_key(typed).split()
    rows = [one for one in counted.voters if all(word in one.participant.person.name_key for word in words)]
    if shown == _SILENT:
        rows = [one for one in rows if one.answered_at is None]
    elif shown == "necessaires":
        rows = [one for one in rows if one.required]
    return rows


def _cell(counted: Count, voter: uuid.UUID, slot: uuid.UUID) -> tuple[str, str]:
    """Return what somebody said of a date, and the word for it."""
    reply = counted.said.get((voter, slot), "")
    return reply, PollReply(reply).label if reply else ""
