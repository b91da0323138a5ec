"""The page of the door, opened by a signed link on a tablet: who arrives, noted by a touch."""

import datetime as dt
import json
import uuid
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from copil.core import qr
from copil.core.errors import ActionRefused
from copil.core.text import name_key
from copil.identity import links
from copil.identity.enums import LinkPurpose
from copil.identity.models import SignedLink
from copil.meetings.actions import attendance, visitors
from copil.meetings.actions.attendance import Noted
from copil.meetings.actions.visitors import Came
from copil.meetings.enums import NoteKind
from copil.meetings.models import DoorVisitor, Meeting, Participant

_SHOWN = 12
_MOST = 500
_AT_THE_DOOR = (NoteKind.PRESENT.value, NoteKind.REMOTE.value, NoteKind.LEFT.value, NoteKind.UNDO.value)


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def desk(request: HttpRequest, token: str) -> HttpResponse:
    """Show who is expected; without a script, note one person at a time."""
    found = _opened(token)
    if found is None:
        return render(request, "meetings/desk_closed.html", status=404)
    link, meeting = found
    if request.method == "POST":
        return _noted_by_hand(request, link, meeting)
    people = _people(meeting)
    typed = request.GET.get("q", "")
    words = name_key(typed).split()
    shown = [one for one in people if all(word in one["found"] for word in words)]
    context = {
        "meeting": meeting,
        "token": token,
        "rows": shown[:_SHOWN],
        "rest": max(0, len(shown) - _SHOWN),
        "typed": typed,
        "total": len(people),
        "there": sum(one["there"] for one in people),
        "people": json.dumps([{name: one[name] for name in _SENT} for one in people]),
        "qr": qr.picture(request.build_absolute_uri(request.path), label="Adresse de cet accueil"),
    }
    return render(request, "meetings/desk.html", context)


@login_not_required
@require_POST
def desk_sync(request: HttpRequest, token: str) -> HttpResponse:
    """Take what a tablet kept, and answer which notes need not be sent again and who is there."""
    found = _opened(token)
    if found is None:
        return JsonResponse({"error": "closed"}, status=404)
    link, meeting = found
    try:
        noted = _read(request.POST.get("notes", ""))
        came = _unexpected(request.POST.get("visitors", "[]"))
    except (ValueError, TypeError, KeyError, AttributeError):
        return JsonResponse({"error": "unreadable"}, status=400)
    try:
        kept = _keep(link, meeting, noted, came)
    except ActionRefused as refusal:
        return JsonResponse({"error": refusal.message}, status=409)
    people = {one["id"]: [one["status"], one["left"]] for one in _people(meeting)}
    told = {"kept": [key.hex for key in kept], "people": people, "visitors": _visitors(meeting)}
    return JsonResponse(told)


_SENT = ("id", "name", "structure", "status", "left")


def _opened(token: str) -> tuple[SignedLink, Meeting] | None:
    link = links.enter(token, purpose=LinkPurpose.CHECK_IN, at=timezone.now())
    if link is None:
        return None
    rows = Meeting.objects.current().filter(pk=link.object_id, workspace=link.workspace_id)
    meeting = rows.with_surroundings().first()
    return (link, meeting) if meeting is not None else None


def _people(meeting: Meeting) -> list[dict[str, Any]]:
    """Return those expected: a name, a structure and whether they are there, nothing else of them."""
    rows = Participant.objects.current().filter(meeting=meeting)
    rows = rows.select_related("person", "organisation", "door_visitor").order_by("person__name_key", "pk")
    known = {
        pk: (status, left is not None)
        for pk, status, left in rows.exclude(attendance=None).values_list(
            "pk", "attendance__status", "attendance__left_at"
        )
    }
    found = []
    for one in rows:
        status, left = known.get(one.pk, ("", False))
        structure = one.organisation.name if one.organisation else said_at_the_door(one)
        found.append(
            {
                "id": str(one.pk),
                "name": str(one.person),
                "structure": structure,
                "status": status,
                "left": left,
                "there": status in ("present", "remote", "visitor"),
                "found": name_key(f"{one.person} {structure}"),
            }
        )
    return found


def _visitors(meeting: Meeting) -> list[dict[str, str]]:
    """Return who came without being expected: other devices learn of them, theirs learns who they became."""
    rows = DoorVisitor.objects.filter(meeting=meeting, participant__archived_at=None)
    rows = rows.select_related("participant__person", "participant__organisation").order_by("pk")
    return [
        {
            "key": one.key.hex,
            "id": str(one.participant_id),
            "name": str(one.participant.person),
            "structure": one.participant.organisation.name if one.participant.organisation else one.structure,
        }
        for one in rows
    ]


def said_at_the_door(one: Participant) -> str:
    """Return the structure that somebody unexpected named, "" for those expected."""
    visitor = getattr(one, "door_visitor", None)
    return visitor.structure if visitor else ""


@transaction.atomic
def _keep(link: SignedLink, meeting: Meeting, noted: list[Noted], came: list[Came]) -> set[uuid.UUID]:
    """Keep people first, then what was noted of them: a note may name somebody by the device's identifier."""
    now = timezone.now()
    if not noted and not came:
        return set()
    attendance.check_open(link, meeting, at=now)
    known = visitors.welcome(meeting=meeting, came=came, by=None, at=now)
    told = [replace(one, participant=known.get(one.participant, one.participant)) for one in noted]
    kept = attendance.keep(meeting=meeting, noted=told, by=None, at=now)
    return kept | {one.key for one in came}


def _noted_by_hand(request: HttpRequest, link: SignedLink, meeting: Meeting) -> HttpResponse:
    now, kind = timezone.now(), request.POST.get("kind", "")
    attendance.check_open(link, meeting, at=now)
    if kind == NoteKind.VISITOR:
        name = request.POST.get("name", "")
        if not name.strip():
            raise ActionRefused("Donnez le nom de la personne.")
        came = Came(uuid.uuid4(), name, request.POST.get("structure", ""), now)
        visitors.welcome(meeting=meeting, came=[came], by=None, at=now)
        messages.success(request, "C’est noté.")
        return redirect(request.path)
    try:
        participant = uuid.UUID(request.POST.get("participant", ""))
    except ValueError as error:
        raise ActionRefused("Choisissez une personne de la liste.") from error
    if kind not in _AT_THE_DOOR:
        raise ActionRefused("Choisissez ce qu’il faut noter.")
    one = Noted(participant=participant, key=uuid.uuid4(), kind=kind, happened_at=now)
    attendance.keep(meeting=meeting, noted=[one], by=None, at=now)
    messages.success(request, "C’est noté.")
    return redirect(request.path)


def _read(typed: str) -> list[Noted]:
    """Read the notes of a tablet; raise when they make no sense."""
    rows = json.loads(typed)
    if len(rows) > _MOST:
        raise ValueError("too many notes")
    return [_note(one) for one in rows]


def _unexpected(typed: str) -> list[Came]:
    """Read the people whom a tablet added; raise when they make no sense."""
    rows = json.loads(typed)
    if len(rows) > visitors.MOST:
        raise ValueError("too many people")
    return [Came(uuid.UUID(one["id"]), str(one["name"]), str(one["structure"]), _at(one)) for one in rows]


def _note(one: dict[str, str]) -> Noted:
    if one["kind"] not in _AT_THE_DOOR:
        raise ValueError("a note makes no sense")
    return Noted(uuid.UUID(one["person"]), uuid.UUID(one["id"]), one["kind"], _at(one))


def _at(one: dict[str, str]) -> dt.datetime:
    at = parse_datetime(one["at"])
    if at is None or at.tzinfo is None:
        raise ValueError("an instant makes no sense")
    return at.astimezone(dt.UTC)
