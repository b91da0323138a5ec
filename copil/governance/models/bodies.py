"""Bodies, their colleges, and the mandates of those who sit there."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Count, F, Q

from copil.core.fields import SortKeyField
from copil.core.text import name_key
from copil.directory.models import Organisation, Person
from copil.governance.enums import BodyKind, Frequency, QuorumKind, Voice
from copil.identity.models import Membership, Owned, OwnedQuerySet, User, Workspace
from copil.initiatives.models import Initiative


class BodyQuerySet(OwnedQuerySet):
    """Questions asked about bodies."""

    def visible_to(self, user: User) -> Self:
        """Return the bodies of the user's workspaces and of the initiatives that these carry."""
        mine = Membership.objects.active().filter(user=user).values("workspace_id")
        initiatives = Initiative.objects.visible_to(user).values("pk")
        return self.filter(Q(initiative=None, workspace_id__in=mine) | Q(initiative__in=initiatives))

    def shown_in(self, workspace: Workspace) -> Self:
        """Return the bodies of a workspace and those of the initiatives it carries."""
        carried = Initiative.objects.carried_by(workspace).values("pk")
        return self.filter(Q(initiative=None, workspace=workspace) | Q(initiative__in=carried))

    def open_ones(self) -> Self:
        """Return those that are not closed."""
        return self.filter(closed_on=None)

    def with_words(self, typed: str) -> Self:
        """Return those whose name holds every word typed, whatever the accents."""
        rows = self
        for word in name_key(typed).split():
            rows = rows.filter(name_key__contains=word)
        return rows

    def with_seats(self, day: dt.date) -> Self:
        """Count, in the same query, those who sit there on a day (``sitting``)."""
        held = Q(mandates__archived_at=None, mandates__starts_on__lte=day)
        held &= Q(mandates__ends_on=None) | Q(mandates__ends_on__gte=day)
        return self.annotate(sitting=Count("mandates", filter=held, distinct=True))

    def in_order(self) -> Self:
        """Sort those in place first, then by name."""
        return self.order_by(F("closed_on").desc(nulls_first=True), "name_key", "pk")


class Body(Owned):
    """A body that meets and decides: of an initiative, or of the workspace when it is permanent."""

    initiative = models.ForeignKey(
        Initiative, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="démarche"
    )
    kind = models.CharField("type d’instance", max_length=12, choices=BodyKind)
    name = models.CharField("nom de l’instance", max_length=200)
    name_key = SortKeyField(max_length=240, editable=False)
    code = models.CharField("sigle", max_length=12)
    purpose = models.TextField("ce qu’elle fait", blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="rend compte à"
    )
    frequency = models.CharField("se réunit", max_length=10, choices=Frequency, default=Frequency.ON_NEED)
    quorum_kind = models.CharField("quorum", max_length=8, choices=QuorumKind, default=QuorumKind.NONE)
    quorum_value = models.PositiveSmallIntegerField("valeur du quorum", null=True, blank=True)
    opens_to_outsiders = models.BooleanField("ouverte à des personnes extérieures", default=False)
    authority = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="collectivité"
    )
    was_there = models.BooleanField("existait avant la démarche", default=False)
    proposal = models.SlugField("proposée par la méthode", max_length=60, blank=True, editable=False)
    set_up_on = models.DateField("constituée le", null=True, blank=True)
    closed_on = models.DateField("close le", null=True, blank=True)
    closing_reason = models.TextField("pourquoi elle est close", blank=True)

    objects = BodyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=BodyKind.values), name="body_kind_known"),
            models.CheckConstraint(condition=~Q(code=""), name="body_has_a_code"),
            models.CheckConstraint(
                condition=Q(quorum_kind=QuorumKind.NONE, quorum_value=None)
                | Q(quorum_kind=QuorumKind.NUMBER, quorum_value__gte=1)
                | Q(quorum_kind=QuorumKind.SHARE, quorum_value__gte=1, quorum_value__lte=100),
                name="body_quorum_valued",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | ~Q(closing_reason=""), name="body_closed_with_a_reason"
            ),
            models.UniqueConstraint(
                fields=["initiative", "proposal"],
                condition=~Q(proposal="") & Q(archived_at=None),
                name="body_proposal_taken_once",
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "name_key"], name="body_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None


class College(Owned):
    """A part of a body with its seats: elected members, associations, residents."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="colleges")
    name = models.CharField("nom du collège", max_length=120)
    seats = models.PositiveSmallIntegerField("nombre de sièges")
    position = models.PositiveSmallIntegerField(default=0)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1, seats__lte=500), name="college_seats_counted"),
            models.UniqueConstraint(
                fields=["body", "name"], condition=Q(archived_at=None), name="college_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MandateQuerySet(OwnedQuerySet):
    """Questions asked about mandates."""

    def visible_to(self, user: User) -> Self:
        return self.filter(body__in=Body.objects.visible_to(user).values("pk"))

    def held_on(self, day: dt.date) -> Self:
        """Return those in force on a day, its first and last days included."""
        begun = Q(starts_on__lte=day)
        return self.current().filter(begun & (Q(ends_on=None) | Q(ends_on__gte=day)))

    def in_order(self) -> Self:
        """Sort by the place of the college, those without one last, then by name."""
        return self.order_by(F("college__position").asc(nulls_last=True), "person__name_key", "pk")


class Mandate(Owned):
    """A person who sits in a body, for whom, with which voice, from when to when."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="mandates")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="personne")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="représente"
    )
    college = models.ForeignKey(
        College, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="collège"
    )
    position = models.CharField("place dans l’instance", max_length=120, blank=True)
    voice = models.CharField("voix", max_length=12, choices=Voice, default=Voice.DELIBERATIVE)
    is_outsider = models.BooleanField("extérieure à la structure porteuse", default=False)
    is_elected = models.BooleanField("élue ou élu", default=False)
    substitute = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="suppléance"
    )
    proxy = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="donne pouvoir à"
    )
    starts_on = models.DateField("depuis le")
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    ending_reason = models.CharField("pourquoi le mandat finit", max_length=300, blank=True)
    renews = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    objects = MandateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(voice__in=Voice.values), name="mandate_voice_known"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="mandate_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(substitute=None) | ~Q(substitute=F("person")), name="mandate_substitute_other"
            ),
            models.CheckConstraint(condition=Q(proxy=None) | ~Q(proxy=F("pk")), name="mandate_proxy_other"),
        ]
        indexes = [models.Index(fields=["body", "starts_on"], name="mandate_of_body")]

    def __str__(self) -> str:
        return f"{self.person} – {self.body}"
