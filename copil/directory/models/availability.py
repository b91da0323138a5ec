"""When people are free, said simply: days of the week, a part of the day, a period."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from copil.directory.enums import DayPart
from copil.directory.models.organisations import Person
from copil.directory.rules import availability
from copil.identity.models import Owned, OwnedQuerySet


class AvailabilityQuerySet(OwnedQuerySet):
    """Questions asked about availabilities."""

    def in_order(self) -> Self:
        """Sort with what holds all year first, then by period."""
        return self.order_by("is_absence", F("starts_on").asc(nulls_first=True), "weekdays", "pk")


class Availability(Owned):
    """When a person is free, or away. Without days: every day; without dates: all year."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="availabilities", editable=False)
    is_absence = models.BooleanField("absence", default=False)
    weekdays = models.CharField("jours de la semaine", max_length=7, blank=True)
    part = models.CharField("moment", max_length=12, choices=DayPart, default=DayPart.DAY)
    starts_on = models.DateField("du", null=True, blank=True)
    ends_on = models.DateField("au", null=True, blank=True)
    note = models.CharField("précision", max_length=200, blank=True)

    objects = AvailabilityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="availability_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return availability.sentence(
            weekdays=self.weekdays,
            part=str(self.get_part_display()).lower() if self.part != DayPart.DAY else "",
            starts_on=self.starts_on,
            ends_on=self.ends_on,
        )
