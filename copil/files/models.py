"""Files, kept once by content in each workspace."""

from django.db import models

from copil.identity.models import Owned, OwnedQuerySet


class StoredFile(Owned):
    """A file: its content lives under ``MEDIA_ROOT`` by digest, its owner is a soft reference."""

    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    name = models.CharField("nom du fichier", max_length=200)
    media_type = models.CharField(max_length=100)
    owner_kind = models.CharField(max_length=40)
    owner_id = models.UUIDField(null=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "sha256"], name="file_content"),
            models.Index(fields=["owner_kind", "owner_id"], name="file_owner"),
        ]

    def __str__(self) -> str:
        return self.name
