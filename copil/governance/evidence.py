"""Evidence found in governance: who holds which role, and whether the team stands."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence

from copil.governance import role_kinds
from copil.governance.models import RoleHolding, SingleRole
from copil.governance.responsibilities import held_of
from copil.governance.role_kinds import LOGISTICS, TECHNICAL
from copil.governance.rules import roles as rules
from copil.governance.rules.roles import Held
from copil.initiatives.evidence import Evidence, Facts

TECHNICAL_LEAD = "governance.technical_lead_named"
RELIEVED = "governance.technical_lead_relieved"
TEAM_STABLE = "governance.team_stable"
KEYS = frozenset({TECHNICAL_LEAD, RELIEVED, TEAM_STABLE})


def provide(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return what the roles held prove (two queries); a role without an end is held."""
    rows = RoleHolding.objects.held().filter(initiative__in=initiative_ids)
    held: dict[uuid.UUID, list[Held]] = defaultdict(list)
    for one in rows.select_related("person", "initiative").order_by("starts_on", "pk"):
        held[one.initiative_id].append(held_of(one))
    singles: dict[uuid.UUID, set[str]] = defaultdict(set)
    said = SingleRole.objects.current().filter(initiative__in=initiative_ids)
    for pk, role in said.order_by("pk").values_list("initiative", "role"):
        singles[pk].add(role)
    return {pk: {**_lead(rows), **_team(rows, singles[pk])} for pk, rows in held.items()}


def _lead(held: Sequence[Held]) -> Facts:
    """The technical lead is named, and relieved by whoever else holds the logistics."""
    leads = [one for one in held if one.role == TECHNICAL and not one.is_deputy]
    if not leads:
        return {}
    logistics = {one.person for one in held if one.role == LOGISTICS and not one.is_deputy}
    alone, others = logistics == {leads[0].person}, logistics - {leads[0].person}
    text = f"{leads[0].name} conduit la coordination technique"
    if alone:
        text += ", mais aussi, sans personne d’autre, la logistique"
    told = "Une autre personne tient la logistique" if others else "Personne d’autre ne tient la logistique"
    return {
        TECHNICAL_LEAD: Evidence(text, complete=not alone),
        RELIEVED: Evidence(told, complete=bool(others)),
    }


def _team(held: Sequence[Held], singles: set[str]) -> Facts:
    stable = rules.is_stable(kinds=role_kinds.kinds(), held=held, singles=singles)
    people = {one.person for one in held}
    if stable:
        text = f"Les rôles attendus sont tenus et doublés, par {len(people)} personnes"
        return {TEAM_STABLE: Evidence(text, complete=True)}
    return {TEAM_STABLE: Evidence("Des rôles sont tenus, tous ne sont pas encore doublés", complete=False)}
