"""Evidence found in what an initiative says of itself: its objectives, the skills it asks, its carriers."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, cast

from django.db.models import Count, Exists, FilteredRelation, OuterRef, QuerySet, Subquery
from django.utils import timezone

from copil.core import typography
from copil.documents.models import ArchivedDocument
from copil.initiatives.enums import ObjectiveLevel, Verdict
from copil.initiatives.evidence import Evidence, Facts
from copil.initiatives.models import (
    Carrier,
    CarrierSheet,
    ExistingItem,
    Initiative,
    Objective,
    RequiredSkill,
)
from copil.initiatives.paper_kinds import CONCEPT_NOTE, METHOD_FRAME

_COUNTED = {
    "initiatives.strategic_objective_set": ("objectif stratégique", "objectifs stratégiques"),
    "initiatives.operational_objectives_set": ("objectif opérationnel", "objectifs opérationnels"),
    "initiatives.required_skills_set": ("savoir requis", "savoirs requis"),
}
_DOCUMENTS = {
    "noted": ("initiatives.concept_note_issued", "Note de cadrage archivée"),
    "framed": ("documents.method_frame_issued", "Cadre méthodologique archivé"),
}
_FACES = {
    Verdict.COHERENT: ("cohérente", "cohérentes"),
    Verdict.ADJUST: ("à ajuster", "à ajuster"),
    Verdict.NO: ("non cohérente", "non cohérentes"),
}
_OF_ITSELF = ("existing", "decided", *_DOCUMENTS)
KEYS = frozenset(
    {
        *_COUNTED,
        "initiatives.carrier_legitimacy_stated",
        "initiatives.coherence_checked",
        "initiatives.existing_engineering_listed",
        "initiatives.concept_note_issued",
        "documents.method_frame_issued",
    }
)
_KIND = "initiatives.initiative"
_SHEET = (
    "mission", "function", "mandate", "territory_id", "territory_note", "access",
    "frame", "needs", "plans", "ground",
)  # fmt: skip  # a table reads by its lines


def from_initiatives(initiative_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Facts]:
    """Return what objectives, required skills and the carriers' own words prove (one query).

    What the carriers say is complete when each of them said it.
    """
    found: dict[uuid.UUID, Facts] = {}
    for pk, group in groupby(_rows(initiative_ids), key=lambda row: row["pk"]):
        rows = list(group)
        facts = _counted(pk, rows[0]) | _written(pk, rows[0])
        sheets = [_sheet(row) for row in rows if row["carrying"]]
        if sheets:
            facts |= _facts(pk, sheets, rows[0]["running"])
        if facts:
            found[pk] = facts
    return found


def _rows(initiative_ids: Sequence[uuid.UUID]) -> Iterable[dict[str, Any]]:
    """Return the counts of each initiative, once for each sheet of a carrier (one query)."""
    running = Carrier.objects.filter(initiative=OuterRef("pk"), left_on=None)
    objectives = Objective.objects.filter(initiative=OuterRef("pk"), archived_at=None)
    skills = RequiredSkill.objects.filter(initiative=OuterRef("pk"), archived_at=None)
    there = ExistingItem.objects.filter(initiative=OuterRef("pk"), archived_at=None)
    rows = Initiative.objects.filter(pk__in=initiative_ids).annotate(
        sheet=FilteredRelation("carrier_sheets"),
        carrying=Exists(running.filter(workspace=OuterRef("sheet__workspace"))),
        running=_number(running),
        high=_number(objectives.filter(level=ObjectiveLevel.STRATEGIC)),
        near=_number(objectives.filter(level=ObjectiveLevel.OPERATIONAL)),
        known=_number(skills),
        existing=_number(there),
        decided=_number(there.exclude(fate="")),
        noted=_issued(CONCEPT_NOTE),
        framed=_issued(METHOD_FRAME),
    )
    ordered = rows.order_by("pk", "sheet__created_at", "sheet__pk")
    counts = ("pk", "carrying", "running", "high", "near", "known", *_OF_ITSELF)
    return cast("Iterable[dict[str, Any]]", ordered.values(*counts, *(f"sheet__{name}" for name in _SHEET)))


def _number(rows: "QuerySet[Any]") -> Subquery:
    return Subquery(rows.order_by().values("initiative").annotate(number=Count("pk")).values("number"))


def _issued(kind: str) -> Subquery:
    """The instant a document of the initiative was last issued."""
    kept = ArchivedDocument.objects.filter(kind=kind, subject_kind=_KIND, subject_id=OuterRef("pk"))
    return Subquery(kept.order_by("-issued_at").values("issued_at")[:1])


def _sheet(row: Mapping[str, Any]) -> CarrierSheet:
    """Return the sheet of a row, for what it says of itself."""
    return CarrierSheet(**{name: row[f"sheet__{name}"] for name in _SHEET})


def _counted(pk: uuid.UUID, row: Mapping[str, Any]) -> Facts:
    numbers = (row["high"], row["near"], row["known"])
    return {
        key: Evidence(typography.plural(number, *words), complete=True, kind=_KIND, object_id=pk)
        for (key, words), number in zip(_COUNTED.items(), numbers, strict=True)
        if number
    }


def _written(pk: uuid.UUID, row: Mapping[str, Any]) -> Facts:
    """Return what the documents issued and the list of what exists prove."""
    facts: Facts = {}
    if row["existing"]:
        told = typography.plural(row["existing"], "élément recensé", "éléments recensés")
        rest = row["existing"] - (row["decided"] or 0)
        told += f", {typography.plural(rest, 'reste à décider', 'restent à décider')}" if rest else ""
        facts["initiatives.existing_engineering_listed"] = Evidence(told, True, _KIND, pk)
    for name, (key, words) in _DOCUMENTS.items():
        if row[name]:
            day = typography.day(timezone.localdate(row[name]), "medium")
            facts[key] = Evidence(f"{words} le {day}", True, _KIND, pk)
    return facts


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
        told = ", ".join(typography.plural(given[one], *_FACES[one]) for one in Verdict if given[one])
        told = _of(f"Faces regardées : {told}", whole, carriers)
        facts["initiatives.coherence_checked"] = Evidence(
            typography.french(told), whole == carriers, _KIND, pk
        )
    return facts


def _of(text: str, number: int, carriers: int) -> str:
    """Return the text, and how many carriers it holds for when there are several."""
    return f"{text} ({typography.plural(number, 'porteur')} sur {carriers})" if carriers > 1 else text
