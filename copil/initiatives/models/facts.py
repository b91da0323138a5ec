"""What the evidence of an initiative said the last time it was gathered."""

from django.db import models

from copil.initiatives.models.initiatives import Initiative


class KeptFacts(models.Model):
    """The facts of one initiative, as they were when the journals of its carriers stood at ``stamp``."""

    initiative = models.OneToOneField(Initiative, models.PROTECT, primary_key=True, related_name="kept")
    stamp = models.CharField(max_length=64)
    facts = models.JSONField()
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.initiative_id} {self.stamp[:8]}"
