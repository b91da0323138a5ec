"""Arriving by a personal code, and people who come without being expected."""

import datetime as dt

from django.db import models
from django.db.models import Q

from copil.identity.models import Owned
from copil.meetings.models.meetings import Meeting, OfMeetingQuerySet
from copil.meetings.models.participants import Participant
from copil.meetings.rules.arrivals import MOST_AFTER, MOST_BEFORE


class ArrivalWindow(Owned):
    """From when to when people may note their own arrival, counted from the beginning of the meeting."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="arrival_window")
    is_on = models.BooleanField("chaque personne peut noter son arrivée avec son code", default=True)
    before = models.PositiveSmallIntegerField("minutes avant le début", default=30)
    after = models.PositiveSmallIntegerField("minutes après le début", default=60)

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(before__lte=MOST_BEFORE, after__lte=MOST_AFTER), name="arrival_window_is_short"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before} min, {self.after} min"

    def opens_at(self, starts_at: dt.datetime) -> dt.datetime:
        """Return from when arrivals are noted."""
        return starts_at - dt.timedelta(minutes=self.before)

    def closes_at(self, starts_at: dt.datetime) -> dt.datetime:
        """Return until when arrivals are noted."""
        return starts_at + dt.timedelta(minutes=self.after)


class DoorVisitor(Owned):
    """Somebody who came without being expected; ``key`` is given by the device that noted them.

    ``structure`` is what was said at the door when the directory knows no structure of that name.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="door_visitors")
    key = models.UUIDField()
    participant = models.OneToOneField(Participant, models.PROTECT, related_name="door_visitor")
    structure = models.CharField("structure dite à l’accueil", max_length=200, blank=True)

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "key"], name="door_visitor_once")]

    def __str__(self) -> str:
        return str(self.participant)
