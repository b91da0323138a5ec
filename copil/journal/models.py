"""The journal: one chained line per act, per workspace."""

from django.db import models

from copil.identity.models import User, Workspace


class JournalHead(models.Model):
    """Where the chain of a workspace stands; locked for the time of one line."""

    workspace = models.OneToOneField(Workspace, models.PROTECT, primary_key=True, related_name="+")
    seq = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.workspace} n° {self.seq}"


class JournalEntry(models.Model):
    """Who did what to what; an erasure empties ``salt`` and ``payload`` and the chain still holds."""

    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="+")
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    # The account as the line was sealed with it, where the workspace came from another installation.
    sealed_actor = models.UUIDField(null=True)
    verb = models.CharField(max_length=40)
    object_kind = models.CharField(max_length=40)
    object_id = models.UUIDField()
    initiative_id = models.UUIDField(null=True)
    salt = models.CharField(max_length=32, blank=True)
    payload = models.JSONField(null=True)
    payload_digest = models.CharField(max_length=64)
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "seq"], name="journal_seq_once")]
        indexes = [
            models.Index(fields=["object_kind", "object_id", "-seq"], name="journal_object"),
            models.Index(fields=["initiative_id", "-at"], name="journal_initiative"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.object_kind}"

    @property
    def label(self) -> str:
        """Return what the object was called at that moment; empty after an erasure."""
        return str((self.payload or {}).get("label", ""))
