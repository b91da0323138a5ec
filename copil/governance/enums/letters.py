"""Where a mission letter stands, and what its addressee answers."""

from django.db import models


class LetterState(models.TextChoices):
    """Where a mission letter stands, as its last version that left says."""

    DRAFT = "draft", "À envoyer"
    SENT = "sent", "En attente de réponse"
    COMMENTED = "commented", "Commentée"
    ACCEPTED = "accepted", "Acceptée"
    WITHDRAWN = "withdrawn", "Retirée"


class LetterAnswer(models.TextChoices):
    """What the addressee says of one version."""

    ACCEPTED = "accepted", "Acceptée"
    COMMENTED = "commented", "Commentée"
