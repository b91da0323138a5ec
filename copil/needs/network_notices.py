"""Tell the coordinators of a network that a proposal concerns them: once for each need they share."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from copil.core import typography
from copil.identity.models import Network, NetworkMembership, reference
from copil.needs import network_proposals
from copil.needs.models import NetworkShare
from copil.notifications import recipients
from copil.notifications.actions import notify


@transaction.atomic
def tell(network: Network, *, at: dt.datetime) -> int:
    """Write to each carrier that a new proposal concerns; return how many; safe to run twice."""
    told = 0
    stays = NetworkMembership.objects.in_force().filter(network=network).select_related("workspace")
    for stay in stays.order_by("pk"):
        found = network_proposals.of_network(network, reader=stay.workspace)
        proposed = [one.shares for one in found.proposals] + [one.shares for one in found.joinings]
        waiting = NetworkShare.objects.in_force().filter(stay=stay, told_at=None, network_need=None)
        untold = set(waiting.values_list("pk", flat=True))
        news = [shares for shares in proposed if untold.intersection(shares)]
        if not news:
            continue
        concerned = untold.intersection(pk for shares in news for pk in shares)
        NetworkShare.objects.filter(pk__in=concerned).update(told_at=at)
        _write(stay, len(news), at=at)
        told += 1
    return told


def _write(stay: NetworkMembership, number: int, *, at: dt.datetime) -> None:
    told = typography.plural(number, "proposition")
    notify(
        kind="needs.network_proposal",
        workspace=stay.workspace,
        to=recipients.coordination(stay.workspace),
        obj=reference(stay.network),
        title=f"Réseau « {stay.network.name} » : {told} à relire",
        text=(
            f"Dans le réseau « {stay.network.name} », ce que votre espace partage ressemble à ce que disent "
            f"d’autres porteurs : {told} à relire.\n\nCopil propose et dit pourquoi ; c’est à vous de juger."
        ),
        path=reverse(
            "needs:network_proposals", kwargs={"workspace": stay.workspace.slug, "pk": stay.network_id}
        ),
        label="Relire les propositions",
        at=at,
    )
