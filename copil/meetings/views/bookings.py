"""The rooms of a meeting: found, kept, moved with it, given back."""

import datetime as dt
import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from copil.core import typography
from copil.core.errors import ActionRefused
from copil.core.posting import posted
from copil.identity.http import Request
from copil.identity.urls_for import to
from copil.journal import saving
from copil.meetings.actions import bookings as actions
from copil.meetings.enums import BookingState, Reply
from copil.meetings.forms import places as forms
from copil.meetings.models import Booking, Meeting, Participant, Room, RoomQuerySet
from copil.meetings.rules import bookings as rules
from copil.meetings.views.common import fetch, fetch_to_prepare
from copil.meetings.views.places import rooms

SHOWN = 12
_TIDY = 30


@require_GET
def of_meeting(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show the rooms a meeting has, and those free for it, the least too large first."""
    meeting, rights = fetch(request, pk)
    kept = Booking.objects.visible_to(request.user).filter(meeting=meeting)
    stands = list(kept.standing().with_surroundings().in_order())
    finder = forms.FinderForm(request.GET if "jour" in request.GET else _asked(meeting))
    may_book = rights.may_prepare and not meeting.is_cancelled
    context = {
        "meeting": meeting,
        "rights": rights,
        "bookings": stands,
        "behind": [one for one in stands if one.is_behind],
        "cost": sum(one.price for one in stands),
        "finder": finder if may_book else None,
        "may_book": may_book,
        **(_found(request, finder) if may_book and finder.is_valid() else {"free": [], "query": ""}),
    }
    return render(request, "meetings/rooms.html", context)


@require_http_methods(["GET", "POST"])
def book(request: Request, pk: uuid.UUID, room: uuid.UUID) -> HttpResponse:
    """Keep a room for a meeting; taken, say which meeting has it and which rooms are free."""
    meeting = fetch_to_prepare(request, pk)
    wanted: Room = get_object_or_404(rooms(request).usable(), pk=room)
    form = forms.BookingForm(posted(request), initial=_initial(request, meeting, wanted))
    if request.method == "POST" and form.is_valid():
        state = BookingState.OPTION if request.POST.get("option") else BookingState.BOOKED
        try:
            actions.book(
                meeting=meeting,
                room=wanted,
                values=form.values,
                by=request.user,
                at=timezone.now(),
                state=state,
            )
        except ActionRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            said = "est en option" if state == BookingState.OPTION else "est réservée"
            messages.success(request, f"« {wanted.name} » {said}.")
            return redirect(to(request, "meetings:rooms", pk=pk))
    return _shown(request, meeting, wanted, form, None)


@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: uuid.UUID, booking: uuid.UUID) -> HttpResponse:
    """Change the hours or the use of a booking."""
    meeting = fetch_to_prepare(request, pk)
    stored = _of(request, meeting, booking)
    form = forms.BookingForm(posted(request), instance=stored)
    if request.method == "POST" and form.is_valid():
        try:
            return saving.saved(
                request,
                form=form,
                write=lambda expected: actions.change(
                    booking=stored, values=form.values, expected=expected, by=request.user, at=timezone.now()
                ),
                again=lambda: _of(request, meeting, booking),
                back=to(request, "meetings:rooms", pk=pk),
                done="La réservation est à jour.",
            )
        except ActionRefused as refusal:
            form.add_error(None, refusal.message)
    return _shown(request, meeting, stored.room, form, stored)


@require_POST
def move(request: Request, pk: uuid.UUID, booking: uuid.UUID) -> HttpResponse:
    """Turn an option into a booking, or give the room back."""
    meeting = fetch_to_prepare(request, pk)
    stored = _of(request, meeting, booking)
    if request.POST.get("state") == BookingState.BOOKED:
        actions.confirm(booking=stored, by=request.user, at=timezone.now())
        messages.success(request, f"« {stored.room.name} » est réservée.")
    elif request.POST.get("state") == BookingState.CANCELLED:
        actions.free(booking=stored, by=request.user, at=timezone.now())
        messages.success(request, f"« {stored.room.name} » est rendue.")
    return redirect(to(request, "meetings:rooms", pk=pk))


@require_POST
def follow(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Move the rooms to the new date of their meeting, or give them all back."""
    meeting = fetch_to_prepare(request, pk)
    if request.POST.get("what") == "free":
        number = actions.free_all(meeting=meeting, by=request.user, at=timezone.now())
        messages.success(request, f"{typography.plural(number, 'salle rendue', 'salles rendues')}.")
    else:
        done, refused = actions.follow(meeting=meeting, by=request.user, at=timezone.now())
        if done:
            text = typography.plural(done, "salle suit", "salles suivent")
            messages.success(request, f"{text} la nouvelle date.")
        for sentence in refused:
            messages.error(request, sentence)
    return redirect(to(request, "meetings:rooms", pk=pk))


def _shown(
    request: Request, meeting: Meeting, room: Room, form: forms.BookingForm, stored: Booking | None
) -> HttpResponse:
    """Show the form of a booking; refused, the rooms free at that time come with it."""
    others: list[Room] = []
    if form.is_bound and not form.errors.get("jour") and form.non_field_errors():
        values = form.values
        begins, ends = rules.held(
            **{name: values[name] for name in ("starts_at", "ends_at", "setup", "tidy")}
        )
        people = values["people"] or room.largest // 2
        others = list(_free(rooms(request), begins, ends, people, values["layout"])[:SHOWN])
    context = {
        "meeting": meeting,
        "room": room,
        "form": form,
        "booking": stored,
        "version": saving.version_shown(request, stored.version) if stored else None,
        "others": others,
        "query": urlencode({name: request.POST.get(name, "") for name in _CARRIED}) if others else "",
    }
    return render(request, "meetings/booking_form.html", context)


_CARRIED = ("jour", "debut", "fin", "people", "layout", "use")


def _of(request: Request, meeting: Meeting, pk: uuid.UUID) -> Booking:
    rows = Booking.objects.visible_to(request.user).standing().filter(meeting=meeting)
    found: Booking = get_object_or_404(rows.with_surroundings().select_related("workspace"), pk=pk)
    return found


def _asked(meeting: Meeting) -> dict[str, Any] | None:
    """Return what is looked for without being asked: the hours of the meeting, those expected."""
    found = forms.of_meeting(meeting)
    if not found:
        return None
    expected = Participant.objects.current().filter(meeting=meeting)
    away = expected.filter(invitation__reply__in=[Reply.REMOTE, Reply.NO, Reply.REPRESENTED])
    return {**found, "personnes": max(1, expected.count() - away.count())}


def _found(request: Request, finder: forms.FinderForm) -> dict[str, Any]:
    begins, ends = finder.span
    begins, ends = rules.held(starts_at=begins, ends_at=ends, setup=_TIDY, tidy=_TIDY)
    asked = finder.cleaned_data
    people, layout = asked.get("personnes") or 1, asked.get("disposition") or ""
    query = {
        "jour": asked["jour"].isoformat(),
        "debut": asked["debut"].strftime("%H:%M"),
        "fin": asked["fin"].strftime("%H:%M"),
        "people": asked.get("personnes") or "",
        "layout": layout,
    }
    every = _free(rooms(request), begins, ends, people, layout)
    return {"free": every[:SHOWN], "query": urlencode(query), "people": people}


def _free(
    rows: RoomQuerySet, begins: dt.datetime, ends: dt.datetime, people: int, layout: str
) -> RoomQuerySet:
    """Return the rooms large enough that nothing takes between two instants, the smallest first."""
    taken = Booking.objects.across(begins, ends).values("room")
    return rows.usable().holding(people, layout=layout).exclude(pk__in=taken).smallest_first()


def _initial(request: Request, meeting: Meeting, room: Room) -> dict[str, Any]:
    given = {name: request.GET[name] for name in _CARRIED if request.GET.get(name)}
    return {"cost": room.cost, **forms.of_meeting(meeting), **given}
