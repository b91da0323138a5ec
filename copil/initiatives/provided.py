"""Evidence found in the directory and in the objectives of initiatives."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from django.db.models import Count, Q

from copil.directory.models import Organisation, Profile
from copil.initiatives.enums import ObjectiveLevel
from copil.initiatives.evidence import Evidence, Facts
from copil.initiatives.models import Initiative, TargetStructure

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

KEYS = frozenset(
    {
        *CRITERIA,
        "initiatives.strategic_objective_set",
        "initiatives.operational_objectives_set",
        "initiatives.required_skills_set",
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


_COUNTED = {
    "initiatives.strategic_objective_set": ("objectif stratégique", "objectifs stratégiques"),
    "initiatives.operational_objectives_set": ("objectif opérationnel", "objectifs opérationnels"),
    "initiatives.required_skills_set": ("savoir requis", "savoirs requis"),
}


def from_initiatives(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return what the initiatives' own objectives and required skills prove (one query)."""
    kept = Q(objectives__archived_at=None)
    skills = Q(required_skills__archived_at=None)
    rows = (
        Initiative.objects.filter(pk__in=initiative_ids)
        .order_by()
        .annotate(
            high=Count(
                "objectives", filter=kept & Q(objectives__level=ObjectiveLevel.STRATEGIC), distinct=True
            ),
            near=Count(
                "objectives", filter=kept & Q(objectives__level=ObjectiveLevel.OPERATIONAL), distinct=True
            ),
            known=Count("required_skills", filter=skills, distinct=True),
        )
    )
    found: dict[uuid.UUID, Facts] = defaultdict(dict)
    for pk, *numbers in rows.values_list("pk", "high", "near", "known"):
        for (key, words), number in zip(_COUNTED.items(), numbers, strict=True):
            if number:
                told = _count(number, *words)
                found[pk][key] = Evidence(told, complete=True, kind="initiatives.initiative", object_id=pk)
    return found


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
