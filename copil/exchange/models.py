"""Import runs: a file, what its columns mean, and what became of each row."""

from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from copil.exchange.enums import Outcome, RunState, Undone
from copil.files.models import StoredFile
from copil.identity.models import Owned, OwnedQuerySet, User


class KnownColumns(Owned):
    """What columns with these titles meant the last time somebody confirmed them; forgotten when archived.

    ``digest`` recognises the titles, whatever their order; ``mapping`` gives the field of each, by its title
    as :func:`copil.exchange.memory.titles` writes it, empty for a column that was left aside.
    """

    kind = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "kind", "digest"],
                condition=Q(archived_at=None),
                name="known_columns_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.digest[:8]}"


class ImportRun(Owned):
    """One file brought into a workspace.

    ``next_row`` is where a stopped run takes up again: the rows before it are written, the others are not.
    ``table`` is what was read of a workbook, as text, once; ``layout`` tells its sheets and the one read.
    ``mapping`` gives the field of each column kept (its index, as text); ``known_columns`` is what it comes
    from, when the same titles were confirmed before. The counts are those of the verification until the run
    is confirmed, then those of what is written; ``doubtful`` are accepted rows that somebody should look at.

    ``answers`` are choices made for every row with the same wording, as the importer understands them. A
    stale run has corrections that were not yet judged together with the other rows.
    """

    kind = models.CharField(max_length=40)
    format = models.CharField(max_length=20)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    table = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    layout = models.JSONField(default=dict)
    started_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=RunState, default=RunState.UPLOADED)
    dialect = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    known_columns = models.ForeignKey(KnownColumns, models.PROTECT, null=True, related_name="+")
    rows_total = models.PositiveIntegerField(default=0)
    next_row = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    doubtful = models.PositiveIntegerField(default=0)
    answers = models.JSONField(default=dict)
    is_stale = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["workspace", "-created_at"], name="import_run_recent")]
        constraints = [models.CheckConstraint(condition=Q(state__in=RunState.values), name="run_state_known")]

    def __str__(self) -> str:
        return self.file.name

    @property
    def seen(self) -> int:
        """How many rows have been judged."""
        return self.created + self.updated + self.unchanged + self.refused + self.skipped

    @property
    def changing(self) -> int:
        """How many rows write something."""
        return self.created + self.updated


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    """Questions asked about rows."""

    def written(self) -> Self:
        """Return the rows whose effect is in the database, not those only foreseen by a verification."""
        before = (RunState.UPLOADED, RunState.READING, RunState.READ)
        rows = self.exclude(run__state__in=before).exclude(undone=Undone.DONE)
        return rows.filter(number__lt=models.F("run__next_row"))


class ImportRow(models.Model):
    """What becomes of one row, as a spreadsheet numbers it: what is foreseen, then what was done.

    ``details`` is what a page shows beside the row (:class:`copil.exchange.importers.Details`), if anything.
    ``before`` is what an update replaced, and the versions it left, for the import to be taken back.
    """

    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    label = models.CharField(max_length=300, blank=True)
    reason = models.TextField(blank=True)
    object_id = models.UUIDField(null=True)
    values = models.JSONField(default=dict)
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    undone = models.CharField(max_length=8, choices=Undone, blank=True)
    details = models.JSONField(null=True)
    doubtful = models.BooleanField(default=False)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="import_row_once")]
        indexes = [
            models.Index(fields=["run", "outcome", "number"], name="import_row_by_outcome"),
            models.Index(fields=["run", "number"], name="import_row_doubtful", condition=Q(doubtful=True)),
            models.Index(fields=["object_id"], name="import_row_object", condition=~Q(object_id=None)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.get_outcome_display()}"


class RowCorrection(models.Model):
    """What somebody said of a row before its import: other cells, a choice, or not to bring it.

    ``cells`` gives the new text of a field by its key. ``choice`` is the identifier of the object that the
    row speaks of, or ``NEW`` for one that is not there yet; ``apart`` are then the identifiers of the objects
    that were shown as resembling, and that the row is not.
    """

    NEW = "new"

    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="corrections")
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=dict)
    choice = models.CharField(max_length=36, blank=True)
    apart = models.JSONField(default=list)
    skipped = models.BooleanField(default=False)
    said_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="row_correction_once")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.number}"
