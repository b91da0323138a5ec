"""One index for everything that can be found."""

from django.db import models

from copil.identity.models import Workspace


class SearchEntry(models.Model):
    """What is found of an object: a title and a line to show, and the normalised words to match.

    The engine-specific index (FTS5 on SQLite, GIN on PostgreSQL) is made by a migration over ``words``.
    """

    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    object_id = models.UUIDField()
    title = models.CharField(max_length=300)
    excerpt = models.CharField(max_length=400, blank=True)
    title_words = models.TextField()
    words = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "kind", "object_id"], name="search_entry_once"),
        ]

    def __str__(self) -> str:
        return self.title
