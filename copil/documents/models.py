"""What a workspace puts on its documents, and the documents that left the house, kept as they were."""

from django.db import models

from copil.documents.look import ACCENT, GROUND
from copil.files.models import StoredFile
from copil.identity.models import Owned, OwnedQuerySet, User


class Charter(Owned):
    """What a workspace puts of its own on every document; without a row, ours is used."""

    accent = models.CharField("couleur des titres et des liens", max_length=6, default=ACCENT)
    ground = models.CharField("fond des titres de tableaux", max_length=6, default=GROUND)
    footer = models.CharField("texte au pied des pages", max_length=200, blank=True)
    logo = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="logo")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace"], name="charter_once_per_workspace"),
        ]

    def __str__(self) -> str:
        return f"Charte de {self.workspace}"


class WordTemplate(Owned):
    """A version of the workspace's own Word file for a kind of document; one at most is in use."""

    kind = models.CharField(max_length=60)
    number = models.PositiveIntegerField("version")
    name = models.CharField("nom du fichier", max_length=200)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    in_use = models.BooleanField("en service", default=True)
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField("retiré le", null=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "kind", "number"], name="word_template_version"),
            models.UniqueConstraint(
                fields=["workspace", "kind"], condition=models.Q(in_use=True), name="word_template_in_use"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.number}"


class ArchivedDocument(Owned):
    """A produced document: which kind, on what, in which format, and the digest of its bytes.

    ``template`` is the version of the workspace's own Word file that made it, none when ours did. ``lines``
    is what it said (``changes.lines_of``), to tell what changed since; empty for an older one.
    """

    kind = models.CharField(max_length=60)
    title = models.CharField("titre", max_length=300)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    format = models.CharField("format", max_length=10)
    content_digest = models.CharField(max_length=64)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField("produit le")
    lines = models.JSONField(default=list)
    template = models.ForeignKey(
        WordTemplate, models.PROTECT, null=True, related_name="+", verbose_name="modèle"
    )

    objects = OwnedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id", "-issued_at"], name="document_subject")]

    def __str__(self) -> str:
        return self.title
