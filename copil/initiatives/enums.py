"""States and roles of initiatives."""

from django.db import models


class InitiativeState(models.TextChoices):
    """Where an initiative stands as a whole."""

    RUNNING = "running", "En cours"
    FINISHED = "finished", "Terminée"


class CarrierRole(models.TextChoices):
    """What a workspace is for an initiative."""

    LEAD = "lead", "Structure porteuse"
    ASSOCIATED = "associated", "Structure associée"


class TeamRole(models.TextChoices):
    """What a person may do in an initiative."""

    PILOT = "pilot", "Pilotage"
    CONTRIBUTOR = "contributor", "Contribution"
    OBSERVER = "observer", "Observation"


class ObjectiveLevel(models.TextChoices):
    """How high an objective aims."""

    STRATEGIC = "strategic", "Stratégique"
    OPERATIONAL = "operational", "Opérationnel"


class MarkKind(models.TextChoices):
    """What somebody says of an activity, when the facts do not say it."""

    ATTESTED = "attested", "Attestée"
    ADAPTED = "adapted", "Adaptée"
    SKIPPED = "skipped", "Écartée"
    CARRIED_BY_OTHER = "carried", "Portée par un autre acteur"


class ActivityState(models.TextChoices):
    """Where an activity stands, from its evidence and what was said of it."""

    AHEAD = "todo", "À venir"
    IN_PROGRESS = "in_progress", "En cours"
    COVERED = "covered", "Faite"
    ADAPTED = "adapted", "Adaptée"
    SKIPPED = "skipped", "Écartée"
    CARRIED_BY_OTHER = "carried", "Portée par un autre acteur"


class RuleVerdict(models.TextChoices):
    """What a minimum rule of the method says of an initiative; it never blocks."""

    MET = "met", "Tenue"
    UNMET = "unmet", "Pas tenue"
    UNKNOWN = "unknown", "À voir"


class Typology(models.TextChoices):
    """Type of collective engineering (practice sheet 2)."""

    INFORMATION = "A", "A : information ou formation, réponse collective aux structures"
    ACCOMPANIMENT = "B", "B : accompagnement, solution individuelle ou collective avec les structures"


class Verdict(models.TextChoices):
    """What a carrier concludes on one face of the coherence of an initiative."""

    COHERENT = "coherent", "Cohérent"
    ADJUST = "adjust", "À ajuster"
    NO = "no", "Non cohérent"


class InvitationPurpose(models.TextChoices):
    """What a workspace is asked: to carry an initiative with others, or to lead it."""

    CARRY = "carry", "Porter la démarche"
    LEAD = "lead", "Conduire la démarche"


class InvitationState(models.TextChoices):
    """What became of an invitation to carry an initiative."""

    WAITING = "waiting", "En attente"
    ACCEPTED = "accepted", "Acceptée"
    DECLINED = "declined", "Déclinée"
    WITHDRAWN = "withdrawn", "Retirée"


class ExistingKind(models.TextChoices):
    """What may already be in place when an initiative opens."""

    BODY = "body", "Instance"
    TOOL = "tool", "Outil"
    PLAN = "plan", "Plan ou document"
    PROCEDURE = "procedure", "Procédure"


class Fate(models.TextChoices):
    """What an initiative does with something that is already in place."""

    KEEP = "keep", "Garder"
    ADAPT = "adapt", "Adapter"
    DROP = "drop", "Laisser"


class Carried(models.TextChoices):
    """What a duplicate takes from the initiative it is made from; where it stands on its path never is."""

    NEED = "need", "Le besoin et la problématique de départ"
    OBJECTIVES = "objectives", "Les objectifs"
    TARGETS = "targets", "Les structures visées"
    SKILLS = "skills", "Les savoirs requis"
    EXISTING = "existing", "Ce qui existe déjà"
    ROLE = "role", "Le rôle du porteur"
    TEXTS = "texts", "Les textes de la note et du cadre"
    PEOPLE = "people", "Les personnes de l’équipe"
