"""Invitations into a workspace."""

from django.db import models

from copil.identity.enums import Role
from copil.identity.models import Owned, OwnedQuerySet, User


class Invitation(Owned):
    """A person asked to join a workspace with a role; the way in is a signed link sent to the address."""

    email = models.EmailField("adresse électronique", max_length=254)
    role = models.CharField("rôle", max_length=12, choices=Role)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField("valable jusqu’au")
    accepted_at = models.DateTimeField("acceptée le", null=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField("retirée le", null=True)

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.email
