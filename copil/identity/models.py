"""Users, workspaces and what every owned row has in common."""

import datetime as dt
import uuid
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from copil.core.ids import uuid7
from copil.identity.enums import LinkPurpose, NetworkLevel, NetworkMembershipState, Role


class UserManager(BaseUserManager["User"]):
    """Accounts are known by their e-mail address, whatever its case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an account; without a password it can only be entered through a link."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """An account. What the person is for a workspace lives in ``directory.Person``."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField("adresse électronique", max_length=254, unique=True)
    given_name = models.CharField("prénom", max_length=100, blank=True)
    family_name = models.CharField("nom", max_length=100, blank=True)
    is_active = models.BooleanField("compte ouvert", default=True)
    is_operator = models.BooleanField("gère l’installation", default=False)
    created_at = models.DateTimeField("créé le", default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique_whatever_case")]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """Return the name in full, or the address while the person has not given one."""
        return f"{self.given_name} {self.family_name}".strip() or self.email

    def get_short_name(self) -> str:
        return self.given_name or self.get_full_name()


class WorkspaceQuerySet(models.QuerySet["Workspace"]):
    """Questions asked about workspaces."""

    def visible_to(self, user: User) -> Self:
        """Return the workspaces the user is a member of today."""
        return self.filter(memberships__user=user, memberships__suspended_at=None, archived_at=None)


class Workspace(models.Model):
    """A carrier: the organisation that runs initiatives and owns what it writes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField("nom", max_length=200)
    slug = models.SlugField("identifiant", max_length=60, unique=True)
    time_zone = models.CharField("fuseau horaire", max_length=40, default="Europe/Paris")
    created_at = models.DateTimeField("créé le", default=timezone.now, editable=False)
    archived_at = models.DateTimeField("archivé le", null=True, blank=True, editable=False)

    objects = WorkspaceQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Questions asked about memberships."""

    def active(self) -> Self:
        """Return those in force: not suspended, account open, workspace not archived."""
        return self.filter(suspended_at=None, user__is_active=True, workspace__archived_at=None)


class Membership(models.Model):
    """An account in a workspace, with its role there."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField("rôle", max_length=12, choices=Role)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    suspended_at = models.DateTimeField("suspendu le", null=True, blank=True)
    # Kept by ``notifications``, which writes below it: the bell of every page reads it without a query.
    unread = models.PositiveIntegerField("nouvelles non lues", default=0, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "user"], name="one_membership_per_workspace_and_user"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()}"

    @property
    def is_admin(self) -> bool:
        return self.role == Role.ADMIN

    @property
    def may_coordinate(self) -> bool:
        return self.role in (Role.ADMIN, Role.COORDINATOR)

    @property
    def may_write(self) -> bool:
        return self.role in (Role.ADMIN, Role.COORDINATOR, Role.MEMBER)


class NetworkQuerySet(models.QuerySet["Network"]):
    """Questions asked about networks."""

    def of_workspace(self, workspace: Workspace) -> Self:
        """Return the networks a workspace belongs to today."""
        held = NetworkMembership.objects.in_force().filter(workspace=workspace)
        return self.filter(pk__in=held.values("network"))


class Network(models.Model):
    """Workspaces that share with one another what each of them chooses."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField("nom", max_length=200)
    slug = models.SlugField("identifiant", max_length=60, unique=True)
    level = models.CharField("niveau", max_length=10, choices=NetworkLevel)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__in=NetworkLevel.values), name="network_level_known")
        ]

    def __str__(self) -> str:
        return self.name


class NetworkMembershipQuerySet(models.QuerySet["NetworkMembership"]):
    """Questions asked about the workspaces of networks."""

    def in_force(self) -> Self:
        """Return the workspaces that are in a network today."""
        return self.filter(state=NetworkMembershipState.ACTIVE, workspace__archived_at=None)

    def pending(self) -> Self:
        """Return the invitations that wait for an answer."""
        return self.filter(state=NetworkMembershipState.INVITED, workspace__archived_at=None)

    def excluded(self) -> Self:
        """Return the stays that ended because the network put the workspace out."""
        return self.filter(state=NetworkMembershipState.EXCLUDED)

    def eldest_first(self) -> Self:
        """Sort with those that have been there the longest first."""
        return self.order_by("joined_at", "pk")


class NetworkMembership(models.Model):
    """One stay of a workspace in a network, from its invitation to its leaving.

    A workspace that comes back begins another stay: what it shared during an earlier one stays hidden.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    network = models.ForeignKey(Network, models.PROTECT, related_name="stays")
    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="stays")
    state = models.CharField("état", max_length=10, choices=NetworkMembershipState)
    manages = models.BooleanField("anime le réseau", default=False)
    invited_by = models.ForeignKey(Workspace, models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField("invité le")
    joined_at = models.DateTimeField("entré le", null=True, blank=True)
    ended_at = models.DateTimeField("parti le", null=True, blank=True)
    ended_reason = models.CharField("motif", max_length=300, blank=True)

    objects = NetworkMembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "workspace"],
                condition=Q(state__in=NetworkMembershipState.open_values()),
                name="network_stay_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=NetworkMembershipState.values), name="network_stay_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=NetworkMembershipState.ACTIVE) | Q(joined_at__isnull=False),
                name="network_stay_has_a_first_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workspace} – {self.network}"

    @property
    def is_in_force(self) -> bool:
        return self.state == NetworkMembershipState.ACTIVE


class OwnedQuerySet(models.QuerySet[Any]):
    """What every list of owned rows can be asked."""

    def visible_to(self, user: User) -> Self:
        """Return the rows of the workspaces the user is an active member of."""
        mine = Membership.objects.active().filter(user=user).values("workspace_id")
        return self.filter(workspace_id__in=mine)

    def in_workspace(self, workspace: Workspace) -> Self:
        """Return the rows of one workspace."""
        return self.filter(workspace=workspace)

    def current(self) -> Self:
        """Return the rows that are not archived."""
        return self.filter(archived_at=None)


class Owned(models.Model):
    """A row of a workspace: identifier that sorts by time, version for the optimistic lock, archive date."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="+", editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None


class SignedLink(models.Model):
    """A grant on one object, for one purpose, until a date: only the digest of its secret is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20, choices=LinkPurpose)
    token_digest = models.CharField(max_length=64, unique=True)
    object_kind = models.CharField(max_length=40)
    object_id = models.UUIDField()
    single_use = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["object_kind", "object_id"], name="signed_link_object")]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} ({self.id})"

    def is_open(self, *, at: dt.datetime) -> bool:
        """Tell whether the link can still be used at that instant."""
        spent = self.single_use and self.used_at is not None
        return self.revoked_at is None and not spent and at < self.expires_at


def reference(obj: models.Model) -> tuple[str, uuid.UUID]:
    """Return the soft reference of an object: its kind (``app.model``) and its identifier."""
    return (obj._meta.label_lower, obj.pk)
