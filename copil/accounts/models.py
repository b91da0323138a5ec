"""Invitations into a workspace, and the sessions of those who are in."""

from typing import Any

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q
from django.utils.module_loading import import_string

from copil.accounts.enums import ErasureKind
from copil.core.ids import uuid7
from copil.identity.enums import Role
from copil.identity.models import Owned, OwnedQuerySet, User, Workspace


class Invitation(Owned):
    """A person asked to join a workspace with a role; the way in is a signed link sent to the address."""

    email = models.EmailField("adresse électronique", max_length=254)
    role = models.CharField("rôle", max_length=12, choices=Role)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField("valable jusqu’au")
    accepted_at = models.DateTimeField("acceptée le", null=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField("retirée le", null=True)

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.email


class Identity(models.Model):
    """An account as an identity provider knows it; the provider's own name for the person never changes.

    ``siret`` is the establishment that ProConnect says the person works for: kept for information.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    siret = models.CharField(max_length=14, blank=True)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="identity_of_one_account"),
            models.UniqueConstraint(fields=["user", "issuer"], name="identity_one_a_provider"),
        ]

    def __str__(self) -> str:
        return self.issuer


class OpenSession(AbstractBaseSession):
    """A session of a browser; of an account once somebody has logged in."""

    account_id = models.UUIDField(null=True, db_index=True)

    class Meta:
        db_table = "accounts_session"

    @classmethod
    def get_session_store_class(cls) -> Any:
        """Return what reads and writes these rows: named in the settings, as the session middleware does."""
        return import_string(f"{settings.SESSION_ENGINE}.SessionStore")


class Purge(models.Model):
    """A family of things erased on a day because it was over: how much, and what was over."""

    family = models.CharField(max_length=20)
    at = models.DateTimeField()
    before = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["-at"], name="purge_latest")]

    def __str__(self) -> str:
        return f"{self.family} ({self.count})"


class Erasure(models.Model):
    """Somebody was erased: when, by whom, how much; never who. ``subject_id`` names what is left of them.

    Done again on the data of an older backup. ``workspace`` is where it was asked; ``scope`` tells what was
    chosen beside the plain names, and ``counts`` what became of rows.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=8, choices=ErasureKind)
    subject_id = models.UUIDField()
    workspace = models.ForeignKey(Workspace, models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    scope = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ErasureKind.values), name="erasure_kind_known"),
        ]
        indexes = [models.Index(fields=["workspace", "-at"], name="erasure_latest")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.at:%Y-%m-%d})"


class EmailChange(models.Model):
    """Somebody asked to enter with another address: the new one confirms it, the old one can stop it.

    Of each link, only the digest of its secret is kept. ``new_email`` is empty where it is somebody else's.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    old_email = models.EmailField(max_length=254)
    new_email = models.EmailField(max_length=254)
    confirm_digest = models.CharField(max_length=64, unique=True)
    stop_digest = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user_id} ({self.asked_at:%Y-%m-%d})"


class InactivityNotice(models.Model):
    """Somebody was told that their account will be closed if they do not come back."""

    user = models.OneToOneField(User, models.PROTECT, related_name="+")
    warned_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.user)
