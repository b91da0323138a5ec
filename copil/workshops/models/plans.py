"""The common plan: the actions of the groups brought together, merged, answered, published by editions."""

from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from copil.core.fields import SortKeyField
from copil.core.text import name_key
from copil.directory.models import Organisation, Person
from copil.identity.models import Owned, OwnedQuerySet, User
from copil.initiatives.models import Initiative
from copil.initiatives.models.initiatives import OfInitiativeQuerySet
from copil.workshops.enums.sheets import LeadState
from copil.workshops.models.groups import WorkingGroup
from copil.workshops.models.sheets import ActionSheet


class CommonPlanQuerySet(OfInitiativeQuerySet):
    """Questions asked about common plans."""

    def with_surroundings(self) -> Self:
        """Fetch what every screen names."""
        return self.select_related("workspace", "initiative")


class CommonPlan(Owned):
    """The common plan of an initiative, which it takes its identifier from.

    ``edition`` is the number of the last edition published, 0 before the first. ``address`` opens the public
    page, empty while nobody outside may read it.
    """

    initiative = models.OneToOneField(Initiative, models.PROTECT, related_name="+", verbose_name="démarche")
    presentation = models.TextField("présentation", blank=True)
    edition = models.PositiveSmallIntegerField(default=0, editable=False)
    most_actions = models.PositiveSmallIntegerField("actions menées à la fois, au plus", default=3)
    most_days = models.DecimalField(
        "journées par mois, au plus", max_digits=5, decimal_places=1, default=Decimal(10)
    )
    address = models.CharField(max_length=43, blank=True, editable=False)
    opened_at = models.DateTimeField("page publique ouverte le", null=True, editable=False)
    indexed = models.BooleanField("peut être trouvée par les moteurs de recherche", default=False)

    objects = CommonPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address"], condition=~Q(address=""), name="plan_address_once"),
            models.CheckConstraint(
                condition=Q(address="", opened_at=None) | (~Q(address="") & Q(opened_at__isnull=False)),
                name="plan_open_at_an_instant",
            ),
            models.CheckConstraint(
                condition=Q(most_actions__gte=1, most_days__gt=0), name="plan_leads_hold_something"
            ),
        ]

    def __str__(self) -> str:
        return f"Plan d’action commun de « {self.initiative.title} »"

    @property
    def is_published(self) -> bool:
        return self.edition > 0

    @property
    def is_open(self) -> bool:
        """Whether anybody who has the address may read the last edition."""
        return bool(self.address) and self.is_published


class OfPlanQuerySet(OwnedQuerySet):
    """What belongs to a plan is seen by those who see its initiative."""

    def visible_to(self, user: User) -> Self:
        return self.filter(plan__initiative__in=Initiative.objects.visible_to(user).values("pk"))


class PlanActionQuerySet(OfPlanQuerySet):
    """Questions asked about the actions of a plan."""

    def kept(self) -> Self:
        """Return those of the plan: neither put aside nor merged into another."""
        return self.filter(archived_at=None, merged_into=None)

    def with_surroundings(self) -> Self:
        """Fetch what every screen names."""
        return self.select_related(
            "workspace", "plan__initiative", "lead_organisation", "lead_person", "theme"
        )

    def with_words(self, typed: str) -> Self:
        """Return those whose title holds every word typed, whatever the accents."""
        rows = self
        for word in name_key(typed).split():
            rows = rows.filter(title_key__contains=word)
        return rows

    def stale(self) -> Self:
        """Return those taken from a sheet that has changed since."""
        return self.filter(Exists(PlanSource.objects.held().filter(action=OuterRef("pk")).changed()))

    def by_priority(self) -> Self:
        """Sort by rank."""
        return self.order_by("position", "number", "pk")


class PlanAction(Owned):
    """An action of the plan: its words were taken from one sheet or several, then may be changed here."""

    plan = models.ForeignKey(CommonPlan, models.PROTECT, related_name="actions")
    number = models.PositiveSmallIntegerField("numéro", editable=False)
    position = models.PositiveIntegerField("rang", editable=False)
    theme = models.ForeignKey(
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
    lead_agreed = models.BooleanField("cette personne accepte que son nom soit public", default=False)
    days = models.DecimalField("journées de travail", max_digits=7, decimal_places=1, null=True, blank=True)
    amount = models.DecimalField("montant, en euros", max_digits=12, decimal_places=2, null=True, blank=True)
    source = models.CharField("d’où vient l’argent", max_length=160, blank=True)
    means = models.TextField("autres moyens", blank=True)
    partners = models.TextField("partenaires", blank=True)
    start_date = models.DateField("début", null=True, blank=True)
    end_date = models.DateField("fin", null=True, blank=True)
    indicators = models.TextField("indicateurs", blank=True)
    merged_into = models.ForeignKey(
        "workshops.PlanAction", models.PROTECT, null=True, related_name="merged", editable=False
    )

    objects = PlanActionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_action_number_once"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="plan_action_not_in_itself"
            ),
            models.CheckConstraint(
                condition=Q(start_date=None) | Q(end_date=None) | Q(end_date__gte=F("start_date")),
                name="plan_action_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=Q(days=None) | Q(days__gte=0), name="plan_action_days_positive"),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="plan_action_amount_positive"
            ),
        ]
        indexes = [models.Index(fields=["plan", "position"], name="plan_action_of_plan")]

    def __str__(self) -> str:
        return self.title

    @property
    def lead(self) -> str:
        """Return who leads the action, or would, in words; empty when nobody is thought of."""
        names = [str(one) for one in (self.lead_person, self.lead_organisation) if one is not None]
        return ", ".join(names)


class PlanSourceQuerySet(OwnedQuerySet):
    """Questions asked about what actions were taken from."""

    def visible_to(self, user: User) -> Self:
        return self.filter(action__plan__initiative__in=Initiative.objects.visible_to(user).values("pk"))

    def held(self) -> Self:
        """Return those in force."""
        return self.filter(archived_at=None)

    def changed(self) -> Self:
        """Return those whose sheet was written again since it was taken."""
        return self.filter(sheet__version__gt=F("sheet_version"))


class PlanSource(Owned):
    """A sheet taken into an action, as it was that day; ``taken`` holds its values in words.

    ``home`` is the action it was first taken into: a merge moves it, undoing it brings it back.
    """

    action = models.ForeignKey(PlanAction, models.PROTECT, related_name="sources")
    home = models.ForeignKey(PlanAction, models.PROTECT, related_name="+", editable=False)
    sheet = models.ForeignKey(ActionSheet, models.PROTECT, related_name="+")
    sheet_version = models.PositiveIntegerField(editable=False)
    taken = models.JSONField(default=dict, editable=False)
    taken_at = models.DateTimeField("reprise le")
    missing = models.JSONField("ce qui manquait", default=list, editable=False)

    objects = PlanSourceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sheet"], condition=Q(archived_at=None), name="plan_sheet_taken_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.sheet)


class PlanMerge(Owned):
    """Two actions made one: what the kept one said before, so that it may be undone."""

    plan = models.ForeignKey(CommonPlan, models.PROTECT, related_name="merges")
    kept = models.ForeignKey(PlanAction, models.PROTECT, related_name="+")
    merged = models.ForeignKey(PlanAction, models.PROTECT, related_name="+")
    before = models.JSONField(default=dict)
    moved = models.JSONField(default=list)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="plan_merge_of_two"),
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at=None), name="plan_action_merged_once"
            ),
        ]


class PlanAnswer(Owned):
    """What somebody says of a conflict, or of a likeness set aside, as long as it stays the same."""

    plan = models.ForeignKey(CommonPlan, models.PROTECT, related_name="answers")
    signature = models.CharField(max_length=64, editable=False)
    sentence = models.TextField("ce qui était dit", editable=False)
    apart = models.JSONField(default=list, editable=False)
    text = models.CharField("réponse", max_length=500)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "signature"], condition=Q(archived_at=None), name="plan_answered_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="plan_answer_says_something"),
        ]


class PlanEdition(Owned):
    """What was published, as it was: ``content`` never changes, ``digest`` is its seal."""

    plan = models.ForeignKey(CommonPlan, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField("édition")
    content = models.JSONField()
    digest = models.CharField("empreinte", max_length=64)
    published_at = models.DateTimeField("publiée le")
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    note = models.CharField("ce qui change", max_length=300, blank=True)

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_edition_once")]

    def __str__(self) -> str:
        return f"Plan d’action commun, édition {self.number}"

    @property
    def actions(self) -> list[dict[str, str]]:
        """Return the actions as they were published, in order."""
        found: list[dict[str, str]] = self.content["actions"]
        return found
