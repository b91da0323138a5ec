"""A session as its facilitator conducts it: the script, the clock, what each step works with."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from copil.core.errors import ActionRefused, Conflict
from copil.documents import writers
from copil.governance.views.common import printed
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.meetings.enums import MeetingState
from copil.meetings.permissions import rights_on_meeting
from copil.workshops.actions import conducting as actions
from copil.workshops.conducting import conduct_of, script_of
from copil.workshops.documents import scripts as script_documents
from copil.workshops.enums.groups import Rank
from copil.workshops.enums.scripts import Beat
from copil.workshops.models import Board, GroupSession
from copil.workshops.views.common import fetch

_MEANWHILE = "Un autre appareil a déjà fait avancer la séance : voici où elle en est."


def fetch_session(request: Request, pk: uuid.UUID, rank: int) -> tuple[GroupSession, bool]:
    """Return a session planned of a group, and whether the person may conduct it; 404 otherwise."""
    group, _ = fetch(request, pk)
    rows = GroupSession.objects.current().filter(group=group, rank=rank, meeting__archived_at=None)
    rows = rows.exclude(meeting__state=MeetingState.CANCELLED)
    related = ("meeting__chair", "meeting__secretary", "meeting__initiative")
    session: GroupSession = get_object_or_404(rows.select_related(*related), pk__isnull=False)
    session.group = group
    return session, rights_on_meeting(session.meeting, request.membership).may_prepare


def fetch_to_conduct(request: Request, pk: uuid.UUID, rank: int) -> GroupSession:
    """Return a session the person may conduct; 403 when they may only see it."""
    session, may_conduct = fetch_session(request, pk, rank)
    if not may_conduct:
        raise PermissionDenied
    return session


@never_cache
@require_GET
def session_conduct(request: Request, pk: uuid.UUID, rank: int) -> HttpResponse:
    """Show the script of a session and its clock."""
    session, may_conduct = fetch_session(request, pk, rank)
    context = {**_shown(session, may_conduct=may_conduct), "formats": writers.FORMATS.values()}
    return render(request, "workshops/conduct.html", context)


@never_cache
@require_GET
def session_clock(request: Request, pk: uuid.UUID, rank: int) -> HttpResponse:
    """Give the clock again when it moved since; nothing at all when it did not."""
    session, may_conduct = fetch_session(request, pk, rank)
    context = _shown(session, may_conduct=may_conduct)
    if request.GET.get("vu") == context["conduct"].stamp:
        return HttpResponse(status=204)
    return render(request, "workshops/conduct.html#clock", context)


@require_POST
def session_beat(request: Request, pk: uuid.UUID, rank: int) -> HttpResponse:
    """Start, pause, lengthen, go to the next step, end."""
    session = fetch_to_conduct(request, pk, rank)
    what, expected = request.POST.get("geste", ""), request.POST.get("beat", "")
    if what not in Beat.values:
        raise Http404
    try:
        actions.beat(
            session=session,
            what=Beat(what),
            expected=int(expected) if expected.isdecimal() and len(expected) < 10 else -1,
            by=request.user,
            at=timezone.now(),
        )
    except Conflict:
        if not request.htmx:
            messages.info(request, _MEANWHILE)
    except ActionRefused as refusal:
        if request.htmx:
            return render(
                request,
                "workshops/conduct.html#clock",
                {**_shown(session, may_conduct=True), "refusal": refusal.message},
            )
        messages.error(request, refusal.message)
    if request.htmx:
        return render(request, "workshops/conduct.html#clock", _shown(session, may_conduct=True))
    return redirect(to(request, "workshops:session_conduct", pk=pk, rank=rank))


@require_GET
def script_file(request: Request, pk: uuid.UUID, rank: int, file_format: str) -> HttpResponse:
    """Give the script as a file, to keep in hand."""
    session, _ = fetch_session(request, pk, rank)
    conduct = conduct_of(session, script_of(session), at=timezone.now())
    document = script_documents.script_document(
        session, conduct, organisation=request.workspace.name, date=timezone.localdate()
    )
    name = f"deroule-{session.group.theme}-{rank}"
    return printed(request, document, file_format, kind=script_documents.SCRIPT, name=name)


def _shown(session: GroupSession, *, may_conduct: bool) -> dict[str, Any]:
    conduct = conduct_of(session, script_of(session), at=timezone.now())
    boards = {one.rank: one for one in Board.objects.current().filter(group=session.group)}
    written = boards.get(session.rank)
    return {
        "board": written,
        # The third session works on what the second one put in order.
        "ordered": written if session.rank < Rank.ACTIONS else boards.get(Rank.IDEAS),
        "before": boards.get(Rank.PROBLEMS),
        "session": session,
        "group": session.group,
        "initiative": session.group.initiative,
        "meeting": session.meeting,
        "may_conduct": may_conduct,
        "conduct": conduct,
    }
