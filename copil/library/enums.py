"""States of an experience sheet, and how far an edition of it is read."""

from django.db import models


class SheetState(models.TextChoices):
    """Where the text being worked on stands."""

    DRAFT = "draft", "Brouillon"
    IN_REVIEW = "in_review", "En relecture"
    RETURNED = "returned", "À reprendre"
    READY = "ready", "Prête à publier"
    PUBLISHED = "published", "Publiée"


class Move(models.TextChoices):
    """What may be done to the text being worked on."""

    EDIT = "edit", "modifier"
    SUBMIT = "submit", "donner à relire"
    TAKE_BACK = "take_back", "reprendre"
    RETURN = "return", "renvoyer avec des remarques"
    APPROVE = "approve", "déclarer prête"
    PUBLISH = "publish", "publier"
    REVISE = "revise", "ouvrir une nouvelle version de"


class Scope(models.TextChoices):
    """Who reads an edition."""

    WORKSPACE = "workspace", "Espace"
    NETWORK = "network", "Réseau"
    PUBLIC = "public", "Publique"


class Sort(models.TextChoices):
    """Orders of the library."""

    RECENT = "recentes", "Publiées récemment"
    TITLE = "titre", "Titre"
    CHEAP = "cout", "Coût par structure, du plus bas au plus haut"
    SHORT = "journees", "Nombre de journées"
