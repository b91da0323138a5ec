"""The services of the carrier around an initiative, and how far the carrier itself stands behind it."""

from typing import Self

from django.db import models
from django.db.models import Q

from copil.core.fields import SortKeyField
from copil.directory.models import Person
from copil.governance.enums.services import OutsideHelp, ServiceKind, ServiceState
from copil.identity.models import Owned
from copil.initiatives.models import Initiative
from copil.initiatives.models.initiatives import OfInitiativeQuerySet


class InternalServiceQuerySet(OfInitiativeQuerySet):
    """Questions asked about internal services."""

    def in_order(self) -> Self:
        """Sort by kind, then by name."""
        return self.order_by("kind", "name_key", "pk")


class InternalService(Owned):
    """A service of the carrier: associated or not, with whom, for what."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="+")
    kind = models.CharField("ce qu’il apporte", max_length=14, choices=ServiceKind)
    name = models.CharField("nom du service", max_length=160)
    name_key = SortKeyField(max_length=200, editable=False)
    state = models.CharField("état", max_length=12, choices=ServiceState, default=ServiceState.TO_ASK)
    contact = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="contact"
    )
    asked = models.TextField("ce qui lui est demandé", blank=True)
    joins_groups = models.BooleanField("ses agents rejoignent les groupes", default=False)
    reason = models.CharField("pourquoi il n’est pas associé", max_length=300, blank=True)

    objects = InternalServiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ServiceKind.values), name="service_kind_known"),
            models.CheckConstraint(condition=Q(state__in=ServiceState.values), name="service_state_known"),
            models.CheckConstraint(
                condition=~Q(state=ServiceState.NOT_ASSOCIATED) | ~Q(reason=""),
                name="service_left_out_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["initiative", "workspace", "name_key"],
                condition=Q(archived_at=None),
                name="service_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BackingQuerySet(OfInitiativeQuerySet):
    """Questions asked about the backing of carriers."""


class Backing(Owned):
    """How far a carrier stands behind an initiative: hierarchy told, sponsor committed, outside help."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="+")
    briefed_on = models.DateField("hiérarchie informée le", null=True, blank=True)
    briefed_note = models.CharField("qui a été informé, et comment", max_length=300, blank=True)
    sponsor = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="qui s’engage"
    )
    committed_on = models.DateField("engagement pris le", null=True, blank=True)
    commitment = models.TextField("à quoi la personne s’engage", blank=True)
    outside_help = models.CharField(
        "assistance à maîtrise d’ouvrage", max_length=3, choices=OutsideHelp, blank=True
    )
    outside_help_reason = models.TextField("pourquoi", blank=True)

    objects = BackingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative", "workspace"], name="backing_once"),
            models.CheckConstraint(
                condition=Q(committed_on=None) | Q(sponsor__isnull=False),
                name="backing_committed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(outside_help="") | ~Q(outside_help_reason=""), name="backing_help_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workspace} – {self.initiative}"
