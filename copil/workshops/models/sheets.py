"""Action sheets: what a group wants done, who would lead it, with whom, with what, how it is measured."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from copil.core.fields import SortKeyField
from copil.directory.models import Organisation, Person
from copil.identity.models import Owned, OwnedQuerySet, User
from copil.initiatives.models import Initiative
from copil.initiatives.models.initiatives import OfInitiativeQuerySet
from copil.workshops.enums.sheets import LeadState, SheetState
from copil.workshops.models.groups import WorkingGroup


class ActionSheetQuerySet(OfInitiativeQuerySet):
    """Questions asked about action sheets."""

    def with_surroundings(self) -> Self:
        """Fetch what every screen names."""
        related = ("workspace", "initiative", "group", "lead_organisation", "lead_person")
        return self.select_related(*related)

    def complete(self) -> Self:
        """Return the sheets where nothing is missing."""
        return self.filter(missing_count=0)

    def in_order(self) -> Self:
        """Sort by title."""
        return self.order_by("title_key", "pk")


class ActionSheet(Owned):
    """An action that a group proposes, on one card.

    ``missing_count`` follows what ``sheet_rules.missing`` finds, written by every verb: lists filter on it.
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="+", verbose_name="démarche")
    group = models.ForeignKey(
        WorkingGroup, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="groupe"
    )
    title = models.CharField("titre", max_length=160)
    title_key = SortKeyField(max_length=360, editable=False)
    description = models.TextField("description", blank=True)
    objectives = models.TextField("objectifs", blank=True)
    targets = models.TextField("publics visés", blank=True)
    lead_organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="structure porteuse",
    )
    lead_person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="personne qui porte"
    )
    lead_state = models.CharField("porteur", max_length=8, choices=LeadState, default=LeadState.NONE)
    lead_reason = models.CharField("pourquoi le porteur décline", max_length=500, blank=True)
    lead_answered_at = models.DateTimeField("réponse du porteur le", null=True, blank=True)
    days = models.DecimalField("journées de travail", max_digits=7, decimal_places=1, null=True, blank=True)
    amount = models.DecimalField("montant, en euros", max_digits=12, decimal_places=2, null=True, blank=True)
    means = models.TextField("autres moyens", blank=True)
    start_date = models.DateField("début", null=True, blank=True)
    end_date = models.DateField("fin", null=True, blank=True)
    state = models.CharField("état", max_length=8, choices=SheetState, default=SheetState.DRAFT)
    missing_count = models.PositiveSmallIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)

    objects = ActionSheetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SheetState.values), name="sheet_state_known"),
            models.CheckConstraint(condition=Q(lead_state__in=LeadState.values), name="sheet_lead_known"),
            models.CheckConstraint(
                condition=(Q(lead_state="none", lead_organisation=None, lead_person=None))
                | (
                    ~Q(lead_state="none")
                    & (Q(lead_organisation__isnull=False) | Q(lead_person__isnull=False))
                ),
                name="sheet_lead_is_somebody",
            ),
            models.CheckConstraint(
                condition=Q(lead_state__in=["accepted", "declined"], lead_answered_at__isnull=False)
                | (~Q(lead_state__in=["accepted", "declined"]) & Q(lead_answered_at=None)),
                name="sheet_lead_answered_at_an_instant",
            ),
            models.CheckConstraint(
                condition=~Q(lead_state="declined") | ~Q(lead_reason=""), name="sheet_declined_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(start_date=None) | Q(end_date=None) | Q(end_date__gte=F("start_date")),
                name="sheet_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(days=None) | Q(days__gte=0), name="action_sheet_days_positive"
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="action_sheet_amount_positive"
            ),
        ]
        indexes = [models.Index(fields=["initiative", "title_key"], name="sheet_of_initiative")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_complete(self) -> bool:
        """Whether nothing was missing when it was last written."""
        return self.missing_count == 0

    @property
    def lead(self) -> str:
        """Return who leads the action, or would, in words; empty when nobody is thought of."""
        names = [str(one) for one in (self.lead_person, self.lead_organisation) if one is not None]
        return ", ".join(names)


class OfSheetQuerySet(OwnedQuerySet):
    """What belongs to an action sheet is seen by those who see its initiative."""

    def visible_to(self, user: User) -> Self:
        return self.filter(sheet__initiative__in=Initiative.objects.visible_to(user).values("pk"))


class SheetPartner(Owned):
    """An organisation that takes part in an action, and what it brings."""

    sheet = models.ForeignKey(ActionSheet, models.PROTECT, related_name="partners")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="partenaire"
    )
    brings = models.CharField("ce qu’il apporte", max_length=300, blank=True)

    objects = OfSheetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "organisation"], condition=Q(archived_at=None), name="sheet_partner_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class SheetIndicator(Owned):
    """What will tell that an action reached its goal: from which value, to which one, by when."""

    sheet = models.ForeignKey(ActionSheet, models.PROTECT, related_name="indicators")
    label = models.CharField("indicateur", max_length=200)
    unit = models.CharField("unité", max_length=40, blank=True)
    baseline = models.DecimalField("valeur de départ", max_digits=14, decimal_places=2, null=True, blank=True)
    target = models.DecimalField("valeur visée", max_digits=14, decimal_places=2, null=True, blank=True)
    due_date = models.DateField("pour le", null=True, blank=True)

    objects = OfSheetQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(label=""), name="sheet_indicator_named")]

    def __str__(self) -> str:
        return self.label
