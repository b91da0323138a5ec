"""Who was there, as whoever prepares the meeting follows it: noted, corrected, counted, printed."""

import contextlib
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from copil.core.errors import ActionRefused
from copil.core.paging import paginate
from copil.core.text import name_key
from copil.governance import composition
from copil.governance.views.common import printed
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.meetings import attendance_documents as papers
from copil.meetings.actions import attendance as actions
from copil.meetings.actions.attendance import Noted
from copil.meetings.enums import MeetingState, NoteKind
from copil.meetings.models import Attendance, Invitation, Meeting, Participant
from copil.meetings.rules import attendance as rules
from copil.meetings.views.common import fetch, fetch_to_prepare

PER_PAGE, GROUPS = 10, 6


@require_GET
def attendance(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show who was there, who is still to be made sure of, and the figures."""
    meeting, rights = fetch(request, pk)
    rows = _rows(meeting)
    typed, shown = request.GET.get("q", ""), request.GET.get("etat", "")
    words = name_key(typed).split()
    kept = [one for one in rows if all(word in one["key"] for word in words)]
    if shown:
        kept = [one for one in kept if one["shown"] == shown]
    open_now = meeting.state in (MeetingState.CALLED, MeetingState.RUNNING, *MeetingState.held())
    context = {
        "meeting": meeting,
        "rights": rights,
        "page": paginate(request, kept, per_page=PER_PAGE),
        "typed": typed,
        "shown": shown,
        "kinds": [one for one in NoteKind if open_now],
        "may_note": rights.may_prepare and open_now,
        "may_open": rights.may_prepare and meeting.state in (MeetingState.CALLED, MeetingState.RUNNING),
        **_figures(meeting, rows),
    }
    return render(request, "meetings/attendance.html", context)


@require_POST
def note_attendance(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Note one thing about somebody expected."""
    meeting = fetch_to_prepare(request, pk)
    kind = request.POST.get("kind", "")
    if kind not in NoteKind.values:
        raise ActionRefused("Choisissez ce qu’il faut noter.")
    participant = _expected(meeting, request.POST.get("participant", ""))
    now = timezone.now()
    one = Noted(participant=participant.pk, key=uuid.uuid4(), kind=kind, happened_at=now)
    actions.keep(meeting=meeting, noted=[one], by=request.user, at=now)
    messages.success(request, f"C’est noté pour {participant.person}.")
    query = request.POST.get("suite", "")
    return redirect(f"{to(request, 'meetings:attendance', pk=pk)}{'?' + query if query else ''}")


@require_POST
def open_desk(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Open the page of the door and go there: its address is shown nowhere else."""
    meeting = fetch_to_prepare(request, pk)
    token = actions.open_desk(meeting=meeting, by=request.user, at=timezone.now())
    return redirect(reverse("meetings:desk", kwargs={"token": token}))


@require_POST
def close_desk(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Close the page of the door."""
    meeting = fetch_to_prepare(request, pk)
    actions.close_desk(meeting=meeting, by=request.user, at=timezone.now())
    messages.success(request, "L’accueil est fermé. Ce qui y fut noté est gardé.")
    return redirect(to(request, "meetings:attendance", pk=pk))


@require_GET
def sheet(request: Request, pk: uuid.UUID, file_format: str) -> HttpResponse:
    """Give the sheet to sign, one row for each person expected and some to spare."""
    meeting, _ = fetch(request, pk)
    people = Participant.objects.current().filter(meeting=meeting).select_related("person", "organisation")
    document = papers.sheet(
        meeting, list(people.order_by("person__name_key", "pk")), organisation=request.workspace.name
    )
    return printed(request, document, file_format, kind=papers.SHEET, name=f"emargement-{meeting.title}")


@require_GET
def certificate(request: Request, pk: uuid.UUID, participant: uuid.UUID, file_format: str) -> HttpResponse:
    """Give the certificate of somebody who was there."""
    meeting, _ = fetch(request, pk)
    rows = Attendance.objects.of_meeting(meeting).filter(status__in=rules.THERE)
    kept = get_object_or_404(
        rows.select_related("participant__person", "participant__organisation"), participant=participant
    )
    document = papers.certificate(
        meeting, kept, organisation=request.workspace.name, date=timezone.localdate()
    )
    name = f"attestation-{kept.participant.person}"
    return printed(request, document, file_format, kind=papers.CERTIFICATE, name=name)


def _expected(meeting: Meeting, typed: str) -> Participant:
    pk: uuid.UUID | None = None
    with contextlib.suppress(ValueError):
        pk = uuid.UUID(typed)
    rows = Participant.objects.current().filter(meeting=meeting).select_related("person")
    found: Participant = get_object_or_404(rows, pk=pk)
    return found


def _rows(meeting: Meeting) -> list[dict[str, Any]]:
    """Return those expected with what is known of them (three queries)."""
    people = Participant.objects.current().filter(meeting=meeting).in_order()
    people = people.select_related("person", "organisation__commune")
    notes = {one.participant_id: one for one in Attendance.objects.of_meeting(meeting)}
    invited = Invitation.objects.of_meeting(meeting)
    said = dict(invited.values_list("participant", "reply"))
    over = meeting.state in MeetingState.held()
    return [_row(one, notes.get(one.pk), said.get(one.pk, ""), over=over) for one in people]


def _row(one: Participant, note: Attendance | None, reply: str, *, over: bool) -> dict[str, Any]:
    status = note.status if note else ""
    shown = rules.shown(status=status, reply=reply, is_over=over)
    return {
        "one": one,
        "note": note,
        "status": status,
        "shown": shown,
        "there": status in rules.THERE,
        "key": one.person.name_key,
    }


def _figures(meeting: Meeting, rows: list[dict[str, Any]]) -> dict[str, Any]:
    people = [row["one"] for row in rows]
    statuses = [row["status"] for row in rows]

    def grouped(name: str, values: list[str]) -> tuple[str, Any]:
        return name, rules.shares(zip(values, statuses, strict=True))[:GROUPS]

    shares = [
        grouped("Par collège", [one.college or "Sans collège" for one in people]),
        grouped(
            "Par type de structure",
            [one.organisation.get_kind_display() if one.organisation else "Sans structure" for one in people],
        ),
        grouped(
            "Par commune",
            [
                one.organisation.commune.name if one.organisation and one.organisation.commune else "Inconnue"
                for one in people
            ],
        ),
    ]
    found: dict[str, Any] = {
        "shares": shares if any(statuses) else [],
        "total": len(rows),
        "there": sum(row["there"] for row in rows),
        "unknown": sum(row["shown"] == "unknown" for row in rows),
        "quorum": None,
    }
    if meeting.body is not None and meeting.day is not None:
        seated = composition.of_body(meeting.body, day=meeting.day)
        present = [row["one"].mandate_id for row in rows if row["there"] and row["one"].mandate_id]
        found["quorum"] = seated.quorum(present) if seated.needed else None
    return found
