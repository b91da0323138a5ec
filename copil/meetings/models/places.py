"""Places, their rooms, and which meeting has a room when."""

from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from copil.core.fields import SortKeyField
from copil.core.text import name_key
from copil.directory.models import Organisation, Person
from copil.identity.models import Owned, OwnedQuerySet
from copil.meetings.enums import Access, BookingState, Equipment, Layout
from copil.meetings.models.meetings import Meeting
from copil.territories.models import Territory


class PlaceQuerySet(OwnedQuerySet):
    """Questions asked about places."""

    def with_words(self, typed: str) -> Self:
        """Return those whose name or address holds every word typed, whatever the accents."""
        rows = self
        for word in name_key(typed).split():
            rows = rows.filter(name_key__contains=word)
        return rows

    def in_order(self) -> Self:
        return self.order_by("name_key", "pk")


class Place(Owned):
    """A building where one may meet: how to get there, who gets in, whom to ring."""

    name = models.CharField("nom", max_length=160)
    name_key = SortKeyField(max_length=480, editable=False)
    address = models.CharField("adresse", max_length=300, blank=True)
    commune = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="commune"
    )
    owner = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="à qui il est"
    )
    contact = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="qui contacter"
    )
    access = models.CharField("accès en fauteuil", max_length=8, choices=Access, blank=True)
    access_details = models.CharField("précisions sur l’accès", max_length=300, blank=True)
    transport = models.CharField("comment venir", max_length=300, blank=True)
    opening = models.CharField("ouverture", max_length=200, blank=True)
    notes = models.TextField("à savoir", blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(access__in=Access.values), name="place_access_known")
        ]
        indexes = [models.Index(fields=["workspace", "name_key"], name="place_by_name")]

    def __str__(self) -> str:
        return self.name


class RoomQuerySet(OwnedQuerySet):
    """Questions asked about rooms."""

    def usable(self) -> Self:
        """Return those that may be booked: neither the room nor its place is archived."""
        return self.current().filter(place__archived_at=None)

    def holding(self, people: int, *, layout: str = "") -> Self:
        """Return those large enough for so many people, set up in a way when one is given."""
        field = layout if layout in Layout.values else "largest"
        return self.filter(**{f"{field}__gte": people})

    def with_equipment(self, wanted: str) -> Self:
        return self.filter(equipment__contains=f" {wanted} ")

    def with_surroundings(self) -> Self:
        return self.select_related("place__commune")

    def smallest_first(self) -> Self:
        """Sort so that the room least too large comes first."""
        return self.order_by("largest", "name_key", "pk")


class Room(Owned):
    """A room of a place: how many people it holds in each set-up, what it offers, what it costs.

    ``equipment`` holds the codes between spaces, so that one may be looked for in any database.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="rooms")
    name = models.CharField("nom", max_length=120)
    name_key = SortKeyField(max_length=240, editable=False)
    theatre = models.PositiveSmallIntegerField("en théâtre", null=True, blank=True)
    classroom = models.PositiveSmallIntegerField("avec tables", null=True, blank=True)
    u_shape = models.PositiveSmallIntegerField("en U", null=True, blank=True)
    islands = models.PositiveSmallIntegerField("en îlots", null=True, blank=True)
    standing = models.PositiveSmallIntegerField("debout", null=True, blank=True)
    largest = models.PositiveSmallIntegerField(editable=False)
    equipment = models.CharField("équipement", max_length=200, blank=True)
    cost = models.DecimalField(
        "coût d’une occupation, en euros", max_digits=12, decimal_places=2, null=True, blank=True
    )
    notes = models.CharField("à savoir", max_length=300, blank=True)

    objects = RoomQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(largest__gte=1), name="room_holds_somebody"),
            models.CheckConstraint(condition=Q(cost=None) | Q(cost__gte=0), name="room_cost_positive"),
        ]
        indexes = [models.Index(fields=["workspace", "largest"], name="room_by_size")]

    def __str__(self) -> str:
        return self.name

    @property
    def sizes(self) -> list[tuple[str, int]]:
        """Return how many people it holds, set-up by set-up."""
        known = ((one.label, getattr(self, one.value)) for one in Layout)
        return [(label, number) for label, number in known if number]

    @property
    def told(self) -> str:
        """Return its sizes in a sentence: « en théâtre : 70, en U : 40 »."""
        known = (f"{label[:1].lower()}{label[1:]}\u00a0: {number}" for label, number in self.sizes)
        return ", ".join(known)

    @property
    def offers(self) -> list[str]:
        """Return its equipment in words."""
        held = self.equipment.split()
        return [one.label for one in Equipment if one.value in held]

    def holds(self, people: int, *, layout: str) -> bool:
        """Tell whether it is large enough."""
        number = getattr(self, layout) if layout in Layout.values else self.largest
        return (number or 0) >= people


class BookingQuerySet(OwnedQuerySet):
    """Questions asked about bookings; seen in the workspace of the room."""

    def standing(self) -> Self:
        """Return those that keep a room."""
        return self.exclude(state=BookingState.CANCELLED)

    def across(self, begins: Any, ends: Any) -> Self:
        """Return those that keep a room at some moment between two instants."""
        return self.standing().filter(held_from__lt=ends, held_until__gt=begins)

    def with_surroundings(self) -> Self:
        return self.select_related("room__place", "meeting__initiative", "meeting__workspace")

    def in_order(self) -> Self:
        return self.order_by("held_from", "pk")


class Booking(Owned):
    """A room kept for a meeting, the time to set it up and to tidy it up included.

    ``meeting_at`` is when the meeting was to begin when this was written: has it moved since?
    Two bookings that stand never share an instant of a room: the database refuses it (migration 0006).
    """

    room = models.ForeignKey(Room, models.PROTECT, related_name="bookings")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="bookings")
    use = models.CharField("pour quoi", max_length=120, blank=True)
    layout = models.CharField("disposition", max_length=12, choices=Layout, blank=True)
    people = models.PositiveSmallIntegerField("personnes attendues", null=True, blank=True)
    state = models.CharField("état", max_length=10, choices=BookingState, default=BookingState.OPTION)
    starts_at = models.DateTimeField("de")
    ends_at = models.DateTimeField("à")
    setup = models.PositiveSmallIntegerField("installation, en minutes", default=30)
    tidy = models.PositiveSmallIntegerField("rangement, en minutes", default=30)
    held_from = models.DateTimeField(editable=False)
    held_until = models.DateTimeField(editable=False)
    meeting_at = models.DateTimeField(null=True, editable=False)
    cost = models.DecimalField("coût, en euros", max_digits=12, decimal_places=2, null=True, blank=True)
    notes = models.CharField("note", max_length=300, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=BookingState.values), name="booking_state_known"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="booking_lasts"),
            models.CheckConstraint(
                condition=Q(held_from__lte=F("starts_at"), held_until__gte=F("ends_at")),
                name="booking_holds_its_hours",
            ),
            models.CheckConstraint(condition=Q(cost=None) | Q(cost__gte=0), name="booking_cost_positive"),
        ]
        indexes = [models.Index(fields=["room", "held_from"], name="booking_of_room")]

    def __str__(self) -> str:
        return f"{self.room} ({self.get_state_display()})"

    @property
    def price(self) -> Decimal:
        """Return what it costs, nothing when nobody said."""
        return self.cost or Decimal(0)

    @property
    def is_behind(self) -> bool:
        """Whether its meeting moved, was cancelled or put aside since (``meeting`` fetched)."""
        gone = self.meeting.is_cancelled or self.meeting.is_archived
        return gone or self.meeting.starts_at != self.meeting_at
