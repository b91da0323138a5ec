"""Open an initiative from a need that several carriers of a network have confirmed."""

import datetime as dt

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.directory.models import Organisation, Person
from copil.identity.models import User
from copil.initiatives.actions.common import record
from copil.initiatives.actions.initiatives import open_initiative
from copil.initiatives.models import Carrier, Initiative, Method
from copil.needs.enums import PartState
from copil.needs.models import NetworkPart, NetworkShare
from copil.territories.models import Territory

_ALONE = "Un autre porteur doit d’abord confirmer sa part : une démarche commune se porte à plusieurs."


def confirmed_parts(part: NetworkPart) -> list[NetworkPart]:
    """Return the parts confirmed of the same need, that of whoever opens first (one query)."""
    rows = NetworkPart.objects.in_force().filter(
        network_need=part.network_need_id, state=PartState.CONFIRMED, shared_need__isnull=False
    )
    found = list(rows.select_related("workspace", "shared_need").order_by("created_at", "pk"))
    return sorted(found, key=lambda one: one.pk != part.pk)


def structures_to_name(part: NetworkPart) -> list[Organisation]:
    """Return the structures of a carrier that its network may already name: no other is told by opening."""
    shares = NetworkShare.objects.in_force().filter(
        network_need=part.network_need_id, stay=part.stay_id, name_allowed=True
    )
    rows = Organisation.objects.current().filter(pk__in=shares.values("need__organisation"))
    return list(rows.in_order())


@transaction.atomic
def open_joint(
    *,
    part: NetworkPart,
    title: str,
    method: Method,
    by: User | None,
    at: dt.datetime,
    opened_on: dt.date | None,
    summary: str = "",
    territory: Territory | None = None,
    territory_note: str = "",
    pilot: Person | None = None,
) -> Initiative:
    """Open an initiative led by the carrier of ``part``, with all that confirmed as associated carriers.

    Each carrier keeps its own shared need as its part of the evidence. Only structures whose name is shared
    are aimed at from the start: the others stay their carrier's, which may add them. Raises ``ActionRefused``
    when nobody else has confirmed, or when one's own part is not confirmed.
    """
    parts = confirmed_parts(part)
    if len(parts) < 2 or parts[0].pk != part.pk:
        raise ActionRefused(_ALONE)
    lead, *others = parts
    initiative = open_initiative(
        workspace=lead.workspace,
        title=title,
        method=method,
        by=by,
        at=at,
        opened_on=opened_on,
        summary=summary,
        shared_need=lead.shared_need,
        territory=territory,
        territory_note=territory_note,
        pilot=pilot,
        associated=[one.workspace for one in others],
        targeted=structures_to_name(lead),
    )
    for one in others:
        Carrier.objects.filter(initiative=initiative, workspace=one.workspace).update(
            shared_need=one.shared_need
        )
    for one in others:
        record(initiative, verb="associate", by=None, at=at, workspace=one.workspace)
    return initiative
