"""Needs of structures, what brings them together, and the problem they make."""

from typing import Self

from django.db import models
from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from copil.core.fields import SortKeyField
from copil.directory.models import Organisation, Person
from copil.identity.models import Owned, OwnedQuerySet
from copil.needs import rules
from copil.needs.enums import DiagnosticKind, Nature, OriginKind, SharedNeedState


class ThemeQuerySet(OwnedQuerySet):
    """Questions asked about themes."""

    def in_order(self) -> Self:
        """Sort by label."""
        return self.order_by("label_key", "pk")


class Theme(Owned):
    """A theme of needs, on two levels, with the code it has elsewhere."""

    label = models.CharField("libellé", max_length=120)
    label_key = SortKeyField(max_length=140, editable=False)
    code = models.CharField("code externe", max_length=40, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    objects = ThemeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "label_key"], condition=Q(parent=None), name="theme_heading_once"
            ),
            models.UniqueConstraint(fields=["workspace", "parent", "label_key"], name="theme_label_once"),
        ]

    def __str__(self) -> str:
        return self.label


class Diagnostic(Owned):
    """A diagnostic of one structure, or the report of a mission with it."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="diagnostics", verbose_name="structure"
    )
    kind = models.CharField(
        "nature", max_length=16, choices=DiagnosticKind, default=DiagnosticKind.DIAGNOSTIC
    )
    date = models.DateField("date")
    led_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="mené par"
    )
    summary = models.TextField("ce qui en ressort", blank=True)

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.organisation}"


class SharedNeedQuerySet(OwnedQuerySet):
    """Questions asked about shared needs."""

    def recent_first(self) -> Self:
        """Sort with the latest brought together first."""
        return self.order_by("-created_at", "-pk")

    def with_counts(self) -> Self:
        """Add ``needs_count`` and ``structures_count``, archived needs left out."""
        kept = Q(needs__archived_at=None)
        return self.annotate(
            needs_count=Count("needs", filter=kept, distinct=True),
            structures_count=Count("needs__organisation", filter=kept, distinct=True),
        )


class SharedNeed(Owned):
    """Several needs that say the same thing, brought together by a person."""

    title = models.CharField("intitulé", max_length=200)
    summary = models.TextField("ce que disent les structures", blank=True)
    nature = models.CharField("nature du besoin", max_length=10, choices=Nature, blank=True)
    nature_reason = models.TextField("pourquoi ce choix", blank=True)
    state = models.CharField(
        "état", max_length=10, choices=SharedNeedState, default=SharedNeedState.ACCEPTED, editable=False
    )
    confirmed_on = models.DateField("confirmé le", null=True, blank=True)
    explanation = models.JSONField(default=dict, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = SharedNeedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title


class NeedQuerySet(OwnedQuerySet):
    """Questions asked about needs."""

    def loose(self) -> Self:
        """Return the needs not yet brought into a shared one."""
        return self.filter(shared_need=None)

    def recent_first(self) -> Self:
        """Sort with the latest noted first."""
        return self.order_by("-created_at", "-pk")

    def with_confirmation(self) -> Self:
        """Add ``kinds_count`` (distinct origins) and ``confirmed`` (``rules.is_confirmed`` in SQL)."""
        kinds: QuerySet[NeedOrigin, dict[str, int]] = (
            NeedOrigin.objects.filter(need=OuterRef("pk"), archived_at=None)
            .order_by()
            .values("need")
            .annotate(number=Count("kind", distinct=True))
            .values("number")
        )
        counted = self.annotate(kinds_count=Coalesce(Subquery(kinds), 0))
        condition = Q(confirmed_on__isnull=False) | Q(kinds_count__gte=rules.KINDS_TO_CONFIRM)
        return counted.annotate(confirmed=Case(When(condition, then=Value(True)), default=Value(False)))


class Need(Owned):
    """One need of one structure, in its own words."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="needs", verbose_name="structure"
    )
    text = models.TextField("le besoin, avec les mots de la structure")
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="needs", verbose_name="thème"
    )
    shared_need = models.ForeignKey(SharedNeed, models.PROTECT, null=True, blank=True, related_name="needs")
    closeness = models.JSONField(default=dict, editable=False)
    confirmed_on = models.DateField("confirmé le", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="confirmé par"
    )

    objects = NeedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["workspace", "-created_at"], name="need_recent")]

    def __str__(self) -> str:
        return self.text


class NeedOrigin(Owned):
    """Where and when a need was heard; a second origin confirms it."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="origins")
    kind = models.CharField("origine", max_length=16, choices=OriginKind)
    date = models.DateField("date", null=True, blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="personne"
    )
    diagnostic = models.ForeignKey(
        Diagnostic, models.PROTECT, null=True, blank=True, related_name="origins", verbose_name="diagnostic"
    )
    document = models.CharField("document", max_length=300, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=OriginKind.values), name="origin_kind_known")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class SetAsideProposal(Owned):
    """A proposal somebody judged wrong, whole or in part.

    ``sides`` holds lists of identifiers of needs: two needs of different sides are not to be proposed
    together again. ``signature`` is their digest (``rules.signature``). Undone when archived.
    """

    signature = models.CharField(max_length=64)
    sides = models.JSONField(default=list, editable=False)
    reason = models.CharField("pourquoi", max_length=300, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "signature"], name="set_aside_once")]

    def __str__(self) -> str:
        return self.signature


class ProblemSheet(Owned):
    """The problem a shared need raises, as it will be told to partners (practice sheet 5, first heading)."""

    shared_need = models.OneToOneField(
        SharedNeed, models.PROTECT, null=True, blank=True, related_name="problem_sheet"
    )
    title = models.CharField("problématique en une phrase", max_length=250)
    context = models.TextField("contexte", blank=True)
    stakes = models.TextField("enjeux", blank=True)
    needs_summary = models.TextField("besoins repérés", blank=True)
    origin = models.TextField("comment elle a été repérée", blank=True)
    validation = models.TextField("comment elle a été validée", blank=True)
    earlier_experiences = models.TextField("expériences antérieures", blank=True)
    # The first text of a problem that another workspace passed on, and who passed it.
    taken_from = models.UUIDField(null=True, blank=True, editable=False)
    taken_of = models.CharField("reprise de", max_length=200, blank=True, editable=False)

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title
