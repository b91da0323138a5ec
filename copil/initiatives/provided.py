"""Evidence found in this app and in the apps below it."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from copil.directory.models import Profile
from copil.initiatives.enums import ObjectiveLevel
from copil.initiatives.evidence import Evidence, Facts
from copil.initiatives.models import Initiative, Objective, TargetStructure
from copil.needs.enums import OriginKind, SharedNeedState
from copil.needs.models import NeedOrigin

_NBSP = "\N{NO-BREAK SPACE}"


def from_needs(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return what the needs gathered in each initiative's shared need prove (two queries)."""
    found: dict[uuid.UUID, Facts] = defaultdict(dict)
    initiatives = Initiative.objects.filter(pk__in=initiative_ids).exclude(shared_need=None)
    shared = {row.shared_need_id: row for row in initiatives.select_related("shared_need")}
    for row in shared.values():
        if row.shared_need is not None and row.shared_need.state == SharedNeedState.CONFIRMED:
            text = f"Besoin partagé confirmé{_NBSP}: {row.shared_need.title}"
            found[row.pk]["needs.shared_confirmed"] = Evidence(
                text, complete=True, kind="needs.sharedneed", object_id=row.shared_need_id
            )
        elif row.shared_need is not None:
            text = f"Besoin partagé à confirmer{_NBSP}: {row.shared_need.title}"
            found[row.pk]["needs.shared_confirmed"] = Evidence(
                text, complete=False, kind="needs.sharedneed", object_id=row.shared_need_id
            )
    origins = NeedOrigin.objects.filter(need__shared_need__in=shared, need__archived_at=None)
    by_need: dict[uuid.UUID, list[tuple[str, uuid.UUID | None]]] = defaultdict(list)
    for shared_id, kind, diagnostic in origins.values_list("need__shared_need", "kind", "diagnostic"):
        by_need[shared_id].append((kind, diagnostic))
    for shared_id, rows in by_need.items():
        initiative = shared[shared_id]
        found[initiative.pk].update(_from_origins(rows, shared_id))
    return found


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


def from_directory(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return, for each of the five criteria, how many targeted structures it is known of (two queries)."""
    rows = (
        TargetStructure.objects.current()
        .filter(initiative__in=initiative_ids)
        .values_list("initiative", "organisation")
    )
    targets: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for initiative_id, organisation_id in rows:
        targets[initiative_id].append(organisation_id)
    wanted = {organisation for organisations in targets.values() for organisation in organisations}
    profiles = {
        profile.organisation_id: profile for profile in Profile.objects.filter(organisation__in=wanted)
    }
    return {
        initiative_id: _known(organisations, profiles) for initiative_id, organisations in targets.items()
    }


def _known(organisations: Sequence[uuid.UUID], profiles: Mapping[uuid.UUID, Profile]) -> Facts:
    facts: Facts = {}
    total = len(organisations)
    for key, holds in CRITERIA.items():
        known = sum(1 for pk in organisations if pk in profiles and holds(profiles[pk]))
        if known:
            text = f"Connu pour {known} {'structure' if known == 1 else 'structures'} sur {total}"
            facts[key] = Evidence(text, complete=known == total)
    return facts


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
