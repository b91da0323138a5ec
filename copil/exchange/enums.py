"""States of an import and outcomes of its rows."""

from django.db import models


class RunState(models.TextChoices):
    """Where an import stands."""

    UPLOADED = "uploaded", "Fichier reçu"
    READ = "read", "À vérifier"
    APPLYING = "applying", "En cours"
    DONE = "done", "Terminé"
    CANCELLED = "cancelled", "Abandonné"


class Outcome(models.TextChoices):
    """What becomes of a row of the file."""

    CREATED = "created", "Créée"
    UPDATED = "updated", "Mise à jour"
    UNCHANGED = "unchanged", "Inchangée"
    REFUSED = "refused", "Refusée"
