"""The public registration to a meeting: its page, the places kept for some, who registered."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q

from copil.core.fields import SortKeyField
from copil.directory.enums import Kind
from copil.directory.models import Organisation, Person
from copil.identity.models import Owned, OwnedQuerySet, User
from copil.meetings.enums import RegistrationState
from copil.meetings.models.meetings import Meeting, OfMeetingQuerySet
from copil.meetings.models.participants import Participant
from copil.surveys.models import Survey


def _french() -> list[str]:
    return ["fr"]


class RegistrationPage(Owned):
    """How people register to a meeting: how many, from when to when, what more they are asked.

    ``address`` is the secret part of the public address, empty while there is none.
    """

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="registration_page")
    introduction = models.TextField("présentation", blank=True)
    capacity = models.PositiveIntegerField("nombre de places", default=50)
    waiting_list = models.BooleanField("tenir une liste d’attente", default=True)
    shows_places = models.BooleanField("dire combien de places restent", default=True)
    confirm_hours = models.PositiveSmallIntegerField("heures pour confirmer une place libérée", default=48)
    opens_at = models.DateTimeField("inscriptions à partir du", null=True, blank=True)
    closes_at = models.DateTimeField("inscriptions jusqu’au", null=True, blank=True)
    languages = models.JSONField("langues", default=_french)
    address = models.CharField(max_length=43, blank=True, editable=False)
    is_open = models.BooleanField(default=False, editable=False)
    survey = models.ForeignKey(Survey, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["address"], condition=~Q(address=""), name="registration_address_once"
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1, capacity__lte=20_000), name="registration_has_places"
            ),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="registration_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"Inscriptions : {self.meeting}"

    def takes(self, *, at: dt.datetime) -> bool:
        """Tell whether one may register at that instant (its meeting already fetched)."""
        starts = self.meeting.starts_at
        soon_enough = starts is not None and at < starts and (self.closes_at is None or at < self.closes_at)
        begun = self.opens_at is None or at >= self.opens_at
        return self.is_open and begun and soon_enough and self.meeting.state == "called"


class PlaceReserve(Owned):
    """Places kept for some: those who say so, or whose organisation is known to be of a nature."""

    page = models.ForeignKey(RegistrationPage, models.PROTECT, related_name="reserves")
    label = models.CharField("pour qui", max_length=120)
    kind = models.CharField("nature d’organisation", max_length=24, choices=Kind, blank=True)
    places = models.PositiveIntegerField("places gardées")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(places__gte=1), name="reserve_keeps_something"),
        ]

    def __str__(self) -> str:
        return self.label


class RegistrationQuerySet(OwnedQuerySet):
    """Questions asked about registrations; seen by those who see the meeting."""

    def visible_to(self, user: User) -> Self:
        return self.filter(page__meeting__in=Meeting.objects.visible_to(user).values("pk"))

    def holding(self) -> Self:
        """Return those that hold a place."""
        return self.filter(state__in=RegistrationState.holding())

    def in_line(self) -> Self:
        """Return those that wait, the first come first."""
        return self.filter(state=RegistrationState.WAITING).order_by("waits_since", "pk")


class Registration(Owned):
    """Somebody who registered, as they said it: what they typed does not change their sheet."""

    page = models.ForeignKey(RegistrationPage, models.PROTECT, related_name="registrations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="+")
    reserve = models.ForeignKey(
        PlaceReserve, models.PROTECT, null=True, related_name="+", verbose_name="à quel titre"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    organisation_typed = models.CharField("organisation", max_length=200, blank=True)
    given_name = models.CharField("prénom", max_length=100, blank=True)
    family_name = models.CharField("nom", max_length=100)
    name_key = SortKeyField(max_length=240, editable=False)
    email = models.EmailField("adresse électronique", max_length=254)
    language = models.CharField("langue", max_length=5, default="fr")
    state = models.CharField("état", max_length=10, choices=RegistrationState)
    waits_since = models.DateTimeField(null=True, editable=False)
    offered_until = models.DateTimeField(null=True, editable=False)
    changed_at = models.DateTimeField()

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "email"], name="registration_once"),
            models.CheckConstraint(
                condition=Q(state__in=RegistrationState.values), name="registration_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=RegistrationState.OFFERED) | Q(offered_until__isnull=False),
                name="registration_offered_until",
            ),
        ]
        indexes = [models.Index(fields=["page", "state", "waits_since"], name="registration_in_line")]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()
