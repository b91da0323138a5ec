"""Where an action sheet comes from: the idea it develops, the problems that the idea answers."""

from django.db import models
from django.db.models import Q

from copil.identity.models import Owned
from copil.workshops.models.boards import Card
from copil.workshops.models.sheets import ActionSheet, OfSheetQuerySet


class SheetSourceQuerySet(OfSheetQuerySet):
    """Questions asked about what sheets come from."""


class SheetSource(Owned):
    """A card that an action sheet answers: kept whatever becomes of the board."""

    sheet = models.ForeignKey(ActionSheet, models.PROTECT, related_name="sources")
    card = models.ForeignKey(Card, models.PROTECT, related_name="+", verbose_name="carte")

    objects = SheetSourceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "card"], condition=Q(archived_at=None), name="sheet_source_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.card)
