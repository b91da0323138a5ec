"""Meetings, of an initiative or of the workspace, of a body or not."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from copil.core.fields import SortKeyField
from copil.core.text import name_key
from copil.directory.models import Person
from copil.governance.models import Body
from copil.identity.models import Membership, Owned, OwnedQuerySet, User, Workspace
from copil.initiatives.models import Initiative
from copil.meetings.enums import MeetingKind, MeetingState

# Minutes leave within a week of the meeting.
MINUTES_WITHIN = dt.timedelta(days=7)


class MeetingQuerySet(OwnedQuerySet):
    """Questions asked about meetings."""

    def visible_to(self, user: User) -> Self:
        """Return the meetings of the user's workspaces and of the initiatives that these carry."""
        mine = Membership.objects.active().filter(user=user).values("workspace_id")
        initiatives = Initiative.objects.visible_to(user).values("pk")
        return self.filter(Q(initiative=None, workspace_id__in=mine) | Q(initiative__in=initiatives))

    def shown_in(self, workspace: Workspace) -> Self:
        """Return the meetings of a workspace and those of the initiatives it carries."""
        carried = Initiative.objects.carried_by(workspace).values("pk")
        return self.filter(Q(initiative=None, workspace=workspace) | Q(initiative__in=carried))

    def to_come(self, *, at: dt.datetime) -> Self:
        """Return those still to be held or being held, whatever has no date yet included."""
        later = Q(starts_at=None) | Q(starts_at__gte=at)
        open_ones = Q(state__in=MeetingState.preparing()) & later
        return self.filter(open_ones | Q(state=MeetingState.RUNNING))

    def behind(self, *, at: dt.datetime) -> Self:
        """Return those held, cancelled, or whose hour has passed."""
        passed = Q(state__in=MeetingState.preparing(), starts_at__lt=at)
        return self.filter(passed | Q(state__in=[*MeetingState.held(), MeetingState.CANCELLED]))

    def overdue(self, *, at: dt.datetime) -> Self:
        """Return those whose minutes should have left, or that nobody said were held."""
        unsent = Q(state=MeetingState.WRITING, ended_at__lt=at - MINUTES_WITHIN)
        return self.filter(unsent | Q(state=MeetingState.CALLED, starts_at__lt=at - MINUTES_WITHIN))

    def of_user(self, user: User) -> Self:
        """Return those an account is expected at, chairs or keeps the minutes of."""
        expected = Q(participants__person__user=user, participants__archived_at=None)
        mine = Q(chair__user=user) | Q(secretary__user=user)
        return self.filter(pk__in=type(self)(self.model).filter(expected | mine).values("pk"))

    def with_words(self, typed: str) -> Self:
        """Return those whose title or place holds every word typed, whatever the accents."""
        rows = self
        for word in name_key(typed).split():
            rows = rows.filter(title_key__contains=word)
        return rows

    def with_surroundings(self) -> Self:
        """Fetch what every screen names."""
        return self.select_related("workspace", "initiative", "body", "chair", "secretary")

    def soonest_first(self) -> Self:
        """Sort by date, those without one at the end."""
        return self.order_by(F("starts_at").asc(nulls_last=True), "title_key", "pk")

    def latest_first(self) -> Self:
        """Sort with the last held first."""
        return self.order_by(F("starts_at").desc(nulls_last=True), "title_key", "pk")


class Meeting(Owned):
    """People who meet on a day: what for, where, under whose chair; ``state`` moves in one place only."""

    initiative = models.ForeignKey(
        Initiative, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="démarche"
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="instance"
    )
    kind = models.CharField("type de réunion", max_length=12, choices=MeetingKind)
    title = models.CharField("intitulé", max_length=200)
    title_key = SortKeyField(max_length=480, editable=False)
    starts_at = models.DateTimeField("commence le", null=True, blank=True)
    duration = models.PositiveSmallIntegerField("durée prévue", default=120)
    place = models.CharField("lieu", max_length=200, blank=True)
    link = models.URLField("lien pour participer à distance", max_length=500, blank=True)
    meal = models.BooleanField("un repas est servi", default=False)
    purpose = models.TextField("pourquoi se réunir", blank=True)
    chair = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="qui préside"
    )
    secretary = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="qui tient le secrétariat",
    )
    state = models.CharField("état", max_length=10, choices=MeetingState, default=MeetingState.DRAFT)
    series = models.UUIDField(null=True, blank=True, editable=False)
    began_at = models.DateTimeField("ouverte le", null=True, blank=True, editable=False)
    ended_at = models.DateTimeField("levée le", null=True, blank=True, editable=False)
    cancelling_reason = models.CharField("pourquoi elle est annulée", max_length=300, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MeetingKind.values), name="meeting_kind_known"),
            models.CheckConstraint(condition=Q(state__in=MeetingState.values), name="meeting_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=[MeetingState.DRAFT, MeetingState.CANCELLED])
                | Q(starts_at__isnull=False),
                name="meeting_called_with_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=MeetingState.CANCELLED) | ~Q(cancelling_reason=""),
                name="meeting_cancelled_why",
            ),
            models.CheckConstraint(
                condition=Q(duration__gte=5, duration__lte=2880), name="meeting_lasts_something"
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "starts_at"], name="meeting_by_date"),
            models.Index(fields=["initiative", "starts_at"], name="meeting_of_initiative"),
            models.Index(fields=["series", "starts_at"], name="meeting_of_series"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def day(self) -> dt.date | None:
        """Return the day of the meeting, in the time zone of the reader."""
        return timezone.localtime(self.starts_at).date() if self.starts_at else None

    @property
    def hour(self) -> dt.time | None:
        """Return its hour, in the time zone of the reader."""
        return timezone.localtime(self.starts_at).time() if self.starts_at else None

    @property
    def ends_at(self) -> dt.datetime | None:
        """Return when it should end."""
        return self.starts_at + dt.timedelta(minutes=self.duration) if self.starts_at else None

    @property
    def is_preparing(self) -> bool:
        return self.state in MeetingState.preparing()

    @property
    def is_draft(self) -> bool:
        return self.state == MeetingState.DRAFT

    @property
    def is_cancelled(self) -> bool:
        return self.state == MeetingState.CANCELLED


class OfMeetingQuerySet(OwnedQuerySet):
    """What belongs to a meeting is seen by those who see the meeting."""

    def visible_to(self, user: User) -> Self:
        return self.filter(meeting__in=Meeting.objects.visible_to(user).values("pk"))
