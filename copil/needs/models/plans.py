"""The accompaniment plan of a structure: what is done with it, by whom, when."""

from django.db import models
from django.db.models import F, Q

from copil.directory.models import Organisation
from copil.identity.models import Owned, OwnedQuerySet
from copil.needs.enums import PlanKind, PlanState
from copil.needs.models.needs import Need


class PlanLine(Owned):
    """An action of the plan of one structure.

    The initiatives of this installation write themselves into it (``needs.plans``): no line repeats them.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="plan_lines", verbose_name="structure"
    )
    kind = models.CharField("nature", max_length=10, choices=PlanKind, default=PlanKind.INDIVIDUAL)
    title = models.CharField("action", max_length=200)
    detail = models.TextField("précisions", blank=True)
    led_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="conduite par"
    )
    need = models.ForeignKey(
        Need, models.PROTECT, null=True, blank=True, related_name="plan_lines", verbose_name="besoin"
    )
    starts_on = models.DateField("début", null=True, blank=True)
    ends_on = models.DateField("fin", null=True, blank=True)
    state = models.CharField("état", max_length=8, choices=PlanState, default=PlanState.PLANNED)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="plan_line_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.title
