"""Evidence found in what the carriers of an initiative say of their role and of its coherence."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from copil.core import typography
from copil.initiatives.enums import Verdict
from copil.initiatives.evidence import Evidence, Facts
from copil.initiatives.models import Carrier, CarrierSheet, RequiredSkill

KEYS = frozenset(
    {
        "initiatives.carrier_legitimacy_stated",
        "initiatives.coherence_checked",
        "initiatives.required_skills_set",
    }
)
_KIND = "initiatives.initiative"


def from_carriers(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return what the carriers say of themselves; complete when each of them did (two queries)."""
    carriers: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    rows = Carrier.objects.filter(initiative__in=initiative_ids, left_on=None)
    for initiative_id, workspace_id in rows.values_list("initiative", "workspace"):
        carriers[initiative_id].add(workspace_id)
    sheets: dict[uuid.UUID, list[CarrierSheet]] = defaultdict(list)
    for sheet in CarrierSheet.objects.filter(initiative__in=initiative_ids).order_by("created_at", "pk"):
        if sheet.workspace_id in carriers[sheet.initiative_id]:
            sheets[sheet.initiative_id].append(sheet)
    return {pk: _facts(pk, found, len(carriers[pk])) for pk, found in sheets.items()}


def from_skills(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return how many skills each initiative requires (one query)."""
    rows = RequiredSkill.objects.current().filter(initiative__in=initiative_ids)
    numbers = Counter(rows.values_list("initiative", flat=True))
    return {
        pk: {
            "initiatives.required_skills_set": Evidence(
                typography.plural(number, "savoir requis", "savoirs requis"), True, _KIND, pk
            )
        }
        for pk, number in numbers.items()
    }


def _facts(pk: uuid.UUID, sheets: Sequence[CarrierSheet], carriers: int) -> Facts:
    facts: Facts = {}
    legitimate = sum(1 for sheet in sheets if sheet.states_legitimacy)
    if legitimate:
        told = _of("Rôle et accès aux structures écrits", legitimate, carriers)
        facts["initiatives.carrier_legitimacy_stated"] = Evidence(told, legitimate == carriers, _KIND, pk)
    looked = [sheet for sheet in sheets if any(sheet.verdicts)]
    if looked:
        whole = sum(1 for sheet in looked if all(sheet.verdicts))
        given = Counter(verdict for sheet in looked for verdict in sheet.verdicts if verdict)
        told = ", ".join(f"{given[one]} {one.label.lower()}" for one in Verdict if given[one])
        told = _of(f"Faces regardées : {told}", whole, carriers)
        facts["initiatives.coherence_checked"] = Evidence(
            typography.french(told), whole == carriers, _KIND, pk
        )
    return facts


def _of(text: str, number: int, carriers: int) -> str:
    """Return the text, and how many carriers it holds for when there are several."""
    return f"{text} ({number} porteurs sur {carriers})" if carriers > 1 else text
