"""Kinds of organisations: their nature only. What they do in an initiative is a role there."""

from django.db import models


class Kind(models.TextChoices):
    """Nature of an organisation."""

    ASSOCIATION = "association", "Association"
    LOCAL_AUTHORITY = "collectivite", "Collectivité ou groupement de collectivités"
    STATE_SERVICE = "service_etat", "Service de l’État"
    PUBLIC_BODY = "etablissement_public", "Établissement public"
    COMPANY = "entreprise", "Entreprise"
    COOPERATIVE = "cooperative", "Coopérative"
    FOUNDATION = "fondation", "Fondation ou fonds de dotation"
    GROUPING = "groupement", "Groupement (GIP, GIE, groupement d’employeurs)"
    UNION = "syndicat", "Syndicat ou organisation professionnelle"
    OTHER = "autre", "Autre"
