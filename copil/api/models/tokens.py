"""Tokens of other programs, how much they are used, and the answers kept for the same request sent again."""

import datetime as dt

from django.db import models
from django.db.models import Q

from copil.identity.models import Membership, Owned, OwnedQuerySet, User


class TokenQuerySet(OwnedQuerySet):
    """Questions asked about tokens."""

    def latest_first(self) -> "TokenQuerySet":
        """Sort with the last made first."""
        return self.order_by("-created_at", "-pk")


class ApiToken(Owned):
    """The right of a program to act for one member, in one workspace: only the digest of it is kept."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+", verbose_name="pour")
    name = models.CharField("à quoi il sert", max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField("ce qu’il permet", default=list)
    expires_at = models.DateTimeField("valable jusqu’au")
    revoked_at = models.DateTimeField("retiré le", null=True, blank=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = TokenQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["workspace", "-created_at"], name="token_recent")]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="token_named")]

    def __str__(self) -> str:
        return self.name

    def is_open(self, *, at: dt.datetime) -> bool:
        """Tell whether it opens at that instant, whatever has become of its owner."""
        return self.revoked_at is None and at < self.expires_at


class TokenUse(models.Model):
    """How many requests a token made in the minute under way, and when it last served.

    Written at each request, reading ones too: it is the limit of rate, which holds across processes.
    """

    token = models.OneToOneField(ApiToken, models.PROTECT, primary_key=True, related_name="use")
    minute = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)
    last_used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.token} : {self.count}"


class KeptAnswer(models.Model):
    """What a request that creates has made, so that the same one sent again makes nothing more."""

    token = models.ForeignKey(ApiToken, models.PROTECT, related_name="+")
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    object_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="answer_once_for_a_key")]
        indexes = [models.Index(fields=["created_at"], name="answer_age")]

    def __str__(self) -> str:
        return self.key
