"""The text of an experience being worked on, its published editions, the initiatives that start from one."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from copil.core.fields import SortKeyField
from copil.identity.enums import NetworkMembershipState
from copil.identity.models import Network, NetworkMembership, Owned, OwnedQuerySet, User, Workspace
from copil.initiatives.models import Initiative, Presented
from copil.library.enums import Scope, SheetState
from copil.territories.models import Territory


class Told(Presented):
    """An experience in the common language; it stands by itself, whatever becomes of its source."""

    title = models.CharField("titre de l’expérience", max_length=200)
    summary = models.TextField("en deux phrases", blank=True)
    carriers = models.CharField("portée par", max_length=400, blank=True)
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="territoire"
    )
    territory_note = models.CharField("précision sur le territoire", max_length=200, blank=True)
    year = models.PositiveSmallIntegerField("année", null=True, blank=True)
    context = models.TextField("contexte", blank=True)
    stakes = models.TextField("enjeux", blank=True)
    needs_summary = models.TextField("besoins repérés", blank=True)
    origin = models.TextField("comment le besoin a été repéré", blank=True)
    validation = models.TextField("comment il a été validé", blank=True)
    strategic = models.TextField("objectifs stratégiques", blank=True)
    operational = models.TextField("objectifs opérationnels", blank=True)
    skills = models.TextField("savoirs requis", blank=True)
    method_key = models.SlugField(max_length=60, blank=True, editable=False)
    method_title = models.CharField("méthode", max_length=240, blank=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class ExperienceSheet(Owned, Told):
    """The text being worked on, one for an initiative, in the workspace that leads it.

    ``taken`` holds what each field was given from the initiative, to tell what was written by hand since and
    what changed there.
    """

    initiative = models.OneToOneField(Initiative, models.PROTECT, related_name="+")
    state = models.CharField("état", max_length=10, choices=SheetState, default=SheetState.DRAFT)
    taken = models.JSONField(default=dict, editable=False)
    reviewer = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="relectrice ou relecteur"
    )
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField("donnée à relire le", null=True, blank=True)
    remarks = models.TextField("remarques", blank=True)
    reviewed_at = models.DateTimeField("relue le", null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=SheetState.values), name="experience_sheet_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=SheetState.IN_REVIEW) | Q(reviewer__isnull=False),
                name="experience_sheet_in_review_has_a_reviewer",
            ),
            models.CheckConstraint(
                condition=~Q(state=SheetState.RETURNED) | ~Q(remarks=""),
                name="experience_sheet_returned_with_remarks",
            ),
        ]


class EditionQuerySet(OwnedQuerySet):
    """Questions asked about editions."""

    def in_force(self) -> Self:
        """Return those read today: neither replaced nor withdrawn, their workspace still there."""
        return self.filter(replaced_at=None, withdrawn_at=None, archived_at=None, workspace__archived_at=None)

    def readable_in(self, workspace: Workspace) -> Self:
        """Return those in force that the members of a workspace may read: its own and those of the
        initiatives it carries, those of its networks, the public ones.
        """
        networks = NetworkMembership.objects.in_force().filter(workspace=workspace).values("network")
        carried = Initiative.objects.carried_by(workspace).values("pk")
        shared = Q(scope=Scope.NETWORK, stay__state=NetworkMembershipState.ACTIVE, stay__network__in=networks)
        own = Q(workspace=workspace) | Q(sheet__initiative__in=carried)
        return self.in_force().filter(own | shared | Q(scope=Scope.PUBLIC))

    def public(self) -> Self:
        """Return those in force that anybody may read."""
        return self.in_force().filter(scope=Scope.PUBLIC)

    def with_surroundings(self) -> Self:
        """Fetch what every screen names."""
        return self.select_related("workspace", "sheet", "territory", "stay__network")

    def recent_first(self) -> Self:
        """Sort with the latest published first."""
        return self.order_by("-published_at", "title_key", "pk")


class Edition(Owned, Told):
    """A published version of a sheet; it never changes, it is only replaced or withdrawn.

    A network is named by the stay of the workspace there, so that leaving it hides what was published.
    """

    sheet = models.ForeignKey(ExperienceSheet, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField("version")
    scope = models.CharField("qui peut la lire", max_length=10, choices=Scope)
    stay = models.ForeignKey(NetworkMembership, models.PROTECT, null=True, blank=True, related_name="+")
    title_key = SortKeyField(max_length=240, editable=False)
    left_out = models.PositiveSmallIntegerField("lignes laissées de côté", default=0)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField("publiée le")
    replaced_at = models.DateTimeField("remplacée le", null=True, blank=True)
    withdrawn_at = models.DateTimeField("retirée le", null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "number"], name="edition_number_once"),
            models.UniqueConstraint(
                fields=["sheet"],
                condition=Q(replaced_at=None, withdrawn_at=None),
                name="edition_one_in_force",
            ),
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="edition_scope_known"),
            models.CheckConstraint(
                condition=Q(scope=Scope.NETWORK, stay__isnull=False)
                | (~Q(scope=Scope.NETWORK) & Q(stay__isnull=True)),
                name="edition_network_named_when_it_is_one",
            ),
            models.CheckConstraint(condition=Q(days=None) | Q(days__gte=0), name="edition_days_positive"),
            models.CheckConstraint(condition=Q(cost=None) | Q(cost__gte=0), name="edition_cost_positive"),
        ]
        indexes = [models.Index(fields=["scope", "-published_at"], name="edition_recent")]

    @property
    def network(self) -> Network | None:
        """The network that reads it, when it is one."""
        return self.stay.network if self.stay else None

    @property
    def is_in_force(self) -> bool:
        return self.replaced_at is None and self.withdrawn_at is None


class InspirationQuerySet(OwnedQuerySet):
    """Questions asked about what starts from an experience."""

    def eldest_first(self) -> Self:
        """Sort in the order they were opened."""
        return self.order_by(F("created_at").asc(), "pk")


class Inspiration(Owned):
    """An initiative that started from an experience, and what it took of it.

    The experience may be another workspace's: it is named by the identifier of its sheet, never by a key.
    """

    initiative = models.OneToOneField(Initiative, models.PROTECT, related_name="+")
    source = models.UUIDField("fiche de l’expérience", db_index=True)
    source_number = models.PositiveSmallIntegerField("version de l’expérience")
    source_title = models.CharField("titre de l’expérience", max_length=200)
    taken = models.JSONField("ce qui a été repris", default=list)

    objects = InspirationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.initiative} ← {self.source_title}"
