"""Evidence found in the directory."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from copil.directory.models import Organisation, Profile
from copil.initiatives.evidence import Evidence, Facts
from copil.initiatives.models import TargetStructure

_NAMED = 2


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

KEYS = frozenset(CRITERIA)


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
