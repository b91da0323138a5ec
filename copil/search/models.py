"""One index for everything that can be found, the words that mean the same, what a person looked for."""

from typing import Self

from django.conf import settings
from django.db import models

from copil.core.ids import uuid7
from copil.identity.models import Membership, Owned, OwnedQuerySet, User, Workspace


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    """Questions asked about entries."""

    def visible_to(self, user: User) -> Self:
        """Return the entries of the workspaces the user is an active member of."""
        mine = Membership.objects.active().filter(user=user).values("workspace_id")
        return self.filter(workspace_id__in=mine)


class SearchEntry(models.Model):
    """What is found of an object: a title and a line to show, and the normalised words to match.

    The engine-specific index (FTS5 on SQLite, GIN on PostgreSQL) is made by a migration over ``words``. The
    texts come last: what is counted is read without going through them.
    """

    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    object_id = models.UUIDField()
    at = models.DateTimeField()
    place = models.CharField("code du département", max_length=3, blank=True)
    day = models.DateField("jour", null=True)
    archived = models.BooleanField("archivé", default=False)
    title = models.CharField(max_length=300)
    excerpt = models.CharField(max_length=400, blank=True)
    title_words = models.TextField()
    words = models.TextField()
    body = models.TextField("texte où prendre un extrait", blank=True)

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "kind", "object_id"], name="search_entry_once"),
        ]
        indexes = [models.Index(fields=["workspace", "at"], name="search_entry_recent")]

    def __str__(self) -> str:
        return self.title


class SynonymGroup(Owned):
    """Words and expressions that a workspace takes for one another when it searches."""

    expressions = models.CharField("mots équivalents", max_length=300)

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.expressions


class CommonSynonyms(models.Model):
    """Words and expressions taken for one another in every workspace of the installation."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expressions = models.CharField("mots équivalents", max_length=300, unique=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.expressions


class RecentSearch(models.Model):
    """Something a person looked for in a workspace. Shown to that person only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    question = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "user", "key"], name="recent_search_once"),
        ]

    def __str__(self) -> str:
        return self.question
