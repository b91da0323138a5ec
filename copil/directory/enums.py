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


class Register(models.TextChoices):
    """The national registers whose files are read; the values are the formats of the command."""

    RNA = "rna", "Répertoire national des associations"
    UNITS = "sirene-ul", "Répertoire SIRENE, unités légales"
    ESTABLISHMENTS = "sirene-etab", "Répertoire SIRENE, établissements"


class RegisterState(models.TextChoices):
    """What a register says of an entry."""

    ACTIVE = "active", "Active"
    CLOSED = "closed", "N’est plus active"


class SourcedField(models.TextChoices):
    """The values of an organisation that a register may give."""

    NAME = "name", "Nom"
    ACRONYM = "acronym", "Sigle"
    PURPOSE = "purpose", "Objet"
    RNA = "rna", "Numéro RNA"
    SIREN = "siren", "SIREN"
    SIRET = "siret", "SIRET du siège"
    ADDRESS = "address", "Adresse"
    POSTAL_CODE = "postal_code", "Code postal"
    COMMUNE = "commune", "Commune"
    WEBSITE = "website", "Site internet"


class SourceChoice(models.TextChoices):
    """What somebody did of a value of a register."""

    TAKEN = "taken", "Reprise"
    KEPT = "kept", "Écartée"


class SheetKind(models.TextChoices):
    """What a sheet of the directory is about."""

    ORGANISATION = "organisation", "Organisations"
    PERSON = "person", "Personnes"


class FormerField(models.TextChoices):
    """What an organisation is recognised by, once it has changed."""

    NAME = "name", "Nom"
    ACRONYM = "acronym", "Sigle"
    SIRET = "siret", "SIRET"
    SIREN = "siren", "SIREN"
    RNA = "rna", "Numéro RNA"
    EXTERNAL_REF = "external_ref", "Référence"
