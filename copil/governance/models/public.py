"""What an initiative says to everybody."""

from django.db import models

from copil.identity.models import Owned, User
from copil.initiatives.models import Initiative, OfInitiativeQuerySet


class PublicPage(Owned):
    """The public page of an initiative: what its pilot prepares, and what was published, kept apart.

    ``draft`` maps a language to its title and its lines: ``{"fr": {"title": "…", "lines": {"summary":
    {"shown": true, "text": "…"}}}}``; an empty text stands for what Copil proposes. ``content`` is the copy
    made on publishing: nothing that changes afterwards shows before it is published again.
    """

    initiative = models.OneToOneField(Initiative, models.PROTECT, related_name="+")
    draft = models.JSONField(default=dict)
    content = models.JSONField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = OfInitiativeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Page publique de {self.initiative}"

    @property
    def is_published(self) -> bool:
        return self.content is not None
