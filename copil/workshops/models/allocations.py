"""How participants are shared out among the groups: what was asked, what was proposed, what was retained."""

from typing import Self

from django.db import models
from django.db.models import Q

from copil.directory.enums import ParticipantType
from copil.directory.models import Organisation, Person
from copil.identity.models import Owned, OwnedQuerySet, User
from copil.initiatives.models import Initiative
from copil.initiatives.models.initiatives import OfInitiativeQuerySet
from copil.meetings.models import Meeting
from copil.workshops.enums.groups import AllocationState, Territory, Tie
from copil.workshops.models.groups import WorkingGroup


class AllocationQuerySet(OfInitiativeQuerySet):
    """Questions asked about allocations."""

    def latest_first(self) -> Self:
        """Sort with the last begun first."""
        return self.order_by("-created_at", "pk")


class Allocation(Owned):
    """A way to share people out, with the seed and the criteria that give it again."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="+")
    event = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="+")
    state = models.CharField("état", max_length=8, choices=AllocationState, default=AllocationState.DRAFT)
    seed = models.PositiveIntegerField("tirage", default=1)
    type_weight = models.PositiveSmallIntegerField("mélanger les types d’acteurs", default=2)
    organisation_weight = models.PositiveSmallIntegerField("séparer les personnes d’une structure", default=2)
    service_weight = models.PositiveSmallIntegerField("répartir les agents d’autres services", default=1)
    wish_weight = models.PositiveSmallIntegerField("suivre les souhaits", default=2)
    territory = models.CharField("communes", max_length=8, choices=Territory, default=Territory.IGNORE)
    sizes = models.JSONField("personnes par groupe", default=dict, blank=True)
    proven = models.BooleanField(default=False, editable=False)
    accepted_at = models.DateTimeField("retenue le", null=True, editable=False)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)

    objects = AllocationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=AllocationState.values), name="allocation_state_known"
            ),
            models.CheckConstraint(
                condition=Q(territory__in=Territory.values), name="allocation_territory_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    type_weight__lte=3, organisation_weight__lte=3, service_weight__lte=3, wish_weight__lte=3
                ),
                name="allocation_weights_small",
            ),
        ]

    def __str__(self) -> str:
        return f"Répartition, tirage {self.seed}"

    @property
    def is_draft(self) -> bool:
        return self.state == AllocationState.DRAFT


class OfAllocationQuerySet(OwnedQuerySet):
    """What belongs to an allocation is seen by those who see its initiative."""

    def visible_to(self, user: User) -> Self:
        return self.filter(allocation__initiative__in=Initiative.objects.visible_to(user).values("pk"))


class Place(Owned):
    """Somebody to be shared out: what they count as, what they wish, where they are put."""

    allocation = models.ForeignKey(Allocation, models.PROTECT, related_name="places")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    kind = models.CharField("type d’acteur", max_length=14, choices=ParticipantType)
    other_service = models.BooleanField("agent d’un autre service", default=False)
    first_wish = models.ForeignKey(
        WorkingGroup, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="premier souhait"
    )
    second_wish = models.ForeignKey(
        WorkingGroup, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="second souhait"
    )
    group = models.ForeignKey(WorkingGroup, models.PROTECT, null=True, related_name="+")
    locked = models.BooleanField("reste où elle est", default=False)

    objects = OfAllocationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["allocation", "person"], condition=Q(archived_at=None), name="place_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=ParticipantType.values), name="place_kind_known"),
            models.CheckConstraint(
                condition=Q(locked=False) | Q(group__isnull=False), name="place_locked_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class PlaceTie(Owned):
    """Two people who must, or must not, be in one group."""

    allocation = models.ForeignKey(Allocation, models.PROTECT, related_name="ties")
    one = models.ForeignKey(Place, models.PROTECT, related_name="+")
    other = models.ForeignKey(Place, models.PROTECT, related_name="+")
    tie = models.CharField("lien", max_length=8, choices=Tie)

    objects = OfAllocationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(tie__in=Tie.values), name="place_tie_known"),
            models.CheckConstraint(condition=~Q(one=models.F("other")), name="place_tie_of_two"),
            models.UniqueConstraint(
                fields=["one", "other"], condition=Q(archived_at=None), name="place_tie_once"
            ),
        ]
