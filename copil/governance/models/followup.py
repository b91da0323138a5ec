"""The administrative pieces of an initiative."""

import datetime as dt
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, Value, When

from copil.directory.models import Organisation, Person
from copil.governance.enums.followup import PieceKind, PieceState
from copil.governance.rules import followup as rules
from copil.identity.models import Owned
from copil.initiatives.models import Initiative, OfInitiativeQuerySet


class PieceQuerySet(OfInitiativeQuerySet):
    """Questions asked about administrative pieces."""

    def open_ones(self) -> Self:
        """Return those that are neither settled nor dropped."""
        return self.filter(state__in=rules.OPEN)

    def late(self, *, today: dt.date) -> Self:
        """Return those that should have been settled."""
        return self.open_ones().filter(due_on__lt=today)

    def late_first(self, *, today: dt.date) -> Self:
        """Sort the late ones first, then the open ones by deadline, then what is over."""
        rank = Case(
            When(state__in=rules.OPEN, due_on__lt=today, then=Value(0)),
            When(state__in=rules.OPEN, then=Value(1)),
            default=Value(2),
        )
        return self.order_by(rank, F("due_on").asc(nulls_last=True), "created_at", "pk")


class AdminPiece(Owned):
    """An order, a letter, a contract, a booking: what it is, who sees to it, for when, for how much."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="+")
    kind = models.CharField("nature", max_length=14, choices=PieceKind)
    title = models.CharField("objet", max_length=200)
    reference = models.CharField("numéro ou référence", max_length=80, blank=True)
    stage = models.CharField("étape", max_length=40, blank=True)
    activity = models.CharField("activité", max_length=40, blank=True)
    state = models.CharField("état", max_length=8, choices=PieceState, default=PieceState.TO_DO)
    due_on = models.DateField("pour le", null=True, blank=True)
    amount = models.DecimalField(
        "montant", max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="qui s’en charge"
    )
    partner = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="avec"
    )
    note = models.TextField("note", blank=True)
    moved_at = models.DateTimeField("a changé le", editable=False)
    reminded_for = models.DateField(null=True, editable=False)
    told_late_for = models.DateField(null=True, editable=False)

    objects = PieceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PieceKind.values), name="piece_kind_known"),
            models.CheckConstraint(condition=Q(state__in=PieceState.values), name="piece_state_known"),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="piece_amount_not_negative"
            ),
        ]
        indexes = [models.Index(fields=["initiative", "state", "due_on"], name="piece_of_initiative")]

    def __str__(self) -> str:
        return self.title

    def is_late(self, today: dt.date) -> bool:
        return rules.is_late(state=PieceState(self.state), due_on=self.due_on, today=today)
