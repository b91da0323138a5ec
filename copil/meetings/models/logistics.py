"""What has to be ready for a meeting: lines dated backwards from its day, each in several hands."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q

from copil.directory.models import Organisation, Person
from copil.identity.models import Owned, OwnedQuerySet, User
from copil.meetings.enums import Basis, LogisticsFamily
from copil.meetings.models.meetings import Meeting, OfMeetingQuerySet
from copil.tasks.enums import TaskState
from copil.tasks.models import Task

OPEN = Q(done_at=None) & (Q(task=None) | Q(task__state__in=TaskState.open_values()))


class LogisticsLineQuerySet(OfMeetingQuerySet):
    """Questions asked about lines of logistics."""

    def open_ones(self) -> Self:
        """Return what remains to be done, here or in the task it became."""
        return self.filter(OPEN)

    def late(self, *, today: dt.date) -> Self:
        return self.open_ones().filter(due_on__lt=today)

    def with_surroundings(self) -> Self:
        return self.select_related(
            "meeting__workspace", "meeting__initiative", "supplier", "task", "workspace"
        )

    def by_date(self) -> Self:
        """Sort what comes first at the top, what has no date at the end."""
        return self.order_by(F("due_on").asc(nulls_last=True), "created_at", "pk")


class LogisticsLine(Owned):
    """Something to have ready: by when, how much of it, from whom, for how much.

    ``days_before`` counts back from the day of the meeting (negative: after it); ``due_on`` follows it unless
    ``by_hand``. ``key`` is that of the model line it comes from. What became a task is done when that is.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="logistics")
    family = models.CharField("famille", max_length=12, choices=LogisticsFamily)
    key = models.CharField(max_length=40, blank=True, editable=False)
    title = models.CharField("quoi", max_length=200)
    days_before = models.SmallIntegerField("jours avant la réunion", null=True, blank=True)
    due_on = models.DateField("pour le", null=True, blank=True)
    by_hand = models.BooleanField(default=False, editable=False)
    basis = models.CharField("quantité calculée sur", max_length=10, choices=Basis, blank=True)
    number = models.PositiveIntegerField("nombre", null=True, blank=True)
    per = models.PositiveSmallIntegerField("une unité pour combien de personnes", default=1)
    margin = models.PositiveSmallIntegerField("marge, en pour cent", default=0)
    supplier = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="fournisseur"
    )
    estimated = models.DecimalField(
        "coût estimé, en euros", max_digits=12, decimal_places=2, null=True, blank=True
    )
    actual = models.DecimalField(
        "coût réel, en euros", max_digits=12, decimal_places=2, null=True, blank=True
    )
    notes = models.CharField("note", max_length=500, blank=True)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    task = models.OneToOneField(Task, models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    objects = LogisticsLineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(family__in=LogisticsFamily.values), name="logistics_family_known"
            ),
            models.CheckConstraint(condition=Q(basis__in=Basis.values), name="logistics_basis_known"),
            models.CheckConstraint(condition=Q(per__gte=1), name="logistics_per_somebody"),
            models.CheckConstraint(condition=Q(margin__lte=100), name="logistics_margin_sane"),
            models.CheckConstraint(
                condition=(Q(estimated=None) | Q(estimated__gte=0)) & (Q(actual=None) | Q(actual__gte=0)),
                name="logistics_cost_positive",
            ),
            models.UniqueConstraint(
                fields=["meeting", "key"],
                condition=Q(archived_at=None) & ~Q(key=""),
                name="logistics_line_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_done(self) -> bool:
        """Whether it is ready (``task`` fetched)."""
        return self.done_at is not None or (self.task is not None and not self.task.is_open)

    def is_late(self, today: dt.date) -> bool:
        return self.due_on is not None and self.due_on < today and not self.is_done


class OfLineQuerySet(OwnedQuerySet):
    """What belongs to a line is seen by those who see the meeting."""

    def visible_to(self, user: User) -> Self:
        return self.filter(line__meeting__in=Meeting.objects.visible_to(user).values("pk"))


class LogisticsHand(Owned):
    """Somebody who sees to a line, with others or alone."""

    line = models.ForeignKey(LogisticsLine, models.PROTECT, related_name="hands")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="qui s’en charge")

    objects = OfLineQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "person"], name="logistics_hand_once")]

    def __str__(self) -> str:
        return str(self.person)
