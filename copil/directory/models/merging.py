"""Sheets written twice: those kept apart, those brought together, and what an organisation was before."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from copil.core.text import name_key
from copil.directory.enums import FormerField, SheetKind
from copil.directory.models.organisations import Organisation
from copil.identity.models import Owned, OwnedQuerySet, User


class KeptApart(Owned):
    """Two sheets somebody judged different: they are not proposed together again. Undone when archived.

    ``one_id`` is the smaller of the two identifiers.
    """

    kind = models.CharField(max_length=12, choices=SheetKind)
    one_id = models.UUIDField()
    other_id = models.UUIDField()
    reason = models.CharField("pourquoi", max_length=300, blank=True)
    said_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "kind", "one_id", "other_id"],
                condition=Q(archived_at=None),
                name="kept_apart_once",
            ),
            models.CheckConstraint(condition=~Q(one_id=F("other_id")), name="kept_apart_from_another"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.one_id} / {self.other_id}"


class MergeQuerySet(OwnedQuerySet):
    """Questions asked about merges."""

    def in_force(self) -> Self:
        """Return those that nobody undid."""
        return self.filter(undone_at=None)

    def about(self, kind: str, pk: object) -> Self:
        """Return those of a sheet, as the one kept or as the other."""
        return self.filter(Q(kept_id=pk) | Q(merged_id=pk), kind=kind)


class Merge(Owned):
    """Two sheets became one, and all it takes to undo it.

    ``moved``: what pointed to the merged sheet, row by row (model, field, key, version after, archived or
    left there). ``changed``: the values of the kept sheet and of its profile, before and after. ``left``:
    what an undoing found changed since and left with the kept one, in French.
    """

    kind = models.CharField(max_length=12, choices=SheetKind)
    kept_id = models.UUIDField()
    merged_id = models.UUIDField()
    kept_label = models.CharField(max_length=250)
    merged_label = models.CharField(max_length=250)
    merged_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    moved = models.JSONField(default=list, editable=False)
    changed = models.JSONField(default=dict, editable=False)
    notes = models.JSONField(default=list, editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    left = models.JSONField(default=list, editable=False)

    objects = MergeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["kept_id"], name="merge_by_kept"),
            models.Index(fields=["workspace", "-created_at"], name="merge_recent"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["merged_id"], condition=Q(undone_at=None), name="merged_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged_label} → {self.kept_label}"


class FormerValueQuerySet(OwnedQuerySet):
    """Questions asked about earlier names and numbers."""

    def named(self, typed: str) -> Self:
        """Return the earlier names that hold every word typed, or its beginning."""
        condition = Q()
        for word in name_key(typed).split():
            condition &= Q(key__startswith=word) | Q(key__contains=f" {word}")
        return self.current().filter(condition, field__in=[FormerField.NAME, FormerField.ACRONYM])


class FormerValue(Owned):
    """A name or a number that an organisation had until a day; gone again when archived.

    ``key`` is what it is found by: the sorting key of a name, a number as it is. ``merge`` tells that it was
    that of a sheet brought together with this one.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="former_values")
    field = models.CharField(max_length=12, choices=FormerField)
    value = models.CharField(max_length=250)
    key = models.CharField(max_length=300, editable=False)
    until = models.DateField("jusqu’au")
    merge = models.ForeignKey(Merge, models.PROTECT, null=True, related_name="former_values")

    objects = FormerValueQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["workspace", "field", "key"], name="former_value_by_key")]

    def __str__(self) -> str:
        return f"{self.get_field_display()} : {self.value}"
