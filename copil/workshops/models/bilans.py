"""What closes the groups: what they produced, what was learnt, whether to go on and how."""

from typing import Self

from django.db import models
from django.db.models import Q

from copil.identity.models import Owned, OwnedQuerySet, User
from copil.initiatives.models import Initiative
from copil.initiatives.models.initiatives import OfInitiativeQuerySet
from copil.meetings.models import Meeting
from copil.workshops.enums.plans import LessonKind, Verdict


class BilanQuerySet(OfInitiativeQuerySet):
    """Questions asked about reviews."""

    def with_surroundings(self) -> Self:
        """Fetch what every screen names."""
        return self.select_related("workspace", "initiative", "committee", "restitution")


class Bilan(Owned):
    """The review of the groups, drawn up at the last committee, before the results are given back.

    An initiative has one, which takes its identifier.
    """

    initiative = models.OneToOneField(Initiative, models.PROTECT, related_name="+", verbose_name="démarche")
    produced = models.TextField("ce que les groupes ont produit", blank=True)
    verdict = models.CharField("ce que l’on propose", max_length=8, choices=Verdict, blank=True)
    manner = models.TextField("de quelle manière", blank=True)
    committee = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="dernier comité"
    )
    restitution = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="restitution"
    )

    objects = BilanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=["", *Verdict.values]), name="bilan_verdict_known"
            ),
        ]

    def __str__(self) -> str:
        return f"Bilan de « {self.initiative.title} »"


class LessonQuerySet(OwnedQuerySet):
    """Questions asked about lessons."""

    def visible_to(self, user: User) -> Self:
        return self.filter(bilan__initiative__in=Initiative.objects.visible_to(user).values("pk"))

    def in_order(self) -> Self:
        """Sort as they were noted."""
        return self.order_by("created_at", "pk")


class Lesson(Owned):
    """Something learnt: what, what shows it, for whom it is worth knowing."""

    bilan = models.ForeignKey(Bilan, models.PROTECT, related_name="lessons")
    kind = models.CharField("nature", max_length=6, choices=LessonKind)
    text = models.TextField("ce que l’on retient")
    evidence = models.TextField("ce qui le montre", blank=True)
    audience = models.CharField("à qui cela servira", max_length=200, blank=True)

    objects = LessonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=LessonKind.values), name="lesson_kind_known"),
            models.CheckConstraint(condition=~Q(text=""), name="lesson_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:120]
