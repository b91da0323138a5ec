"""Values of accounts."""

from django.db import models


class ErasureKind(models.TextChoices):
    """Who was erased."""

    PERSON = "person", "Personne de l’annuaire"
    ACCOUNT = "account", "Compte"
