"""Keep a room for a meeting, move it with the meeting, free it.

The room is held while it is looked at, and the database itself refuses two bookings that share an instant.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from copil.core import typography
from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.identity.models import User
from copil.meetings.actions.common import locked, record
from copil.meetings.enums import BookingState, MeetingState
from copil.meetings.models import Booking, Meeting, Room
from copil.meetings.rules import bookings as rules

FIELDS = ("use", "layout", "people", "starts_at", "ends_at", "setup", "tidy", "cost", "notes")


@transaction.atomic
def book(
    *,
    meeting: Meeting,
    room: Room,
    values: Mapping[str, Any],
    by: User | None,
    at: dt.datetime,
    state: BookingState = BookingState.BOOKED,
) -> Booking:
    """Keep a room for a meeting, for good or as an option; refuse one that is taken, naming what has it."""
    held = _open(meeting)
    one = Booking(workspace=room.workspace, room=room, meeting=held, state=state, created_at=at)
    for name in FIELDS:
        if name in values:
            setattr(one, name, values[name])
    one.meeting_at = held.starts_at
    _write(one)
    record(held, verb="book", by=by, at=at, changes=_told(one))
    return one


@transaction.atomic
def change(*, booking: Booking, values: Mapping[str, Any], expected: int, by: User, at: dt.datetime) -> None:
    """Change the hours or the use of a booking; raise ``Conflict`` when it changed since ``expected``."""
    held = _stored(booking)
    for name in FIELDS:
        if name in values:
            setattr(held, name, values[name])
    held.meeting_at = held.meeting.starts_at
    _write(held, expected=expected)
    record(held.meeting, verb="change_booking", by=by, at=at, changes=_told(held))


@transaction.atomic
def confirm(*, booking: Booking, by: User, at: dt.datetime) -> None:
    """Turn an option into a booking."""
    held = _stored(booking)
    if held.state != BookingState.OPTION:
        raise ActionRefused("Cette salle n’est plus en option.")
    Booking.objects.filter(pk=held.pk).update(state=BookingState.BOOKED, version=held.version + 1)
    record(held.meeting, verb="confirm_booking", by=by, at=at, changes=_told(held))


@transaction.atomic
def free(*, booking: Booking, by: User, at: dt.datetime) -> None:
    """Give a room back."""
    held = _stored(booking)
    Booking.objects.filter(pk=held.pk).update(state=BookingState.CANCELLED, version=held.version + 1)
    record(held.meeting, verb="free_room", by=by, at=at, changes=_told(held))


@transaction.atomic
def free_all(*, meeting: Meeting, by: User, at: dt.datetime) -> int:
    """Give back every room of a meeting that moved or does not take place; return how many."""
    rows = Booking.objects.standing().filter(meeting=meeting).select_related("room__place", "meeting")
    every = list(rows.in_order())
    for one in every:
        free(booking=one, by=by, at=at)
    return len(every)


@transaction.atomic
def follow(*, meeting: Meeting, by: User, at: dt.datetime) -> tuple[int, Sequence[str]]:
    """Move each room of a meeting as the meeting moved.

    Returns how many moved and, for each that could not, why: those stay where they were.
    """
    rows = Booking.objects.standing().filter(meeting=meeting).exclude(meeting_at=meeting.starts_at)
    done, refused = 0, []
    every = list(rows.with_surroundings().in_order())
    later = [
        one for one in every if one.meeting_at and meeting.starts_at and meeting.starts_at > one.meeting_at
    ]
    for one in reversed(every) if later else every:  # so that no room of the meeting waits for another
        values = {
            name: rules.moved(getattr(one, name), before=one.meeting_at, now=one.meeting.starts_at)
            for name in ("starts_at", "ends_at")
        }
        try:
            with transaction.atomic():
                change(booking=one, values=values, expected=one.version, by=by, at=at)
            done += 1
        except ActionRefused as refusal:
            refused.append(f"{one.room.name} : {refusal.message}")
    return done, refused


def taken_by(
    room: Room, *, begins: dt.datetime, ends: dt.datetime, but: Booking | None = None
) -> Booking | None:
    """Return the booking that has a room at some moment between two instants (one query)."""
    rows = Booking.objects.across(begins, ends).filter(room=room)
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    found: Booking | None = rows.with_surroundings().in_order().first()
    return found


def _open(meeting: Meeting) -> Meeting:
    held = locked(meeting)
    if held.is_archived or held.state == MeetingState.CANCELLED:
        raise ActionRefused("Cette réunion n’a pas lieu : elle ne prend pas de salle.")
    return held


def _stored(booking: Booking) -> Booking:
    rows = Booking.objects.select_for_update(of=("self",)).select_related(
        "room__place", "meeting__workspace", "meeting__initiative"
    )
    held: Booking = rows.get(pk=booking.pk)
    if held.state == BookingState.CANCELLED:
        raise ActionRefused("Cette réservation est annulée : reprenez une salle.")
    return held


def _write(one: Booking, *, expected: int | None = None) -> None:
    """Save a booking, the room held: whoever comes second reads what the first wrote."""
    room = Room.objects.select_for_update(of=("self",)).select_related("place").get(pk=one.room_id)
    if room.is_archived or room.place.is_archived:
        raise ActionRefused("Cette salle n’est plus proposée.")
    if one.ends_at <= one.starts_at:
        raise ActionRefused("La fin vient après le début.")
    one.held_from, one.held_until = rules.held(
        starts_at=one.starts_at, ends_at=one.ends_at, setup=one.setup, tidy=one.tidy
    )
    clash = taken_by(room, begins=one.held_from, ends=one.held_until, but=one)
    if clash is not None:
        raise ActionRefused(refusal(clash))
    try:
        with transaction.atomic():
            if expected is None:
                one.save()
            else:
                fields = [*FIELDS, "held_from", "held_until", "meeting_at"]
                save_versioned(one, fields=fields, expected=expected)
    except IntegrityError as error:
        raise ActionRefused("Cette salle vient d’être prise : choisissez-en une autre.") from error


def refusal(clash: Booking) -> str:
    """Return why a room may not be had: which meeting has it, from when to when."""
    begins, ends = typography.instant(clash.held_from), typography.hour(clash.held_until)
    return typography.french(
        f"La salle est prise le {begins} jusqu’à {ends}, installation et rangement compris, "
        f"par « {clash.meeting.title} »."
    )


def _told(one: Booking) -> dict[str, str]:
    return {
        "room": f"{one.room.name}, {one.room.place.name}",
        "when": f"{typography.instant(one.held_from)} – {typography.instant(one.held_until)}",
        "state": BookingState(one.state).label.lower(),
    }
