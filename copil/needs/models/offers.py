"""What already exists: offers and credits of other operators, and the signed check of a shared need."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q

from copil.core.fields import SortKeyField
from copil.directory.models import Organisation
from copil.identity.models import Owned, OwnedQuerySet, User
from copil.needs.enums import Conclusion, OfferKind, OfferRhythm
from copil.needs.models.needs import SharedNeed, Theme
from copil.territories.models import Territory


class OfferQuerySet(OwnedQuerySet):
    """Questions asked about offers."""

    def valid_on(self, day: dt.date) -> Self:
        """Return those that still hold on a day; one without an end holds."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=day))

    def in_order(self) -> Self:
        """Sort by title as a reader expects."""
        return self.order_by("title_key", "pk")

    def with_surroundings(self) -> Self:
        """Fetch what every screen names."""
        return self.select_related("operator__commune", "theme", "territory")


class Offer(Owned):
    """Something an operator already offers or finances, on a territory, in a sector or a branch."""

    operator = models.ForeignKey(
        Organisation, models.PROTECT, related_name="offers", verbose_name="opérateur"
    )
    kind = models.CharField("nature", max_length=10, choices=OfferKind, default=OfferKind.SUPPORT)
    title = models.CharField("intitulé", max_length=200)
    title_key = SortKeyField(max_length=240, editable=False)
    content = models.TextField("contenu", blank=True)
    rhythm = models.CharField("durée", max_length=10, choices=OfferRhythm, default=OfferRhythm.PERMANENT)
    funding_line = models.CharField("ligne de financement", max_length=200, blank=True)
    sector = models.CharField("secteur ou branche", max_length=150, blank=True)
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="offers", verbose_name="thème"
    )
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="territoire"
    )
    source = models.CharField("source", max_length=300, blank=True)
    valid_until = models.DateField("valable jusqu’au", null=True, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["workspace", "title_key"], name="offer_by_title")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=OfferKind.values), name="offer_kind_known"),
        ]

    def __str__(self) -> str:
        return self.title


class OfferCheck(Owned):
    """Somebody signs what already exists for a shared need; a later check takes its place (archived).

    ``seen`` holds the identifiers of the offers that were in sight. ``review_at`` is set when an offer that
    fits arrives afterwards: ``review_offer`` is the first one.
    """

    shared_need = models.ForeignKey(SharedNeed, models.PROTECT, related_name="offer_checks")
    conclusion = models.CharField("conclusion", max_length=13, choices=Conclusion)
    reason = models.TextField("pourquoi", blank=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField("signée le")
    seen = models.JSONField(default=list, editable=False)
    review_at = models.DateTimeField("à revoir depuis", null=True, blank=True)
    review_offer = models.ForeignKey(Offer, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shared_need"], condition=Q(archived_at=None), name="offer_check_in_force_once"
            ),
            models.CheckConstraint(
                condition=Q(conclusion=Conclusion.NOTHING) | ~Q(reason=""), name="offer_check_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.get_conclusion_display()
