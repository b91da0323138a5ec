"""Words of the common plan and of the review that closes the groups."""

from django.db import models


class Verdict(models.TextChoices):
    """What is proposed for what follows."""

    CONTINUE = "continue", "Poursuivre"
    ADAPT = "adapt", "Poursuivre autrement"
    STOP = "stop", "S’arrêter"


class LessonKind(models.TextChoices):
    """What a lesson is about."""

    WORKED = "worked", "Ce qui a marché"
    MISSED = "missed", "Ce qui a manqué"
    AGAIN = "again", "Ce que l’on referait autrement"


class Ordering(models.TextChoices):
    """What the actions of a plan may be ordered by, at once."""

    DATES = "dates", "Date de début"
    SUPPORT = "support", "Nombre de fiches réunies"
    CHOICES = "choices", "Rang donné aux idées par les groupes"
