"""Evidence found in this app and in the apps below it."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet

from copil.directory.models import Organisation, Profile
from copil.initiatives.enums import CarrierRole, ObjectiveLevel
from copil.initiatives.evidence import Evidence, Facts
from copil.initiatives.models import Carrier, Initiative, Objective, TargetStructure
from copil.needs.enums import OriginKind, SharedNeedState

_NBSP = "\N{NO-BREAK SPACE}"
_NAMED = 2


_Row = tuple[uuid.UUID, uuid.UUID, str, str, str | None, uuid.UUID | None, object]


def from_needs(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return what the needs gathered in the shared needs of each initiative prove (two queries).

    The lead's shared need first, then the one that each associated carrier brings.
    """
    leads = Initiative.objects.filter(pk__in=initiative_ids).exclude(shared_need=None)
    others = Carrier.objects.filter(initiative__in=initiative_ids, role=CarrierRole.ASSOCIATED, left_on=None)
    rows = [*_rows(leads, "pk"), *_rows(others.exclude(shared_need=None), "initiative")]
    states: dict[uuid.UUID, dict[uuid.UUID, tuple[str, str]]] = defaultdict(dict)
    origins: dict[uuid.UUID, list[tuple[str, uuid.UUID | None]]] = defaultdict(list)
    for pk, shared_id, title, state, kind, diagnostic, archived_at in rows:
        states[pk][shared_id] = (title, state)
        if kind is not None and archived_at is None:
            origins[pk].append((kind, diagnostic))
    found: dict[uuid.UUID, Facts] = {}
    for pk, known in states.items():
        first = next(iter(known))
        found[pk] = {"needs.shared_confirmed": _shared(known)}
        if origins[pk]:
            found[pk].update(_from_origins(origins[pk], first))
    return found


def _rows(held: "QuerySet[Any]", initiative: str) -> list[_Row]:
    """Return the shared need of each row with the origins of its needs, in order of the rows."""
    current = Q(shared_need__needs__archived_at=None)
    related = held.annotate(need=FilteredRelation("shared_need__needs", condition=current))
    rows = related.order_by("pk").values_list(
        initiative,
        "shared_need",
        "shared_need__title",
        "shared_need__state",
        "need__origins__kind",
        "need__origins__diagnostic",
        "need__origins__archived_at",
    )
    return list(rows)


def _shared(known: Mapping[uuid.UUID, tuple[str, str]]) -> Evidence:
    """Return whether every carrier's shared need is confirmed; it points to the lead's."""
    first, (title, _) = next(iter(known.items()))
    confirmed = sum(state == SharedNeedState.CONFIRMED for _, state in known.values())
    complete = confirmed == len(known)
    if len(known) > 1:
        text = f"Besoin partagé confirmé par {confirmed} porteurs sur {len(known)}"
    else:
        text = f"Besoin partagé {'confirmé' if complete else 'à confirmer'}"
    return Evidence(f"{text}{_NBSP}: {title}", complete=complete, kind="needs.sharedneed", object_id=first)


def _from_origins(rows: Iterable[tuple[str, uuid.UUID | None]], shared_id: uuid.UUID) -> Facts:
    rows = list(rows)
    facts: Facts = {}

    def fact(key: str, text: str) -> None:
        facts[key] = Evidence(text, complete=True, kind="needs.sharedneed", object_id=shared_id)

    diagnostics = {diagnostic for _, diagnostic in rows if diagnostic is not None}
    if diagnostics:
        fact(
            "needs.diagnostics_linked",
            _count(len(diagnostics), "diagnostic rattaché", "diagnostics rattachés"),
        )
    requests = sum(1 for kind, _ in rows if kind == OriginKind.PARTNER_REQUEST)
    if requests:
        fact(
            "needs.partner_request_recorded", _count(requests, "sollicitation notée", "sollicitations notées")
        )
    impressions = sum(1 for kind, _ in rows if kind == OriginKind.PROVIDER)
    if impressions:
        fact(
            "needs.provider_impression_recorded", _count(impressions, "témoignage noté", "témoignages notés")
        )
    return facts


def _territory(profile: Profile) -> bool:
    return bool(profile.current_area and profile.potential_area)


def _sector(profile: Profile) -> bool:
    return bool(profile.sector and profile.branch)


def _project(profile: Profile) -> bool:
    known_members = profile.members_count is not None or bool(profile.members_typology)
    return bool(profile.history or profile.founded_year) and known_members and bool(profile.purposes)


def _weight(profile: Profile) -> bool:
    known_partners = profile.partnerships_count is not None or bool(profile.partnerships_typology)
    return profile.budget_amount is not None and known_partners and profile.fte is not None


def _skills(profile: Profile) -> bool:
    return bool(profile.jobs and profile.qualification)


CRITERIA: dict[str, Callable[[Profile], bool]] = {
    "directory.target_territory_known": _territory,
    "directory.target_sector_known": _sector,
    "directory.target_project_known": _project,
    "directory.target_weight_known": _weight,
    "directory.target_skills_known": _skills,
}

KEYS = frozenset(
    {
        "needs.shared_confirmed",
        "needs.diagnostics_linked",
        "needs.partner_request_recorded",
        "needs.provider_impression_recorded",
        *CRITERIA,
        "initiatives.strategic_objective_set",
        "initiatives.operational_objectives_set",
    }
)


def from_directory(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return, for each of the five criteria, how many targeted structures it is known of (one query)."""
    rows = TargetStructure.objects.current().filter(initiative__in=initiative_ids)
    targets: dict[uuid.UUID, list[Organisation]] = defaultdict(list)
    for row in rows.select_related("organisation__profile").order_by("organisation__name_key", "pk"):
        targets[row.initiative_id].append(row.organisation)
    return {initiative_id: _known(organisations) for initiative_id, organisations in targets.items()}


def _known(organisations: Sequence[Organisation]) -> Facts:
    facts: Facts = {}
    for key, holds in CRITERIA.items():
        missing = [one.name for one in organisations if not _holds(holds, one)]
        known = len(organisations) - len(missing)
        if known:
            text = (
                f"Connu pour {known} {'structure' if known == 1 else 'structures'} sur {len(organisations)}"
            )
            if 0 < len(missing) <= _NAMED:
                text += f", sauf {' et '.join(missing)}"
            facts[key] = Evidence(text, complete=not missing)
    return facts


def _holds(holds: Callable[[Profile], bool], organisation: Organisation) -> bool:
    profile = getattr(organisation, "profile", None)
    return profile is not None and holds(profile)


def from_initiatives(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return what the initiatives' own objectives prove (one query)."""
    found: dict[uuid.UUID, Facts] = defaultdict(dict)
    counts: dict[tuple[uuid.UUID, str], int] = defaultdict(int)
    rows = (
        Objective.objects.current().filter(initiative__in=initiative_ids).values_list("initiative", "level")
    )
    for initiative_id, level in rows:
        counts[initiative_id, level] += 1
    for (initiative_id, level), number in counts.items():
        if level == ObjectiveLevel.STRATEGIC:
            one, several = "objectif stratégique", "objectifs stratégiques"
            key = "initiatives.strategic_objective_set"
        else:
            one, several = "objectif opérationnel", "objectifs opérationnels"
            key = "initiatives.operational_objectives_set"
        found[initiative_id][key] = Evidence(
            _count(number, one, several),
            complete=True,
            kind="initiatives.initiative",
            object_id=initiative_id,
        )
    return found


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
