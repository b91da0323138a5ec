"""What a gate, a validation, a light sheet may say."""

from django.db import models


class Verdict(models.TextChoices):
    """What a body answers at a gate."""

    GO = "go", "Continuer"
    CONDITIONS = "conditions", "Continuer sous conditions"
    REWORK = "rework", "Reprendre le travail"
    STOP = "stop", "Arrêter"


class Outcome(models.TextChoices):
    """What became of a condition."""

    OPEN = "open", "À tenir"
    HELD = "held", "Tenue"
    DROPPED = "dropped", "Abandonnée"


class Validator(models.TextChoices):
    """Who validates the approach on a carrier's side."""

    MANAGERS = "managers", "Responsables de la structure porteuse"
    FUNDERS = "funders", "Financeurs de la structure porteuse"
    SUPPORT = "support", "Comité d’appui"


class Opinion(models.TextChoices):
    """What a validation says."""

    FAVOURABLE = "favourable", "Favorable"
    REMARKS = "remarks", "Favorable avec remarques"
    RESERVED = "reserved", "Réservé"


class Level(models.TextChoices):
    """Whether means, dates or cost are there for a priority."""

    SUFFICIENT = "sufficient", "Suffisant"
    UNCERTAIN = "uncertain", "Incertain"
    MISSING = "missing", "Manquant"


class Reversible(models.TextChoices):
    """Whether one could come back."""

    YES = "yes", "Oui, on peut revenir en arrière"
    PARTLY = "partly", "En partie"
    NO = "no", "Non"
    UNKNOWN = "unknown", "On ne sait pas encore"
