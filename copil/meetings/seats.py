"""The places of a meeting as they stand: read from the rows, judged by ``rules.places``."""

from collections.abc import Hashable

from django.db.models import Count

from copil.meetings.enums import RegistrationState
from copil.meetings.models import PlaceReserve, Registration, RegistrationPage
from copil.meetings.rules.places import Room


def room_of(page: RegistrationPage) -> Room:
    """Return the room of a page (two queries); hold the page first to act on what it says."""
    kept = PlaceReserve.objects.current().filter(page=page).values_list("pk", "places")
    rows = Registration.objects.filter(page=page).holding().order_by()
    held: dict[Hashable, int] = {}
    for key, number in rows.values_list("reserve").annotate(number=Count("pk")):
        held[key] = number
    return Room(capacity=page.capacity, kept=dict(kept), held=held)


def counts(page: RegistrationPage) -> dict[str, int]:
    """Return how many registrations stand in each state."""
    rows = Registration.objects.filter(page=page).order_by().values_list("state")
    found = dict(rows.annotate(number=Count("pk")))
    return {state.value: found.get(state.value, 0) for state in RegistrationState}
