"""Gates decided by a body, their conditions; validations of each carrier; light sheets of priorities."""

from typing import Self

from django.db import models
from django.db.models import Q

from copil.directory.models import Organisation, Person
from copil.governance.enums import Level, Opinion, Outcome, Reversible, Validator, Verdict
from copil.governance.models.bodies import Body
from copil.governance.models.decisions import Decision
from copil.identity.models import Owned, OwnedQuerySet, User
from copil.initiatives.models import Initiative, Objective, OfInitiativeQuerySet
from copil.tasks.models import Task


class GovernedQuerySet(OfInitiativeQuerySet):
    """Questions asked about what governance keeps of an initiative."""

    def latest_first(self) -> Self:
        """Sort with the last written first."""
        return self.order_by("-created_at", "-pk")


class GateReview(Owned):
    """What a body answered at a gate of the method, on a day; kept when the gate is reopened.

    ``criteria`` is what was seen that day of each activity the gate looks at, ``annex`` what the light sheets
    said: both are kept as they were read.
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="+")
    gate = models.SlugField("moment de décision", max_length=60)
    title = models.CharField("intitulé", max_length=200)
    question = models.TextField("question", blank=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="instance")
    verdict = models.CharField("ce qu’elle décide", max_length=10, choices=Verdict)
    reason = models.TextField("pourquoi")
    decided_on = models.DateField("décidé le")
    criteria = models.JSONField("ce qui a été vu", default=list)
    annex = models.JSONField("fiches légères", default=list)
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reopened_at = models.DateTimeField("rouvert le", null=True, blank=True)
    reopened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reopening_reason = models.TextField("pourquoi il est rouvert", blank=True)

    objects = GovernedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "gate"], condition=Q(reopened_at=None), name="gate_decided_once"
            ),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="gate_verdict_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="gate_decided_with_a_reason"),
            models.CheckConstraint(
                condition=Q(reopened_at=None) | ~Q(reopening_reason=""), name="gate_reopened_with_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["initiative", "gate", "-decided_on"], name="gate_of_initiative")]

    def __str__(self) -> str:
        return f"{self.title} – {self.get_verdict_display()}"

    @property
    def is_in_force(self) -> bool:
        return self.reopened_at is None

    @property
    def passes(self) -> bool:
        """Whether the gate is passed: decided, not reopened, and the answer is to continue."""
        return self.is_in_force and self.verdict in (Verdict.GO, Verdict.CONDITIONS)

    @property
    def missing(self) -> list[dict[str, str]]:
        """Return what was missing that day."""
        return [one for one in self.criteria if not one.get("met")]


class Condition(Owned):
    """What a body asked for to continue: followed until it is held, or abandoned with its reason."""

    review = models.ForeignKey(GateReview, models.PROTECT, related_name="conditions")
    text = models.CharField("condition", max_length=400)
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="qui s’en charge"
    )
    due_on = models.DateField("pour le", null=True, blank=True)
    outcome = models.CharField("état", max_length=8, choices=Outcome, default=Outcome.OPEN)
    settled_on = models.DateField("réglée le", null=True, blank=True)
    settled_note = models.TextField("ce qui le montre", blank=True)
    task = models.OneToOneField(Task, models.PROTECT, null=True, related_name="+", verbose_name="tâche")
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="condition_outcome_known"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.OPEN, settled_on=None)
                | (~Q(outcome=Outcome.OPEN) & Q(settled_on__isnull=False) & ~Q(settled_note="")),
                name="condition_settled_with_a_note",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        return self.outcome == Outcome.OPEN


class Validation(Owned):
    """What the managers, a funder or the comité d’appui of a carrier say of the approach; earlier ones stay.

    The workspace of the row is the carrier on whose side it is said.
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="+")
    source = models.CharField("qui se prononce", max_length=10, choices=Validator)
    opinion = models.CharField("avis", max_length=10, choices=Opinion)
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="instance"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="organisation"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="personne"
    )
    text = models.TextField("ce qui a été dit", blank=True)
    given_on = models.DateField("donné le")
    said_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    replaced_at = models.DateTimeField(null=True, blank=True)
    closing_reason = models.CharField("pourquoi il est clos", max_length=300, blank=True)

    objects = GovernedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(source__in=Validator.values), name="validation_source_known"),
            models.CheckConstraint(condition=Q(opinion__in=Opinion.values), name="validation_opinion_known"),
            models.CheckConstraint(
                condition=Q(body__isnull=False) | Q(person__isnull=False) | Q(organisation__isnull=False),
                name="validation_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(opinion=Opinion.FAVOURABLE) | ~Q(text=""), name="validation_remarks_are_said"
            ),
            models.UniqueConstraint(
                fields=["initiative", "workspace", "source"],
                condition=Q(replaced_at=None, archived_at=None) & ~Q(source=Validator.FUNDERS),
                name="validation_one_in_force",
            ),
        ]
        indexes = [models.Index(fields=["initiative", "source"], name="validation_of_initiative")]

    def __str__(self) -> str:
        return f"{self.get_source_display()} – {self.get_opinion_display()}"

    @property
    def by_whom(self) -> str:
        """Return the body, the organisation, the person that speak."""
        named = (self.body, self.organisation, self.person)
        return ", ".join(str(one) for one in named if one is not None)


class LightSheet(Owned):
    """What is known of a priority before it is validated: no matrix, a page."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="+")
    objective = models.ForeignKey(
        Objective, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="objectif"
    )
    title = models.CharField("priorité", max_length=300)
    means = models.CharField("moyens", max_length=10, choices=Level, blank=True)
    means_why = models.TextField("moyens : pourquoi", blank=True)
    dates = models.CharField("délais", max_length=10, choices=Level, blank=True)
    dates_why = models.TextField("délais : pourquoi", blank=True)
    cost = models.CharField("coût", max_length=10, choices=Level, blank=True)
    cost_why = models.TextField("coût : pourquoi", blank=True)
    wanted = models.TextField("conséquences voulues", blank=True)
    unwanted = models.TextField("conséquences non voulues", blank=True)
    affected = models.TextField("sur qui", blank=True)
    reversible = models.CharField("réversible", max_length=8, choices=Reversible, blank=True)
    carried_by = models.TextField("qui la porte", blank=True)
    opposed_by = models.TextField("qui s’y oppose", blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = GovernedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "objective"],
                condition=Q(archived_at=None, objective__isnull=False),
                name="light_sheet_of_objective_once",
            ),
        ]
        indexes = [models.Index(fields=["initiative", "position"], name="light_sheet_in_order")]

    def __str__(self) -> str:
        return self.title

    @property
    def has_feasibility(self) -> bool:
        return all((self.means, self.dates, self.cost))

    @property
    def has_consequences(self) -> bool:
        return bool(self.wanted and self.unwanted and self.affected and self.reversible)

    @property
    def has_support(self) -> bool:
        return bool(self.carried_by and self.opposed_by)
