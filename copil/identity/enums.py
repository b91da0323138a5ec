"""Roles and levels of identity."""

from django.db import models


class Role(models.TextChoices):
    """What an account may do in a workspace."""

    ADMIN = "admin", "Administration"
    COORDINATOR = "coordinator", "Coordination"
    MEMBER = "member", "Membre"
    OBSERVER = "observer", "Observation"


class NetworkLevel(models.TextChoices):
    """How far a network reaches."""

    LOCAL = "local", "Local"
    REGIONAL = "regional", "Régional"
    NATIONAL = "national", "National"


class NetworkMembershipState(models.TextChoices):
    """Where a workspace stands in a network."""

    INVITED = "invited", "Invité"
    ACTIVE = "active", "Membre"
    DECLINED = "declined", "A décliné"
    WITHDRAWN = "withdrawn", "Invitation retirée"
    LEFT = "left", "Parti"
    EXCLUDED = "excluded", "Exclu"

    @classmethod
    def open_values(cls) -> list[str]:
        """Return the states of a stay that is not over."""
        return [cls.INVITED.value, cls.ACTIVE.value]


class LinkPurpose(models.TextChoices):
    """What a signed link grants, and nothing else."""

    INVITATION = "invitation", "Invitation dans un espace"
    OPINION = "opinion", "Avis sur une problématique"
    STATUS = "status", "Avancement d’une tâche"
    REPLY = "reply", "Réponse à une invitation à une réunion"
    DATES = "dates", "Réponse à un sondage de dates"
    CALENDAR = "calendar", "Agenda auquel s’abonner"
    CHECK_IN = "check_in", "Arrivée à une réunion"
    MINUTES = "minutes", "Compte rendu d’une réunion"
    SURVEY = "survey", "Réponse à un questionnaire"
    REGISTRATION = "registration", "Inscription à une réunion"
    MISSION_LETTER = "letter", "Réponse à une lettre de mission"
    VOTE = "vote", "Bulletin d’un vote"
    SHEET_LEAD = "sheet_lead", "Porter une action"
    SHEET_UPDATE = "sheet_update", "Avancement d’une action"
    BOARD = "board", "Tableau d’un groupe de travail"
