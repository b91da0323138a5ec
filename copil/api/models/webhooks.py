"""Addresses that are told what happens, and what was told to each."""

import datetime as dt
import uuid
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from copil.api.enums import DeliveryState
from copil.core.ids import uuid7
from copil.identity.enums import Role
from copil.identity.models import Membership, Owned, OwnedQuerySet, User


class WebhookQuerySet(OwnedQuerySet):
    """Questions asked about webhooks."""

    def in_force(self) -> Self:
        """Return those that are told: neither removed nor paused, their owner still of the administration."""
        owner = Membership.objects.active().filter(
            user=OuterRef("owner"), workspace=OuterRef("workspace"), role=Role.ADMIN
        )
        return self.filter(Exists(owner), archived_at=None, paused_at=None)

    def latest_first(self) -> Self:
        """Sort with the last made first."""
        return self.order_by("-created_at", "-pk")


class Webhook(Owned):
    """An https address that is told of some families of events; its secret is derived, never stored."""

    owner = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="répond de l’envoi")
    name = models.CharField("à quoi il sert", max_length=100)
    url = models.URLField("adresse", max_length=500)
    families = models.JSONField("ce qui est annoncé", default=list)
    generation = models.PositiveIntegerField(default=1, editable=False)
    cursor = models.PositiveBigIntegerField(default=0, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)
    rest_until = models.DateTimeField(null=True, blank=True, editable=False)
    paused_at = models.DateTimeField("en pause depuis", null=True, blank=True, editable=False)
    given_up = models.BooleanField("arrêté après des échecs", default=False, editable=False)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(url__startswith="https://"), name="webhook_over_https")
        ]

    def __str__(self) -> str:
        return self.name


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Questions asked about deliveries."""

    def due(self, *, at: dt.datetime) -> Self:
        """Return what is to be sent now."""
        return self.filter(state=DeliveryState.QUEUED, next_at__lte=at)

    def latest_first(self) -> Self:
        """Sort with the last event first."""
        return self.order_by("-pk")


class Delivery(models.Model):
    """One event told to one address: what it is about, and how the telling went. Nothing personal."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    webhook = models.ForeignKey(Webhook, models.PROTECT, related_name="deliveries")
    seq = models.PositiveBigIntegerField(null=True)
    verb = models.CharField(max_length=40)
    object_kind = models.CharField(max_length=40)
    object_id = models.UUIDField()
    event_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    delivered_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["webhook", "seq"], name="delivery_once_for_an_event"),
            models.CheckConstraint(condition=Q(state__in=DeliveryState.values), name="delivery_state_known"),
        ]
        indexes = [
            models.Index(
                fields=["next_at"], condition=Q(state=DeliveryState.QUEUED), name="delivery_waiting"
            ),
            models.Index(fields=["webhook", "-id"], name="delivery_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.object_kind} {self.verb}"

    @property
    def obj(self) -> tuple[str, uuid.UUID]:
        """Return the soft reference of what the event is about."""
        return (self.object_kind, self.object_id)
