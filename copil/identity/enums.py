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


class LinkPurpose(models.TextChoices):
    """What a signed link grants, and nothing else."""

    INVITATION = "invitation", "Invitation dans un espace"
