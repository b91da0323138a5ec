"""Territories of France: communes, their groupings, départements, régions."""

from django.db import models


class Territory(models.Model):
    """An administrative territory of one vintage."""

    key = models.CharField(primary_key=True, max_length=40)

    def __str__(self) -> str:
        return self.key
