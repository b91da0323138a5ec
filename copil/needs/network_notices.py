"""Tell the coordinators of a network that a proposal concerns them: once for each need they share."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from copil.core import typography
from copil.identity.models import Network, NetworkMembership
from copil.needs import network_proposals
from copil.needs.actions.network_needs import tell_coordinators
from copil.needs.models import NetworkShare


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
    address = settings.BASE_URL + reverse(
        "needs:network_proposals", kwargs={"workspace": stay.workspace.slug, "pk": stay.network_id}
    )
    body = (
        f"Bonjour,\n\nDans le réseau « {stay.network.name} », ce que votre espace partage ressemble à ce "
        f"que disent d’autres porteurs : {typography.plural(number, 'proposition')} à relire.\n\n"
        f"Copil propose et dit pourquoi ; c’est à vous de juger :\n{address}"
    )
    subject = "Une proposition de besoin commun dans votre réseau"
    tell_coordinators(stay.workspace, subject=subject, body=body, at=at)
