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


class Answer(models.TextChoices):
    """What a partner answers to one of the three questions on a problem."""

    YES = "yes", "Oui"
    PARTLY = "partly", "En partie"
    NO = "no", "Non"


class Standing(models.TextChoices):
    """Where a problem stands, from what its partners answered."""

    UNASKED = "unasked", "Pas encore soumise"
    WAITING = "waiting", "En attente d’avis"
    CONFIRMED = "confirmed", "Confirmée"
    CONTESTED = "contested", "Contestée"


class Outcome(models.TextChoices):
    """What an earlier experience gave."""

    SUCCESS = "success", "A réussi"
    MIXED = "mixed", "A réussi en partie"
    FAILURE = "failure", "N’a pas abouti"


class OfferKind(models.TextChoices):
    """What an existing offer is."""

    SUPPORT = "support", "Accompagnement"
    TRAINING = "training", "Formation, information"
    RESOURCE = "resource", "Outil, lieu, ressource"
    CREDIT = "credit", "Crédit, financement"


class OfferRhythm(models.TextChoices):
    """Whether an offer lasts."""

    PERMANENT = "permanent", "Permanente"
    ONE_OFF = "one_off", "Ponctuelle"


class Conclusion(models.TextChoices):
    """What the check of what exists concludes for a shared need."""

    NOTHING = "nothing", "Rien de tel n’existe"
    COMPLEMENTARY = "complementary", "Complémentaire de l’existant"
    OVERLAP = "overlap", "Recouvre une offre existante"


class PlanKind(models.TextChoices):
    """What a line of an accompaniment plan is."""

    INDIVIDUAL = "individual", "Ingénierie individuelle"
    COLLECTIVE = "collective", "Ingénierie collective"
    PARTNER = "partner", "Action d’un autre partenaire"


class PlanState(models.TextChoices):
    """Where a line of an accompaniment plan stands."""

    PLANNED = "planned", "Prévue"
    RUNNING = "running", "En cours"
    DONE = "done", "Faite"
    DROPPED = "dropped", "Abandonnée"


class PartState(models.TextChoices):
    """What a carrier says of a need of the network."""

    PROPOSED = "proposed", "À confirmer"
    CONFIRMED = "confirmed", "Confirmé"
    DECLINED = "declined", "Ne participe pas"
