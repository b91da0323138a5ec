"""Evidence found in what the carriers of an initiative say of their role and of its coherence."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Count, Exists, OuterRef, Subquery

from copil.core import typography
from copil.initiatives.enums import Verdict
from copil.initiatives.evidence import Evidence, Facts
from copil.initiatives.models import Carrier, CarrierSheet

KEYS = frozenset(
    {
        "initiatives.carrier_legitimacy_stated",
        "initiatives.coherence_checked",
    }
)
_KIND = "initiatives.initiative"


def from_carriers(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return what the carriers say of themselves; complete when each of them did (one query)."""
    running = Carrier.objects.filter(initiative=OuterRef("initiative"), left_on=None).order_by()
    number = running.values("initiative").annotate(number=Count("pk")).values("number")
    rows = CarrierSheet.objects.filter(initiative__in=initiative_ids)
    rows = rows.filter(Exists(running.filter(workspace=OuterRef("workspace"))))
    sheets: dict[uuid.UUID, list[CarrierSheet]] = defaultdict(list)
    carriers: dict[uuid.UUID, int] = {}
    for sheet in rows.annotate(carriers=Subquery(number)).order_by("created_at", "pk"):
        sheets[sheet.initiative_id].append(sheet)
        carriers[sheet.initiative_id] = sheet.carriers
    return {pk: _facts(pk, found, carriers[pk]) for pk, found in sheets.items()}


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
