"""States of jobs and messages."""

from django.db import models


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", "En attente"
    RUNNING = "running", "En cours"
    DONE = "done", "Fait"
    SET_ASIDE = "set_aside", "Mis de côté"


class MessageState(models.TextChoices):
    """Where a message stands."""

    QUEUED = "queued", "En attente"
    SENT = "sent", "Envoyé"
    SET_ASIDE = "set_aside", "Non remis"
