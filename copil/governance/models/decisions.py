"""The register of decisions: numbered per body, sealed once adopted."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from copil.core.fields import SortKeyField
from copil.core.text import name_key
from copil.directory.models import Person
from copil.governance.enums import DecisionState, Topic, Way
from copil.governance.models.bodies import Body
from copil.identity.models import Owned, OwnedQuerySet, User, Workspace
from copil.initiatives.models import Initiative


class DecisionQuerySet(OwnedQuerySet):
    """Questions asked about decisions."""

    def visible_to(self, user: User) -> Self:
        """Return the decisions of the bodies the user sees."""
        return self.filter(body__in=Body.objects.visible_to(user).values("pk"))

    def shown_in(self, workspace: Workspace) -> Self:
        """Return the decisions of the bodies shown in a workspace."""
        return self.filter(body__in=Body.objects.shown_in(workspace).values("pk"))

    def adopted(self) -> Self:
        return self.filter(state=DecisionState.ADOPTED)

    def to_review(self, day: dt.date) -> Self:
        """Return the adopted ones whose review date has come, that nobody has reviewed or corrected."""
        due = Q(review_on__lte=day, reviewed_on=None)
        return self.adopted().filter(due).exclude(Exists(_corrections()))

    def with_words(self, typed: str) -> Self:
        """Return those whose sentence or number holds every word typed, whatever the accents."""
        rows = self
        for word in name_key(typed).split():
            rows = rows.filter(title_key__contains=word)
        return rows

    def with_surroundings(self) -> Self:
        """Fetch what every screen names, and whether each one was corrected (``is_corrected``)."""
        related = ("body", "initiative", "workspace", "owner", "corrects")
        return self.select_related(*related).annotate(is_corrected=Exists(_corrections()))

    def latest_first(self) -> Self:
        """Sort with the last taken first; of one day, the highest number first."""
        return self.order_by("-decided_on", "-number", "-created_at", "pk")


class Decision(Owned):
    """What a body decided, on which day, why, and what it changes. ``subject`` is a soft reference."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="instance")
    initiative = models.ForeignKey(
        Initiative, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="démarche"
    )
    subject_kind = models.CharField(max_length=40, blank=True, editable=False)
    subject_id = models.UUIDField(null=True, blank=True, editable=False)
    state = models.CharField("état", max_length=8, choices=DecisionState, default=DecisionState.DRAFT)
    year = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    number = models.PositiveIntegerField(null=True, blank=True, editable=False)
    reference = models.CharField("numéro", max_length=40, blank=True, editable=False)
    title = models.CharField("la décision, en une phrase", max_length=300)
    title_key = SortKeyField(max_length=400, editable=False)
    topic = models.CharField("ce qu’elle tranche", max_length=12, choices=Topic, blank=True)
    decided_on = models.DateField("décidée le")
    options = models.TextField("options pesées", blank=True)
    way = models.CharField("prise", max_length=10, choices=Way, default=Way.CONSENSUS)
    votes_for = models.PositiveSmallIntegerField("pour", null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField("contre", null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField("abstention", null=True, blank=True)
    votes_absent = models.PositiveSmallIntegerField("n’ont pas pris part", null=True, blank=True)
    seats = models.PositiveSmallIntegerField("sièges délibératifs", default=0, editable=False)
    reason = models.TextField("pourquoi", blank=True)
    consequences = models.TextField("ce qu’elle change", blank=True)
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="qui la met en œuvre"
    )
    owner_name = models.CharField(max_length=220, blank=True, editable=False)
    review_on = models.DateField("à revoir le", null=True, blank=True)
    matter_code = models.CharField("code de matière", max_length=5, blank=True)
    matter_name = models.CharField("nom de matière", max_length=200, blank=True)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="corrige"
    )
    adopted_at = models.DateTimeField("adoptée le", null=True, blank=True, editable=False)
    adopted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reviewed_on = models.DateField("revue le", null=True, blank=True)
    review_note = models.TextField("ce que la revue a montré", blank=True)
    is_public = models.BooleanField("peut être publiée", default=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "year", "number"], name="decision_number_once"),
            models.UniqueConstraint(
                fields=["corrects"],
                condition=Q(state=DecisionState.ADOPTED),
                name="decision_corrected_once",
            ),
            models.CheckConstraint(
                condition=Q(state=DecisionState.DRAFT, number=None, adopted_at=None)
                | Q(state=DecisionState.ADOPTED, number__isnull=False, adopted_at__isnull=False),
                name="decision_numbered_when_adopted",
            ),
            models.CheckConstraint(
                condition=Q(way=Way.CONSENSUS)
                | Q(votes_for__isnull=False, votes_against__isnull=False, votes_abstained__isnull=False)
                | Q(state=DecisionState.DRAFT),
                name="decision_voted_is_counted",
            ),
        ]
        indexes = [
            models.Index(fields=["body", "-decided_on"], name="decision_of_body"),
            models.Index(fields=["initiative", "-decided_on"], name="decision_of_initiative"),
            models.Index(fields=["subject_kind", "subject_id"], name="decision_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} – {self.title}" if self.reference else self.title

    @property
    def is_adopted(self) -> bool:
        return self.state == DecisionState.ADOPTED

    @property
    def votes_cast(self) -> int:
        return sum(count or 0 for count in (self.votes_for, self.votes_against, self.votes_abstained))


def _corrections() -> models.QuerySet[Decision]:
    return Decision.objects.filter(corrects=OuterRef("pk"), state=DecisionState.ADOPTED)
