"""What a workspace shows of its needs to a network, and the needs that several carriers recognise.

Nothing of another workspace is reached through ``visible_to``: only through ``visible_in_network``, and what
is then read is in ``needs.network_text`` alone.
"""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from copil.identity.enums import NetworkMembershipState, Role
from copil.identity.models import (
    Membership,
    Network,
    NetworkMembership,
    Owned,
    OwnedQuerySet,
    User,
    Workspace,
)
from copil.needs.enums import PartState
from copil.needs.models.needs import Need, SharedNeed

COORDINATING = (Role.ADMIN, Role.COORDINATOR)


def _coordinated_by(user: User) -> models.QuerySet[Membership, Any]:
    """Return the workspaces where a person may coordinate."""
    return Membership.objects.active().filter(user=user, role__in=COORDINATING).values("workspace_id")


class NetworkShareQuerySet(OwnedQuerySet):
    """Questions asked about what is shared with networks."""

    def in_force(self) -> Self:
        """Return what is shared today: not withdrawn, its need not archived, its workspace still there."""
        return self.filter(
            withdrawn_at=None,
            archived_at=None,
            need__archived_at=None,
            stay__state=NetworkMembershipState.ACTIVE,
            workspace__archived_at=None,
        )

    def in_network(self, network: Network) -> Self:
        """Return what is shared with one network."""
        return self.filter(stay__network=network)

    def visible_in_network(self, user: User) -> Self:
        """Return what is shared today with the networks of the workspaces the person coordinates."""
        mine = NetworkMembership.objects.in_force().filter(workspace__in=_coordinated_by(user))
        return self.in_force().filter(stay__network__in=mine.values("network"))

    def recent_first(self) -> Self:
        """Sort with the latest shared first."""
        return self.order_by("-shared_at", "-pk")


class NetworkNeed(Owned):
    """The same need, recognised by several carriers of a network; the row belongs to whoever proposed it."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    title = models.CharField("intitulé", max_length=200)

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title


class NetworkPartQuerySet(OwnedQuerySet):
    """Questions asked about the parts of carriers."""

    def in_force(self) -> Self:
        """Return the parts of the carriers that are still in the network."""
        return self.filter(stay__state=NetworkMembershipState.ACTIVE, workspace__archived_at=None)

    def agreed_before_leaving(self) -> Self:
        """Return the parts confirmed by carriers that have left since, or were excluded."""
        gone = (NetworkMembershipState.LEFT, NetworkMembershipState.EXCLUDED)
        return self.filter(stay__state__in=gone, state=PartState.CONFIRMED)


class NetworkPart(Owned):
    """What one carrier says of a need of the network, and the need of its own that holds its part."""

    network_need = models.ForeignKey(NetworkNeed, models.PROTECT, related_name="parts")
    stay = models.ForeignKey(NetworkMembership, models.PROTECT, related_name="+")
    state = models.CharField("état", max_length=10, choices=PartState, default=PartState.PROPOSED)
    answered_at = models.DateTimeField("répondu le", null=True, blank=True)
    shared_need = models.ForeignKey(SharedNeed, models.PROTECT, null=True, blank=True, related_name="+")

    objects = NetworkPartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network_need", "stay"], name="network_part_once"),
            models.CheckConstraint(condition=Q(state__in=PartState.values), name="network_part_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.workspace} – {self.get_state_display()}"


class NetworkShare(Owned):
    """The words under which a need is shown to a network, during one stay of its workspace there."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="+")
    stay = models.ForeignKey(NetworkMembership, models.PROTECT, related_name="+")
    text = models.TextField("texte partagé")
    name_allowed = models.BooleanField("montrer le nom de la structure", default=False)
    shared_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    shared_at = models.DateTimeField("partagé le")
    withdrawn_at = models.DateTimeField("retiré le", null=True, blank=True)
    told_at = models.DateTimeField("proposition annoncée le", null=True, blank=True)
    network_need = models.ForeignKey(
        NetworkNeed, models.PROTECT, null=True, blank=True, related_name="shares"
    )

    objects = NetworkShareQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["need", "stay"], condition=Q(withdrawn_at=None), name="network_share_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="network_share_has_words"),
        ]
        indexes = [models.Index(fields=["stay", "-shared_at"], name="network_share_recent")]

    def __str__(self) -> str:
        return self.text


class NetworkSetAside(Owned):
    """A proposal of a network that one workspace judged wrong; undone when archived.

    ``sides`` holds lists of identifiers of shares, as ``SetAsideProposal`` does of needs.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    signature = models.CharField(max_length=64)
    sides = models.JSONField(default=list, editable=False)
    reason = models.CharField("pourquoi", max_length=300, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "network", "signature"], name="network_set_aside_once"
            )
        ]

    def __str__(self) -> str:
        return self.signature


def network_needs_of(workspace: Workspace, network: Network) -> models.QuerySet[NetworkNeed]:
    """Return the needs of a network in which a workspace has a part, whatever it answered."""
    held = NetworkPart.objects.in_force().filter(network_need=OuterRef("pk"), workspace=workspace)
    rows: models.QuerySet[NetworkNeed] = NetworkNeed.objects.current().filter(network=network)
    return rows.filter(Exists(held)).order_by("-created_at", "-pk")
