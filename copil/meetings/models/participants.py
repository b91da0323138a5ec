"""Who is expected at a meeting: those who sit in its body that day, and guests."""

from django.db import models
from django.db.models import F, Q

from copil.directory.models import Organisation, Person
from copil.governance.enums import Voice
from copil.governance.models import Mandate
from copil.identity.models import Owned
from copil.meetings.enums import Capacity
from copil.meetings.models.meetings import Meeting, OfMeetingQuerySet


class ParticipantQuerySet(OfMeetingQuerySet):
    """Questions asked about those who are expected."""

    def with_surroundings(self) -> "ParticipantQuerySet":
        """Fetch what every screen names."""
        return self.select_related("person", "organisation", "mandate")

    def in_order(self) -> "ParticipantQuerySet":
        """Sort members before guests, college by college, then by name."""
        return self.order_by(F("capacity").desc(), "college", "person__name_key", "pk")


class Participant(Owned):
    """A person expected at a meeting, with or without an account.

    College and voice are those of the day of the meeting: a mandate that ends later changes nothing here.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="participants")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="personne")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="pour"
    )
    capacity = models.CharField("à quel titre", max_length=8, choices=Capacity, default=Capacity.GUEST)
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    college = models.CharField("collège", max_length=120, blank=True, editable=False)
    voice = models.CharField("voix", max_length=12, choices=Voice, blank=True, editable=False)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(archived_at=None), name="participant_once"
            ),
            models.CheckConstraint(
                condition=Q(capacity__in=Capacity.values), name="participant_capacity_known"
            ),
            models.CheckConstraint(
                condition=Q(capacity=Capacity.MEMBER, voice__in=Voice.values)
                | Q(capacity=Capacity.GUEST, voice="", mandate=None),
                name="participant_voice_of_members",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def is_guest(self) -> bool:
        return self.capacity == Capacity.GUEST
