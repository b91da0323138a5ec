"""Kinds of bodies, how they meet and count, what a mandate gives."""

from django.db import models


class BodyKind(models.TextChoices):
    """What a body is for."""

    GOVERNANCE = "governance", "Comité de gouvernance"
    STEERING = "steering", "Comité de pilotage"
    TECHNICAL = "technical", "Comité technique"
    SUPPORT = "support", "Comité d’appui"
    THEMATIC = "thematic", "Groupe de travail thématique"
    TEAM = "team", "Équipe projet"
    PARTNERS = "partners", "Réseau de partenaires"
    OTHER = "other", "Autre instance"


class BodyState(models.TextChoices):
    """Where a body stands, read from its closing day."""

    OPEN = "open", "En place"
    CLOSED = "closed", "Close"


class Frequency(models.TextChoices):
    """How often a body means to meet."""

    ON_NEED = "need", "Quand il le faut"
    WEEKLY = "weekly", "Chaque semaine"
    MONTHLY = "monthly", "Chaque mois"
    BIMONTHLY = "bimonthly", "Tous les deux mois"
    QUARTERLY = "quarterly", "Chaque trimestre"
    HALF_YEARLY = "half", "Deux fois par an"
    YEARLY = "yearly", "Une fois par an"


class QuorumKind(models.TextChoices):
    """How the quorum of a body is said."""

    NONE = "none", "Aucun quorum"
    NUMBER = "number", "Un nombre de voix délibératives"
    SHARE = "share", "Une part des voix délibératives, en pour cent"


class Voice(models.TextChoices):
    """What a mandate lets its holder do when the body decides."""

    DELIBERATIVE = "deliberative", "Délibérative"
    CONSULTATIVE = "consultative", "Consultative"
    OBSERVER = "observer", "Observation"
