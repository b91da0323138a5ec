"""Work to do later, news told to people and messages to send: rows, so that nothing is lost on a crash."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from copil.core.ids import uuid7
from copil.identity.models import User, Workspace
from copil.notifications.enums import JobState, MessageState, Pace

_ONE_PERSON = Q(Q(user=None) & ~Q(email="")) | Q(user__isnull=False, email="")


class Job(models.Model):
    """A piece of work with a lease: a worker that dies loses the lease, and another one takes over."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    workspace = models.ForeignKey(Workspace, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    unique_key = models.CharField(max_length=120, null=True, unique=True)  # noqa: DJ001  # many wait without one
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    run_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_token = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)
    # What was asked under the same key while it ran: its name, its payload and its instant.
    again = models.JSONField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "run_at"], name="job_next")]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_state_display()})"


class OutboxMessage(models.Model):
    """A message to one address, sent at least once with a stable Message-ID."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    workspace = models.ForeignKey(Workspace, models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=60, blank=True)
    recipient = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    html = models.TextField(blank=True)
    language = models.CharField(max_length=5, default="fr")
    calendar = models.TextField(blank=True)
    calendar_method = models.CharField(max_length=10, blank=True)
    reason = models.CharField("pourquoi ce message", max_length=200)
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10, choices=MessageState, default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-created_at"], name="outbox_recent")]

    def __str__(self) -> str:
        return self.subject


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Questions asked about news."""

    def told_to(self, user: User, workspace: Workspace) -> Self:
        """Return what a person reads in the list of a workspace."""
        return self.filter(user=user, workspace=workspace)

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def waiting(self) -> Self:
        """Return what has still to leave by mail."""
        return self.filter(due_at__isnull=False, message=None, dropped_at=None)


class Notification(models.Model):
    """A piece of news told to one person: read in the list, by mail, or both.

    Somebody without an account is known by an address, and by the sheet it comes from (``source``).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    email = models.EmailField(max_length=254, blank=True)
    source_kind = models.CharField(max_length=40, blank=True)
    source_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=40, blank=True)
    object_id = models.UUIDField(null=True)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    path = models.CharField(max_length=300, blank=True)
    label = models.CharField(max_length=80, blank=True)
    times = models.PositiveSmallIntegerField(default=1)
    pace = models.CharField(max_length=10, choices=Pace)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    read_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    message = models.ForeignKey(OutboxMessage, models.PROTECT, null=True, related_name="news")

    objects = NotificationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["user", "workspace", "-created_at"], name="news_list"),
            models.Index(
                fields=["due_at"],
                condition=Q(message=None, dropped_at=None, due_at__isnull=False),
                name="news_waiting",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=_ONE_PERSON, name="news_told_to_one_person"),
            models.CheckConstraint(condition=Q(pace__in=Pace.values), name="news_pace_known"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def obj(self) -> tuple[str, uuid.UUID] | None:
        """Return the soft reference of what the news is about."""
        return (self.object_kind, self.object_id) if self.object_id else None


class Preference(models.Model):
    """The pace somebody chose for a kind of news; for an address without account, that it wants none."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    email = models.EmailField(max_length=254, blank=True)
    kind = models.CharField(max_length=60)
    pace = models.CharField(max_length=10, choices=Pace)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="preference_once_for_a_user"),
            models.UniqueConstraint(
                fields=["email", "kind"], condition=~Q(email=""), name="preference_once_for_an_address"
            ),
            models.CheckConstraint(condition=_ONE_PERSON, name="preference_of_one_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} : {self.get_pace_display()}"


class DigestTime(models.Model):
    """The hour and the day at which somebody wants their digests."""

    user = models.OneToOneField(User, models.PROTECT, primary_key=True, related_name="+")
    hour = models.PositiveSmallIntegerField("heure")
    weekday = models.PositiveSmallIntegerField("jour")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(hour__lte=23, weekday__lte=6), name="digest_time_possible")
        ]

    def __str__(self) -> str:
        return f"{self.hour} h"


class Bounce(models.Model):
    """A mail that came back. Three that nobody cleared make an address that fails."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    message = models.ForeignKey(OutboxMessage, models.PROTECT, related_name="bounces")
    email = models.EmailField(max_length=254)
    digest = models.CharField(max_length=64, unique=True)
    status = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["email", "cleared_at"], name="bounce_address")]

    def __str__(self) -> str:
        return f"{self.email} ({self.status})"
