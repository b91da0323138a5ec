"""States of an action sheet, of who leads it, of how far its action is."""

from django.db import models


class SheetState(models.TextChoices):
    """Where an action sheet stands: written by a group, whole, then taken into the common plan."""

    DRAFT = "draft", "À compléter"
    COMPLETE = "complete", "Complète"
    IN_PLAN = "in_plan", "Au plan commun"


class LeadState(models.TextChoices):
    """Where the lead of an action stands: thought of, asked, decided."""

    NONE = "none", "À trouver"
    PROPOSED = "proposed", "Pressenti"
    ASKED = "asked", "Sollicité"
    ACCEPTED = "accepted", "Accepté"
    DECLINED = "declined", "A décliné"


class LeadAnswer(models.TextChoices):
    """What somebody asked to lead an action answers."""

    ACCEPTED = "accepted", "Accepte"
    DECLINED = "declined", "Décline"


class Progress(models.TextChoices):
    """How far an action is."""

    TODO = "todo", "À démarrer"
    DOING = "doing", "En cours"
    BLOCKED = "blocked", "Bloquée"
    DONE = "done", "Terminée"
    DROPPED = "dropped", "Abandonnée"

    @classmethod
    def open_values(cls) -> list[str]:
        """Return the states of an action that is not over."""
        return [cls.TODO.value, cls.DOING.value, cls.BLOCKED.value]


class Weather(models.TextChoices):
    """How an action feels to whoever leads it."""

    SUN = "sun", "Soleil"
    CLOUD = "cloud", "Nuages"
    RAIN = "rain", "Pluie"
