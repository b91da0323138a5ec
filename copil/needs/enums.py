"""Origins, natures and states of needs."""

from django.db import models


class DiagnosticKind(models.TextChoices):
    """What kind of work a diagnostic is."""

    DIAGNOSTIC = "diagnostic", "Diagnostic de structure"
    MISSION_REPORT = "mission_report", "Rapport de mission d’accompagnement"


class OriginKind(models.TextChoices):
    """Where a need was heard: the six activities of the step « Cerner une problématique »."""

    DIAGNOSTIC = "diagnostic", "Diagnostic d’une structure"
    EXPERIENCE = "experience", "Expérience du dispositif"
    PARTNER_REQUEST = "partner_request", "Sollicitation d’un partenaire"
    DOCUMENT = "document", "Source documentaire"
    PROVIDER = "provider", "Impression d’un prestataire"
    STRUCTURE = "structure", "Expression des structures"


class Nature(models.TextChoices):
    """How far a need is shared, which advises the type of engineering."""

    SPECIFIC = "specific", "Propre à une structure"
    IDENTICAL = "identical", "Identique chez plusieurs"
    COMMON = "common", "Commun, à traiter ensemble"


class SharedNeedState(models.TextChoices):
    """Where a shared need stands."""

    ACCEPTED = "accepted", "Retenu"
    CONFIRMED = "confirmed", "Confirmé"
    SET_ASIDE = "set_aside", "Mis de côté"
