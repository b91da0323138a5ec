"""Working groups of an initiative, their members and their three sessions."""

from typing import Self

from django.db import models
from django.db.models import Q

from copil.core.fields import SortKeyField
from copil.directory.enums import ParticipantType
from copil.directory.models import Organisation, Person
from copil.identity.models import Owned, OwnedQuerySet, User
from copil.initiatives.models import Initiative
from copil.initiatives.models.initiatives import OfInitiativeQuerySet
from copil.meetings.models import Meeting
from copil.workshops.enums.groups import Rank


class WorkingGroupQuerySet(OfInitiativeQuerySet):
    """Questions asked about working groups."""

    def with_surroundings(self) -> Self:
        """Fetch what every screen names."""
        return self.select_related("workspace", "initiative", "facilitator", "spokesperson")

    def in_order(self) -> Self:
        """Sort by theme."""
        return self.order_by("theme_key", "pk")


class WorkingGroup(Owned):
    """People who work on a theme in three sessions, from the problems to the first action sheets."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="+", verbose_name="démarche")
    theme = models.CharField("thème", max_length=160)
    theme_key = SortKeyField(max_length=360, editable=False)
    question = models.TextField("question posée au groupe", blank=True)
    facilitator = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="qui anime"
    )
    spokesperson = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="porte-parole"
    )
    facilitator_at = models.DateTimeField("animation confiée le", null=True, editable=False)
    wanted_types = models.JSONField("types d’acteurs voulus", default=list)
    seats = models.PositiveSmallIntegerField("nombre de places", default=12)

    objects = WorkingGroupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "theme_key"],
                condition=Q(archived_at=None),
                name="working_group_theme_once",
            ),
            models.CheckConstraint(condition=Q(seats__gte=3, seats__lte=60), name="working_group_seats"),
        ]

    def __str__(self) -> str:
        return self.theme


class OfGroupQuerySet(OwnedQuerySet):
    """What belongs to a group is seen by those who see its initiative."""

    def visible_to(self, user: User) -> Self:
        return self.filter(group__initiative__in=Initiative.objects.visible_to(user).values("pk"))


class GroupMemberQuerySet(OfGroupQuerySet):
    """Questions asked about the members of groups."""

    def in_order(self) -> Self:
        """Sort by type of actor, then by name."""
        return self.order_by("kind", "person__name_key", "pk")


class GroupMember(Owned):
    """Somebody wanted in a group: for which organisation, as which type of actor.

    ``allocation`` is the one that put them there, ``left_by`` the one that took them away: undoing it puts
    everybody back.
    """

    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="personne")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="pour"
    )
    kind = models.CharField("type d’acteur", max_length=14, choices=ParticipantType)
    other_service = models.BooleanField("agent d’un autre service", default=False)
    allocation = models.ForeignKey(
        "workshops.Allocation", models.PROTECT, null=True, related_name="+", editable=False
    )
    left_by = models.ForeignKey(
        "workshops.Allocation", models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = GroupMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(archived_at=None), name="group_member_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ParticipantType.values), name="group_member_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class GroupSession(Owned):
    """One of the three sessions of a group: a meeting, prepared and called like any other."""

    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="sessions")
    rank = models.PositiveSmallIntegerField("réunion", choices=Rank)
    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="+")

    objects = OfGroupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "rank"], condition=Q(archived_at=None), name="group_session_once"
            ),
            # A range: Django cannot read a table of SQLite back when a list of numbers is in its conditions.
            models.CheckConstraint(
                condition=Q(rank__gte=min(Rank), rank__lte=max(Rank)), name="group_session_rank_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.meeting)
