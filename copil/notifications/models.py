"""Work to do later and messages to send: rows, so that nothing is lost on a crash."""

from django.db import models
from django.utils import timezone

from copil.core.ids import uuid7
from copil.identity.models import Workspace
from copil.notifications.enums import JobState, MessageState


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
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "run_at"], name="job_next")]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_state_display()})"


class OutboxMessage(models.Model):
    """A message to one address, sent at least once with a stable Message-ID."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    workspace = models.ForeignKey(Workspace, models.PROTECT, null=True, related_name="+")
    recipient = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    reason = models.CharField("pourquoi ce message", max_length=200)
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10, choices=MessageState, default=MessageState.QUEUED)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-created_at"], name="outbox_recent")]

    def __str__(self) -> str:
        return self.subject
