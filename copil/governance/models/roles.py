"""Who holds which role of an initiative, since when and how much of their week it takes."""

import datetime as dt
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from copil.directory.models import Person
from copil.governance import role_kinds
from copil.identity.models import Owned, OwnedQuerySet
from copil.initiatives.models import Initiative
from copil.initiatives.models.initiatives import OfInitiativeQuerySet


class RoleHoldingQuerySet(OfInitiativeQuerySet):
    """Questions asked about who holds roles."""

    def held(self) -> Self:
        """Return those that have no end yet."""
        return self.current().filter(ends_on=None)

    def held_on(self, day: dt.date) -> Self:
        """Return those of a day."""
        until = Q(ends_on=None) | Q(ends_on__gte=day)
        return self.current().filter(until, starts_on__lte=day)

    def in_order(self) -> Self:
        """Sort the latest first, holders before deputies."""
        return self.order_by("role", "is_deputy", F("starts_on").desc(), "pk")


class RoleHolding(Owned):
    """Somebody who holds a role, or stands in for it, from a day to another."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="+")
    role = models.CharField("rôle", max_length=20)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="personne")
    is_deputy = models.BooleanField("second", default=False)
    starts_on = models.DateField("depuis le")
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    ending_reason = models.CharField("pourquoi le rôle finit", max_length=300, blank=True)
    days = models.DecimalField(
        "jours par semaine",
        max_digits=3,
        decimal_places=1,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(7)],
    )

    objects = RoleHoldingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="role_dates_in_order"
            ),
            models.CheckConstraint(condition=Q(days__gte=0, days__lte=7), name="role_days_in_a_week"),
            models.UniqueConstraint(
                fields=["initiative", "role", "person"],
                condition=Q(ends_on=None, archived_at=None),
                name="role_held_once_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["person", "ends_on"], name="role_by_person")]

    def __str__(self) -> str:
        return f"{self.person} – {self.title}"

    @property
    def title(self) -> str:
        return role_kinds.title_of(self.role)


class SingleRoleQuerySet(OfInitiativeQuerySet):
    """Questions asked about roles single by nature."""


class SingleRole(Owned):
    """A role that one person alone can hold, with the reason: nobody is missing there."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="+")
    role = models.CharField("rôle", max_length=20)
    reason = models.CharField("pourquoi une seule personne", max_length=300)

    objects = SingleRoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "role"], condition=Q(archived_at=None), name="role_single_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="role_single_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{role_kinds.title_of(self.role)} : {self.reason}"


class RoleSkill(Owned):
    """Somebody who could hold a role, said by the team; it is worth in every initiative of the workspace."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="personne")
    role = models.CharField("rôle", max_length=20)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "person", "role"], condition=Q(archived_at=None), name="role_skill_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} : {role_kinds.title_of(self.role)}"
