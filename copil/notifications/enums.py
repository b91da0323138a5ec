"""States of jobs and messages, and the pace of news."""

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
    WITHDRAWN = "withdrawn", "Retiré"


class Pace(models.TextChoices):
    """When the mails of a kind of news leave."""

    IMMEDIATE = "immediate", "Immédiat"
    DAILY = "daily", "Résumé du jour"
    WEEKLY = "weekly", "Résumé de la semaine"
    NEVER = "never", "Jamais"
