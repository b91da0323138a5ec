"""Methods shared with networks."""

from typing import Self

from django.db import models

from copil.identity.enums import NetworkMembershipState
from copil.identity.models import NetworkMembership, Owned, OwnedQuerySet, User


class MethodShareQuerySet(OwnedQuerySet):
    """Questions asked about methods shared with networks."""

    def in_force(self) -> Self:
        """Return what is shared today: not taken back, its workspace still in the network."""
        return self.filter(
            archived_at=None, stay__state=NetworkMembershipState.ACTIVE, workspace__archived_at=None
        )


class MethodShare(Owned):
    """A method, all its versions, offered to a network during one stay of its workspace there."""

    key = models.SlugField(max_length=60)
    stay = models.ForeignKey(NetworkMembership, models.PROTECT, related_name="+")
    shared_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = MethodShareQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "key", "stay"],
                condition=models.Q(archived_at=None),
                name="method_shared_once_with_a_network",
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} → {self.stay.network}"
