"""Evidence found in what the carrier stands for: services, sponsor, outside help."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence

from copil.core import typography
from copil.governance.enums.services import ServiceState
from copil.governance.models import Backing, InternalService
from copil.initiatives.evidence import Evidence, Facts

SERVICES = "governance.internal_services_associated"
SPONSOR = "governance.sponsor_committed"
OUTSIDE_HELP = "governance.amo_decided"
KEYS = frozenset({SERVICES, SPONSOR, OUTSIDE_HELP})


def provide(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return what services and carriers prove (two queries)."""
    states: dict[uuid.UUID, list[str]] = defaultdict(list)
    rows = InternalService.objects.current().filter(initiative__in=initiative_ids)
    for pk, state in rows.order_by("pk").values_list("initiative", "state"):
        states[pk].append(state)
    facts: dict[uuid.UUID, Facts] = {pk: _services(found) for pk, found in states.items()}
    backings = Backing.objects.filter(initiative__in=initiative_ids).select_related("sponsor")
    for one in backings.order_by("created_at", "pk"):
        held = facts.setdefault(one.initiative_id, {})
        held.update({key: fact for key, fact in _backing(one).items() if key not in held})
    return facts


def _services(states: Sequence[str]) -> Facts:
    """Complete once every service noted is associated, or left out with a reason."""
    associated = states.count(ServiceState.ASSOCIATED)
    waiting = states.count(ServiceState.TO_ASK)
    if not associated:
        return {}
    told = typography.plural(associated, "service associé", "services associés")
    rest = f", {waiting} à solliciter" if waiting else ""
    return {SERVICES: Evidence(f"{told}{rest}", complete=not waiting)}


def _backing(one: Backing) -> Facts:
    facts: Facts = {}
    if one.committed_on is not None:
        day = typography.day(one.committed_on, "medium")
        facts[SPONSOR] = Evidence(
            f"Engagement de {one.sponsor} à porter la démarche, le {day}", complete=True
        )
    if one.outside_help:
        text = f"Assistance à maîtrise d’ouvrage : {one.get_outside_help_display().lower()}"
        facts[OUTSIDE_HELP] = Evidence(text, complete=True)
    return facts
