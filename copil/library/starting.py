"""What an initiative may take of an experience it starts from, and the trace of it both ways."""

from typing import Any

from copil.identity.models import Workspace
from copil.initiatives import guide_data
from copil.initiatives.enums import ObjectiveLevel
from copil.initiatives.models import Initiative
from copil.library.content import listed
from copil.library.models import Edition, Inspiration, Told

SHOWN = 10
PARTS: dict[str, str] = {
    "problem": "La problématique : contexte et enjeux",
    "objectives": "Les objectifs",
    "action": "Le type d’ingénierie, les interventions et le rythme",
    "contents": "Les thèmes et les contenus",
    "skills": "Les savoirs requis des structures",
}
"""What may be taken. People, structures, places and costs never are: they are another territory's."""


def parts_of(told: Told) -> list[tuple[str, str]]:
    """Return the parts that say something, as (key, label)."""
    said = {
        "problem": told.context or told.stakes,
        "objectives": told.strategic or told.operational,
        "action": told.typology or told.rhythm or told.duration,
        "contents": told.contents or told.themes,
        "skills": told.skills,
    }
    return [(key, label) for key, label in PARTS.items() if said[key]]


def objectives_of(told: Told) -> list[tuple[ObjectiveLevel, str, str]]:
    """Return the objectives as (level, reference in the shared list or nothing, text)."""
    shared = {one.label: key for key, one in guide_data.objectives().items()}
    levels = ((ObjectiveLevel.STRATEGIC, told.strategic), (ObjectiveLevel.OPERATIONAL, told.operational))
    return [
        (level, shared.get(text, ""), text[:400])
        for level, texts in levels
        for text in dict.fromkeys(listed(texts))
    ]


def told_of(edition: Edition, workspace: Workspace) -> dict[str, Any]:
    """Return the initiatives of the workspace that started from an experience, and how many elsewhere
    (one query).
    """
    rows = list(
        Inspiration.objects.filter(source=edition.sheet_id).select_related("initiative").eldest_first()
    )
    carried = [one for one in rows if one.workspace_id == workspace.pk]
    return {"inspired": carried[:SHOWN], "inspired_elsewhere": len(rows) - len(carried)}


def source_of(initiative: Initiative, workspace: Workspace) -> dict[str, Any]:
    """Return the experience an initiative started from, and whether it can still be read (two queries)."""
    trace = Inspiration.objects.filter(initiative=initiative).first()
    if trace is None:
        return {"trace": None, "trace_readable": False}
    readable = Edition.objects.readable_in(workspace).filter(sheet=trace.source).exists()
    return {"trace": trace, "trace_readable": readable}
