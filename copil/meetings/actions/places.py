"""Keep places and their rooms: add, change, put aside, take back."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.core.text import name_key
from copil.identity.models import User, Workspace, reference
from copil.journal import actions as journal
from copil.meetings.enums import Layout
from copil.meetings.models import Booking, Place, Room

PLACE_FIELDS = (
    *("name", "address", "commune", "owner", "contact", "access", "access_details", "transport"),
    *("opening", "notes"),
)
ROOM_FIELDS = ("name", *(str(one.value) for one in Layout), "equipment", "cost", "notes")


@transaction.atomic
def add_place(*, workspace: Workspace, values: Mapping[str, Any], by: User | None, at: dt.datetime) -> Place:
    """Add a place to the workspace."""
    given = {name: values[name] for name in PLACE_FIELDS if name in values}
    place = Place.objects.create(workspace=workspace, created_at=at, name_key=_key(given), **given)
    _record(place, verb="add", by=by, at=at)
    return place


@transaction.atomic
def update_place(
    *, place: Place, values: Mapping[str, Any], expected: int, by: User, at: dt.datetime
) -> None:
    """Change a place; raise ``Conflict`` when it changed since ``expected``."""
    held = Place.objects.select_for_update().get(pk=place.pk)
    changes = _changed(held, values, PLACE_FIELDS)
    held.name_key = _key({name: getattr(held, name) for name in PLACE_FIELDS})
    save_versioned(held, fields=[*PLACE_FIELDS, "name_key"], expected=expected)
    _record(held, verb="update", by=by, at=at, changes=changes)


@transaction.atomic
def add_room(*, place: Place, values: Mapping[str, Any], by: User | None, at: dt.datetime) -> Room:
    """Add a room to a place."""
    given = {name: values[name] for name in ROOM_FIELDS if name in values}
    room = Room(workspace=place.workspace, place=place, created_at=at, **given)
    room.name_key, room.largest = name_key(f"{room.name} {place.name}")[:240], _largest(room)
    room.save()
    _record(room, verb="add", by=by, at=at)
    return room


@transaction.atomic
def update_room(*, room: Room, values: Mapping[str, Any], expected: int, by: User, at: dt.datetime) -> None:
    """Change a room; raise ``Conflict`` when it changed since ``expected``."""
    held = Room.objects.select_for_update(of=("self",)).select_related("place").get(pk=room.pk)
    changes = _changed(held, values, ROOM_FIELDS)
    held.name_key, held.largest = name_key(f"{held.name} {held.place.name}")[:240], _largest(held)
    save_versioned(held, fields=[*ROOM_FIELDS, "name_key", "largest"], expected=expected)
    _record(held, verb="update", by=by, at=at, changes=changes)


@transaction.atomic
def archive(*, one: Place | Room, by: User, at: dt.datetime) -> None:
    """Offer a place or a room no longer; refused while meetings to come have a room there."""
    rows = Booking.objects.standing().filter(held_until__gt=at)
    mine = rows.filter(room=one) if isinstance(one, Room) else rows.filter(room__place=one)
    number = mine.count()
    if number:
        what = "une réservation à venir" if number == 1 else f"{number} réservations à venir"
        raise ActionRefused(f"Il y a encore {what} : annulez d’abord, puis archivez.")
    type(one).objects.filter(pk=one.pk, archived_at=None).update(archived_at=at, version=one.version + 1)
    _record(one, verb="archive", by=by, at=at)


@transaction.atomic
def restore(*, one: Place | Room, by: User, at: dt.datetime) -> None:
    """Offer a place or a room again."""
    type(one).objects.filter(pk=one.pk).update(archived_at=None, version=one.version + 1)
    _record(one, verb="restore", by=by, at=at)


def _changed(held: Place | Room, values: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, list[str]]:
    changes = {}
    for name in names:
        if name in values and getattr(held, name) != values[name]:
            before, after = getattr(held, name), values[name]
            changes[name] = ["" if one is None else str(one) for one in (before, after)]
            setattr(held, name, after)
    return changes


def _key(given: Mapping[str, Any]) -> str:
    return name_key(f"{given['name']} {given.get('address', '')}")[:480]


def _largest(room: Room) -> int:
    number = max((getattr(room, one.value) or 0) for one in Layout)
    if not number:
        raise ActionRefused("Dites combien de personnes la salle accueille, dans une disposition au moins.")
    return int(number)


def _record(
    one: Place | Room, *, verb: str, by: User | None, at: dt.datetime, changes: dict[str, Any] | None = None
) -> None:
    label = str(one) if isinstance(one, Place) else f"{one.name}, {one.place.name}"
    journal.record(
        by=by, at=at, workspace=one.workspace, verb=verb, obj=reference(one), label=label, changes=changes
    )
