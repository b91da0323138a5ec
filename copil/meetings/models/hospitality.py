"""What somebody needs to eat and to get in: seen by those who prepare the meeting, erased after it."""

from django.db import models
from django.db.models import Q

from copil.identity.models import Owned
from copil.meetings.enums import Diet
from copil.meetings.models.attendance import OfParticipantQuerySet
from copil.meetings.models.participants import Participant


class Hospitality(Owned):
    """The diet and the access needs of somebody expected; the row goes a month after the meeting."""

    participant = models.OneToOneField(Participant, models.PROTECT, related_name="hospitality")
    diet = models.CharField("régime alimentaire", max_length=12, choices=Diet, blank=True)
    details = models.CharField("allergie ou besoin d’accès", max_length=200, blank=True)

    objects = OfParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(diet__in=Diet.values), name="hospitality_diet_known"),
            models.CheckConstraint(condition=~Q(diet="", details=""), name="hospitality_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.get_diet_display()} {self.details}".strip()
