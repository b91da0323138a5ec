"""Places, rooms, and who has them: never two at once, on both databases."""

import contextlib
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from copil.core.errors import ActionRefused, Conflict
from copil.identity.models import User, Workspace
from copil.meetings import actions as meeting_actions
from copil.meetings.actions import bookings, places
from copil.meetings.enums import BookingState, MeetingState
from copil.meetings.models import Booking, Meeting, Place, Room
from tests.at_once import at_once
from tests.factories.meetings import AT, STARTS, meeting_of

HOUR = dt.timedelta(hours=1)


def room_of(workspace: Workspace, name: str = "Salle des mariages", size: int = 80, **values: Any) -> Room:
    place = Place.objects.first() or places.add_place(
        workspace=workspace, values={"name": "Mairie", "access": "yes"}, by=None, at=AT
    )
    return places.add_room(place=place, values={"name": name, "theatre": size, **values}, by=None, at=AT)


def taken(meeting: Meeting, room: Room, *, starts: dt.datetime = STARTS, **values: Any) -> Booking:
    given = {"starts_at": starts, "ends_at": starts + 2 * HOUR, "setup": 30, "tidy": 30, **values}
    return bookings.book(meeting=meeting, room=room, values=given, by=None, at=AT)


@pytest.mark.django_db
def test_a_room_taken_is_refused_by_name_and_by_the_database(workspace: Workspace) -> None:
    room, first = room_of(workspace), meeting_of(workspace, title="Assemblée")
    kept = taken(first, room)
    with pytest.raises(ActionRefused, match="Assemblée"):
        taken(meeting_of(workspace), room, starts=STARTS + 2 * HOUR)
    after = taken(meeting_of(workspace), room, starts=STARTS + 3 * HOUR)
    assert after.held_from == kept.held_until, "one ends when the other begins"
    row = {"workspace": workspace, "room": room, "meeting": first, "starts_at": STARTS}
    row |= {"ends_at": STARTS + HOUR, "held_from": STARTS, "held_until": STARTS + HOUR}
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.filter(pk=after.pk).update(held_from=STARTS)
    bookings.free(booking=kept, by=first.created_by or _somebody(), at=AT)
    Booking.objects.create(**row)


def _somebody() -> User:
    return User.objects.create(email="quelqu.un@exemple.fr")


@pytest.mark.django_db(transaction=True)
def test_of_fifty_at_once_one_has_the_room(workspace: Workspace) -> None:
    room, meeting = room_of(workspace), meeting_of(workspace)

    def try_it(number: int) -> None:
        with contextlib.suppress(ActionRefused):
            taken(meeting, room, starts=STARTS + dt.timedelta(minutes=number))

    at_once(try_it, times=20)
    assert Booking.objects.standing().count() == 1


@pytest.mark.django_db
def test_rooms_follow_their_meeting_or_are_given_back(workspace: Workspace, pilote: User) -> None:
    meeting, other = meeting_of(workspace), meeting_of(workspace, title="Chorale")
    big, small = room_of(workspace), room_of(workspace, "Bureau", 12)
    one, two = taken(meeting, big), taken(meeting, small)
    taken(other, small, starts=STARTS + dt.timedelta(days=1))
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=STARTS + dt.timedelta(days=1))
    meeting.refresh_from_db()
    assert all(row.is_behind for row in Booking.objects.filter(meeting=meeting).with_surroundings())
    done, refused = bookings.follow(meeting=meeting, by=pilote, at=AT)
    assert done == 1
    assert "Chorale" in refused[0]
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.starts_at, two.starts_at) == (STARTS + dt.timedelta(days=1), STARTS)
    assert bookings.free_all(meeting=meeting, by=pilote, at=AT) == 2
    with pytest.raises(ActionRefused, match="annulée"):
        bookings.confirm(booking=one, by=pilote, at=AT)


@pytest.mark.django_db
def test_a_draft_put_aside_gives_its_rooms_back(workspace: Workspace, pilote: User) -> None:
    meeting = meeting_of(workspace)
    taken(meeting, room_of(workspace))
    meeting_actions.discard(meeting=meeting, by=pilote, at=AT)
    assert not Booking.objects.standing().exists()


@pytest.mark.django_db
def test_a_place_in_use_is_not_put_aside(workspace: Workspace, pilote: User) -> None:
    room = room_of(workspace)
    booking = taken(meeting_of(workspace), room)
    with pytest.raises(ActionRefused, match="une réservation à venir"):
        places.archive(one=room.place, by=pilote, at=AT)
    bookings.free(booking=booking, by=pilote, at=AT)
    places.archive(one=room.place, by=pilote, at=AT)
    with pytest.raises(ActionRefused, match="plus proposée"):
        taken(meeting_of(workspace), room)
    with pytest.raises(Conflict):
        places.update_room(room=room, values={"name": "X"}, expected=9, by=pilote, at=AT)


@pytest.mark.django_db
@time_machine.travel(AT, tick=False)
def test_the_screens_find_a_room_and_say_who_has_it(
    client_for: Callable[[User], Client], workspace: Workspace, pilote: User, visiteur: User
) -> None:
    client, meeting = client_for(pilote), meeting_of(workspace, title="Assemblée", by=pilote)
    made = client.post(_url(workspace, "place_create"), {"name": "Mairie", "access": "yes"}, follow=True)
    place = Place.objects.get()
    assert "Décrivez maintenant ses salles" in made.content.decode()
    for name, size in (("Conseil", 60), ("Comptoir", 10), ("Fêtes", 200)):
        data = {"name": name, "theatre": size, "equipment": ["sound", "wifi"]}
        assert client.post(_url(workspace, "room_create", pk=place.pk), data).status_code == 302
    room = Room.objects.get(name="Conseil")
    assert room.offers == ["Sonorisation", "Wi-Fi"]
    listed = client.get(_url(workspace, "places") + "?personnes=100&equipement=sound").content.decode()
    assert "Fêtes" in listed
    assert "Comptoir" not in listed
    assert "Aucune salle ne convient" in client.get(_url(workspace, "places") + "?acces=no").content.decode()
    url = _url(workspace, "book", pk=meeting.pk, room=room.pk)
    hours = {"jour": "2026-12-10", "debut": "18:30", "fin": "20:30", "setup": 30, "tidy": 30, "people": 50}
    assert client.post(url, {**hours, "option": "1"}).status_code == 302
    assert Booking.objects.get().state == BookingState.OPTION
    again = client.post(url, hours).content.decode()
    assert "par «\u00a0Assemblée\u00a0»" in again
    assert "Fêtes" in again
    assert "Comptoir" not in again
    shown = client.get(_url(workspace, "rooms", pk=meeting.pk)).content.decode()
    assert "Option" in shown
    assert "tenue de 18\u00a0h à 21\u00a0h" in shown
    assert "Assemblée" in client.get(_url(workspace, "room", pk=room.pk) + "?mois=2026-12").content.decode()
    move = _url(workspace, "booking_move", pk=meeting.pk, booking=Booking.objects.get().pk)
    client.post(move, {"state": "booked"})
    assert Booking.objects.get().state == BookingState.BOOKED
    Meeting.objects.update(state=MeetingState.CANCELLED, cancelling_reason="Neige")
    assert "Rendre les salles" in client.get(_url(workspace, "rooms", pk=meeting.pk)).content.decode()
    client.post(_url(workspace, "rooms_follow", pk=meeting.pk), {"what": "free"})
    assert not Booking.objects.standing().exists()
    assert client_for(visiteur).get(_url(workspace, "places")).status_code == 404


@pytest.mark.django_db
def test_two_people_who_change_a_place_see_both_texts(
    client_for: Callable[[User], Client], workspace: Workspace, pilote: User
) -> None:
    place = room_of(workspace).place
    data = {"name": "Hôtel de ville", "access": "no", "version": 0}
    answer = client_for(pilote).post(_url(workspace, "place_edit", pk=place.pk), data)
    assert answer.status_code == 409
    assert "Hôtel de ville" in answer.content.decode()


@pytest.mark.django_db
def test_the_list_costs_the_same_number_of_queries(
    client_for: Callable[[User], Client], workspace: Workspace, pilote: User
) -> None:
    client, numbers = client_for(pilote), []
    client.get(_url(workspace, "places"))
    for rank in range(30):
        place = places.add_place(workspace=workspace, values={"name": f"Lieu {rank}"}, by=None, at=AT)
        places.add_room(place=place, values={"name": "Salle", "theatre": 20}, by=None, at=AT)
        if rank in (1, 29):
            with CaptureQueriesContext(connection) as seen:
                client.get(_url(workspace, "places") + "?personnes=10")
            numbers.append(len(seen))
    assert numbers[0] == numbers[1] <= 15


def _url(workspace: Workspace, name: str, **kwargs: Any) -> str:
    return reverse(f"meetings:{name}", kwargs={"workspace": workspace.slug, **kwargs})
