"""Initiatives, their carriers and people, and what is said of each activity of their method."""

from typing import Self

from django.db import models
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Prefetch, Q, When

from copil.core.fields import SortKeyField
from copil.core.ids import uuid7
from copil.core.text import name_key
from copil.directory.models import Organisation, Person
from copil.identity.models import Membership, NetworkMembership, Owned, OwnedQuerySet, User, Workspace
from copil.initiatives.enums import (
    CarrierRole,
    InitiativeState,
    MarkKind,
    ObjectiveLevel,
    TeamRole,
)
from copil.initiatives.models.presented import Presented
from copil.initiatives.models.shares import MethodShare
from copil.needs.models import ProblemSheet, SharedNeed
from copil.territories.models import Territory


class MethodQuerySet(models.QuerySet["Method"]):
    """Questions asked about methods."""

    def visible_to(self, user: User) -> Self:
        """Return the methods of the installation, of the user's workspaces, of their initiatives, and
        those that their networks share.
        """
        mine = Membership.objects.active().filter(user=user).values("workspace_id")
        run = Initiative.objects.visible_to(user).values("method_id")
        networks = NetworkMembership.objects.in_force().filter(workspace__in=mine).values("network")
        shares = MethodShare.objects.in_force().filter(
            stay__network__in=networks, workspace=OuterRef("workspace_id"), key=OuterRef("key")
        )
        return self.filter(Q(workspace=None) | Q(workspace_id__in=mine) | Q(pk__in=run) | Q(Exists(shares)))

    def offered_in(self, workspace: Workspace) -> Self:
        """Return the methods a workspace may open an initiative under: the installation's and its own."""
        return self.filter(Q(workspace=None) | Q(workspace=workspace))

    def family_of(self, method: "Method") -> Self:
        """Return every version of a method, the newest first."""
        return self.filter(workspace=method.workspace_id, key=method.key).order_by("-number", "pk")

    def latest_versions(self) -> Self:
        """Return the newest version of each method."""
        newer = Method.objects.filter(
            key=OuterRef("key"), workspace_id=OuterRef("workspace_id"), number__gt=OuterRef("number")
        )
        newer_shipped = Method.objects.filter(
            key=OuterRef("key"), workspace=None, number__gt=OuterRef("number")
        )
        shipped = Q(workspace=None) & ~Exists(newer_shipped)
        own = Q(workspace__isnull=False) & ~Exists(newer)
        return self.filter(shipped | own).defer("content").order_by("title", "pk")


class Method(models.Model):
    """One published version of a method, as data; the version an initiative started with never changes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    workspace = models.ForeignKey(Workspace, models.PROTECT, null=True, related_name="+")
    key = models.SlugField(max_length=60)
    number = models.PositiveIntegerField("version")
    title = models.CharField("titre", max_length=200)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    what_changed = models.TextField("ce qui change", blank=True)

    objects = MethodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "number"], condition=Q(workspace=None), name="shipped_method_version_once"
            ),
            models.UniqueConstraint(fields=["workspace", "key", "number"], name="method_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"


class InitiativeQuerySet(OwnedQuerySet):
    """Questions asked about initiatives."""

    def visible_to(self, user: User) -> Self:
        """Return the initiatives carried by a workspace the user is an active member of."""
        mine = Membership.objects.active().filter(user=user).values("workspace_id")
        carried = Carrier.objects.filter(workspace_id__in=mine, left_on=None).values("initiative_id")
        return self.filter(pk__in=carried)

    def carried_by(self, workspace: Workspace) -> Self:
        """Return the initiatives a workspace carries, as lead or associated."""
        carried = Carrier.objects.filter(workspace=workspace, left_on=None).values("initiative_id")
        return self.filter(pk__in=carried)

    def with_words(self, typed: str) -> Self:
        """Return those whose name holds every word typed, whatever the accents."""
        rows = self
        for word in name_key(typed).split():
            rows = rows.filter(title_key__contains=word)
        return rows

    def with_surroundings(self) -> Self:
        """Fetch what every screen names; the text of the method is read apart, once a process."""
        related = ("method", "territory", "shared_need", "problem_sheet", "workspace")
        return self.select_related(*related).defer("method__content")

    def with_carriers(self) -> Self:
        """Fetch those who carry them, the lead first, in one more query."""
        rows = Carrier.objects.filter(left_on=None).select_related("workspace").order_by("-role", "pk")
        return self.prefetch_related(Prefetch("carriers", queryset=rows, to_attr="carried"))

    def in_order(self) -> Self:
        """Sort running ones first, then the most recent."""
        return self.order_by("-state", F("opened_on").desc(nulls_last=True), "title_key", "pk")


class Initiative(Owned):
    """A collective initiative, run under a version of a method by one or several carriers."""

    title = models.CharField("nom de la démarche", max_length=200)
    title_key = SortKeyField(max_length=240, editable=False)
    summary = models.TextField("en deux phrases", blank=True)
    method = models.ForeignKey(Method, models.PROTECT, related_name="+", verbose_name="méthode")
    shared_need = models.ForeignKey(
        SharedNeed, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="besoin partagé"
    )
    problem_sheet = models.ForeignKey(
        ProblemSheet, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="problématique"
    )
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="territoire"
    )
    territory_note = models.CharField("précision sur le territoire", max_length=200, blank=True)
    state = models.CharField("état", max_length=10, choices=InitiativeState, default=InitiativeState.RUNNING)
    current_stage = models.CharField("étape en cours", max_length=40)
    opened_on = models.DateField("ouverte le", null=True, blank=True)
    ended_on = models.DateField("terminée le", null=True, blank=True)

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "-opened_on"], name="initiative_state")]

    def __str__(self) -> str:
        return self.title


class OfInitiativeQuerySet(OwnedQuerySet):
    """What belongs to an initiative is seen by all of its carriers."""

    def visible_to(self, user: User) -> Self:
        return self.filter(initiative__in=Initiative.objects.visible_to(user).values("pk"))


class Carrier(Owned):
    """A workspace that carries an initiative; the row belongs to that workspace.

    ``shared_need`` is what an associated carrier brings of its own; the lead's is the initiative's.
    ``put_away_at`` is the instant it left: its people and structures were put away at that same instant.
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="carriers")
    role = models.CharField("rôle", max_length=10, choices=CarrierRole)
    shared_need = models.ForeignKey(
        SharedNeed, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="besoin partagé"
    )
    left_on = models.DateField("partie le", null=True, blank=True)
    left_reason = models.TextField("pourquoi", blank=True)
    put_away_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = OfInitiativeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative", "workspace"], name="carrier_once"),
            models.CheckConstraint(
                condition=Q(left_on=None) | ~Q(role=CarrierRole.LEAD), name="carrier_lead_stays"
            ),
            models.UniqueConstraint(
                fields=["initiative"], condition=Q(role=CarrierRole.LEAD), name="carrier_one_lead"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workspace} – {self.get_role_display()}"


class TeamMemberQuerySet(OfInitiativeQuerySet):
    """Questions asked about teams."""

    def in_order(self) -> Self:
        """Sort those who pilot first, then those who contribute, then by name."""
        places = [When(role=role, then=place) for place, role in enumerate(TeamRole.values)]
        place = Case(*places, default=len(places), output_field=IntegerField())
        return self.order_by(place, "person__name_key", "pk")


class TeamMember(Owned):
    """A person in the team of an initiative."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="team")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="personne")
    role = models.CharField("rôle", max_length=12, choices=TeamRole)
    title = models.CharField("ce qu’elle y fait", max_length=120, blank=True)

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "person"], condition=Q(archived_at=None), name="team_member_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.get_role_display()}"


class ObjectiveQuerySet(OfInitiativeQuerySet):
    """Questions asked about objectives."""

    def with_answers(self) -> Self:
        """Count, in the same query, the needs that each one answers (``answers_count``)."""
        return self.annotate(answers_count=Count("answers", filter=Q(answers__archived_at=None)))


class Objective(Owned):
    """An objective of an initiative, from the shared list or its own."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="objectives")
    level = models.CharField("niveau", max_length=12, choices=ObjectiveLevel)
    reference = models.CharField("objectif de la liste commune", max_length=60, blank=True)
    text = models.CharField("objectif", max_length=400)
    position = models.PositiveSmallIntegerField(default=0)

    objects = ObjectiveQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "reference"],
                condition=~Q(reference="") & Q(archived_at=None),
                name="objective_reference_once",
            )
        ]

    def __str__(self) -> str:
        return self.text


class TargetStructure(Owned):
    """A structure the initiative is meant for."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="targets")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="structure")

    objects = OfInitiativeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "organisation"], condition=Q(archived_at=None), name="target_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class ActivityMark(Owned):
    """What a named person says of an activity: attested, adapted, set aside, carried by somebody else."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="marks")
    activity = models.CharField("activité", max_length=40)
    kind = models.CharField("ce que vous en dites", max_length=10, choices=MarkKind)
    note = models.TextField("pourquoi")
    carried_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="portée par"
    )
    said_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = OfInitiativeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "activity"], condition=Q(lifted_at=None), name="one_mark_in_force"
            ),
            models.CheckConstraint(condition=~Q(note=""), name="mark_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(kind=MarkKind.CARRIED_BY_OTHER) | Q(carried_by__isnull=False),
                name="carried_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity} {self.get_kind_display()}"


class PlannedActivity(Owned):
    """Who takes care of an activity, for when, and why then."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="plans")
    activity = models.CharField("activité", max_length=40)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="qui s’en charge"
    )
    due_on = models.DateField("pour le", null=True, blank=True)
    why = models.CharField("pourquoi à cette date", max_length=300, blank=True)

    objects = OfInitiativeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["initiative", "activity"], name="planned_once")]

    def __str__(self) -> str:
        return f"{self.activity} {self.due_on or ''}".strip()


class StageMove(Owned):
    """The initiative entered a stage, on a date, with a note."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="stage_moves")
    stage = models.CharField("étape", max_length=40)
    note = models.TextField("note", blank=True)
    moved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    moved_at = models.DateTimeField()

    objects = OfInitiativeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.initiative} : {self.stage}"


class PresentationSheet(Owned, Presented):
    """What the presentation sheet says that no other screen holds yet (practice sheet 5)."""

    initiative = models.OneToOneField(Initiative, models.PROTECT, related_name="presentation")
    objects = OfInitiativeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(days=None) | Q(days__gte=0), name="sheet_days_positive"),
            models.CheckConstraint(condition=Q(cost=None) | Q(cost__gte=0), name="sheet_cost_positive"),
        ]

    def __str__(self) -> str:
        return f"Fiche de présentation de {self.initiative}"
