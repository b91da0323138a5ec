"""Perimeters that the installation adds to the official map, and their communes."""

from django.db import models

from copil.core.ids import uuid7
from copil.territories.models.territories import Territory


class PerimeterKind(models.Model):
    """A family of perimeters that the installation adds to the official map: PETR, QPV, ZRR…

    ``is_partial``: they cover a part only of the communes named (a neighbourhood). ``refused`` keeps the
    first rows of the last file that were refused, with the reason.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField("identifiant", max_length=10, unique=True)
    name = models.CharField("nom", max_length=30)
    is_partial = models.BooleanField("ne couvre qu’une partie des communes", default=False)
    year = models.PositiveSmallIntegerField("année du fichier")
    file_name = models.CharField(max_length=200)
    loaded_at = models.DateTimeField()
    rows = models.PositiveIntegerField(default=0)
    refused_rows = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.name


class Perimeter(models.Model):
    """What is known of a perimeter besides what every territory has.

    ``year`` is that of the last file that named it; it is no longer listed once a complete file does not.
    """

    territory = models.OneToOneField(Territory, models.PROTECT, primary_key=True, related_name="perimeter")
    kind = models.ForeignKey(PerimeterKind, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("année du fichier")
    is_listed = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.territory_id


class PerimeterCommune(models.Model):
    """A commune of a perimeter, in whole or, where the kind says so, in part."""

    perimeter = models.ForeignKey(Perimeter, models.PROTECT, related_name="communes", db_index=False)
    commune = models.ForeignKey(Territory, models.PROTECT, related_name="in_perimeters")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["perimeter", "commune"], name="perimeter_commune_once")
        ]

    def __str__(self) -> str:
        return f"{self.perimeter_id}, {self.commune_id}"
