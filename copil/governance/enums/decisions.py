"""Where a decision stands, and how it was taken."""

from django.db import models


class DecisionState(models.TextChoices):
    """A decision is written, then adopted; adopted, it never changes."""

    DRAFT = "draft", "Projet"
    ADOPTED = "adopted", "Adoptée"


class Topic(models.TextChoices):
    """What a decision settles in the method, when it is one of its moments."""

    AMBITIONS = "ambitions", "Les ambitions, les objectifs, les actions"
    PROJECT = "project", "La validation du projet"
    CONTINUATION = "continuation", "Poursuivre ou arrêter"
    TERMS = "terms", "De quelle manière poursuivre"


class Way(models.TextChoices):
    """How a body came to decide."""

    CONSENSUS = "consensus", "Par consensus"
    VOTE = "vote", "Par un vote"
