"""What people keep about lists: filters they come back to, and changes made to many rows at once."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from copil.directory.enums import BulkOperation, ListKind
from copil.identity.models import Owned, OwnedQuerySet, User


class SavedFilterQuerySet(OwnedQuerySet):
    """Questions asked about saved filters."""

    def for_person(self, user: User) -> Self:
        """Return one's own, and those that the others share."""
        return self.visible_to(user).filter(Q(owner=user) | Q(is_shared=True))


class SavedFilter(Owned):
    """The filters of a list, under a name. ``query`` is what follows « ? » in the address of the list."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="à", editable=False
    )
    list_kind = models.CharField("liste", max_length=16, choices=ListKind, editable=False)
    name = models.CharField("nom du filtre", max_length=80)
    query = models.CharField("filtres", max_length=1000, editable=False)
    is_shared = models.BooleanField("partagé avec l’espace", default=False)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "owner", "list_kind", "name"], name="saved_filter_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BulkEdit(Owned):
    """One change made to many organisations: which, at which version, what became of each."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="par", editable=False
    )
    operation = models.CharField("changement", max_length=16, choices=BulkOperation, blank=True)
    value = models.CharField("valeur", max_length=300, blank=True)
    rows = models.JSONField(default=list, editable=False)
    done_at = models.DateTimeField(null=True, editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.get_operation_display())
