"""Import runs: a file, what its columns mean, and what became of each row."""

from django.db import models

from copil.exchange.enums import Outcome, RunState
from copil.files.models import StoredFile
from copil.identity.models import Owned, OwnedQuerySet, User


class ImportRun(Owned):
    """One file brought into a workspace. ``next_row`` is where a stopped run takes up again."""

    kind = models.CharField(max_length=40)
    format = models.CharField(max_length=20)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    started_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=RunState, default=RunState.UPLOADED)
    dialect = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    rows_total = models.PositiveIntegerField(default=0)
    next_row = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.file.name


class ImportRow(models.Model):
    """What became of one row: kept for refused and changed rows, so that a report can say why."""

    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    label = models.CharField(max_length=300, blank=True)
    reason = models.TextField(blank=True)
    object_id = models.UUIDField(null=True)
    values = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="import_row_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.get_outcome_display()}"
