"""What a step of a script works with, and what moves the clock of a session."""

from django.db import models


class Need(models.TextChoices):
    """What a step of a script works with, reached from it."""

    NOTHING = "", "Rien de particulier"
    ATTENDANCE = "attendance", "L’émargement"
    PROBLEMS = "problems", "Les problèmes"
    IDEAS = "ideas", "Les idées"
    VOTE = "vote", "Le vote"
    SHEETS = "sheets", "Les fiches action"
    MINUTES = "minutes", "Le compte rendu"


class Beat(models.TextChoices):
    """What moves the clock of a session."""

    START = "demarrer", "Démarrer"
    PAUSE = "suspendre", "Suspendre"
    MORE = "prolonger", "Ajouter une minute"
    NEXT = "avancer", "Étape suivante"
    BACK = "revenir", "Étape précédente"
    END = "terminer", "Terminer la séance"
