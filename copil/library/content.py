"""The common language of an experience: its parts, what an initiative says of each, what differs."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models

from copil.core import typography
from copil.initiatives.enums import CarrierRole, ObjectiveLevel
from copil.initiatives.models import (
    Carrier,
    Initiative,
    Objective,
    PresentationSheet,
    Presented,
    RequiredSkill,
)
from copil.library.models import ExperienceSheet, Told
from copil.territories.models import Territory

KINDS = ("has_information", "has_training", "has_collective_support", "has_individual_support")
SECTIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "identite",
        "L’expérience",
        ("title", "summary", "carriers", "territory", "territory_note", "year"),
    ),
    (
        "problematique",
        "Problématique",
        ("context", "stakes", "needs_summary", "origin", "validation"),
    ),
    ("objectifs", "Objectifs", ("strategic", "operational")),
    (
        "action",
        "Action réalisée",
        ("typology", *KINDS, "days", "duration", "rhythm", "themes", "contents"),
    ),
    (
        "moyens",
        "Moyens mobilisés",
        ("coordination", "intervening_system", "partnership", "cost", "cost_borne_by", "logistics"),
    ),
    (
        "structures",
        "Structures bénéficiaires",
        (
            *("beneficiaries_count", "beneficiaries_sector", "beneficiaries_territory", "beneficiaries"),
            "skills",
        ),
    ),
    ("resultats", "Résultats", ("results",)),
)
FIELDS: tuple[str, ...] = tuple(name for _, _, names in SECTIONS for name in names)
TEXTS: tuple[str, ...] = tuple(
    name
    for name in FIELDS
    if isinstance(ExperienceSheet._meta.get_field(name), models.CharField | models.TextField)
)
METHOD = ("method_key", "method_title")
_OF_PRESENTATION = tuple(field.name for field in Presented._meta.get_fields())

Values = Mapping[str, Any]


def label_of(name: str) -> str:
    """Return the name of a field as people read it."""
    return str(getattr(ExperienceSheet._meta.get_field(name), "verbose_name", name))


def from_initiative(initiative: Initiative) -> dict[str, Any]:
    """Return what the data of an initiative say of each field (five queries; its surroundings fetched)."""
    sheet = PresentationSheet.objects.get(initiative=initiative)
    values: dict[str, Any] = {name: getattr(sheet, name) for name in _OF_PRESENTATION}
    problem = initiative.problem_sheet
    values |= {
        "title": initiative.title,
        "summary": initiative.summary,
        "carriers": _carriers(initiative),
        "territory": initiative.territory,
        "territory_note": initiative.territory_note,
        "year": _year(initiative),
        "context": _context(initiative),
        "stakes": problem.stakes if problem else "",
        "needs_summary": problem.needs_summary if problem else "",
        "origin": problem.origin if problem else "",
        "validation": problem.validation if problem else "",
        "skills": _lines(_skills(initiative)),
        **_objectives(initiative),
    }
    return values


def method_of(initiative: Initiative) -> dict[str, str]:
    """Return the method an initiative was run under, as a sheet names it."""
    return {"method_key": initiative.method.key, "method_title": initiative.method.title}


def as_text(value: Any) -> str:
    """Return a value as it is kept beside the sheet and compared."""
    if value is None or value is False:
        return ""
    if isinstance(value, Territory):
        return value.pk
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "1" if value is True else str(value).replace("\r\n", "\n").strip()


def in_words(name: str, value: Any) -> str:
    """Return a value as people read it."""
    if isinstance(value, bool):
        return "Oui" if value else ""
    if name == "typology":
        choices: Iterable[Any] = getattr(ExperienceSheet._meta.get_field(name), "choices", None) or ()
        return str(dict(choices).get(value, value))
    if name == "cost" and value is not None:
        return typography.money(value)
    if isinstance(value, Decimal):
        return typography.number(value)
    return "" if value is None else str(value)


def provenance(sheet: ExperienceSheet) -> dict[str, str]:
    """Return where each field that says something comes from: ``initiative`` or ``hand``."""
    found = {}
    for name in FIELDS:
        value = as_text(getattr(sheet, name))
        if value:
            found[name] = "initiative" if value == sheet.taken.get(name, "") else "hand"
    return found


@dataclass(frozen=True)
class Difference:
    """A field on which the initiative says something else than the sheet; ``by_hand`` was written there."""

    name: str
    label: str
    here: str
    there: str
    by_hand: bool
    pieces: Sequence[tuple[str, str]]


def differences(sheet: ExperienceSheet, now: Values) -> list[Difference]:
    """Return what the initiative says today that the sheet does not, empty answers left out."""
    found = []
    for name in FIELDS:
        here, there = as_text(getattr(sheet, name)), as_text(now[name])
        if not there or here == there:
            continue
        by_hand = bool(here) and here != sheet.taken.get(name, "")
        shown = in_words(name, getattr(sheet, name)), in_words(name, now[name])
        found.append(Difference(name, label_of(name), *shown, by_hand, pieces(*shown)))
    return found


def pieces(before: str, after: str) -> list[tuple[str, str]]:
    """Cut two texts into what both say (``same``), what only the first (``gone``) or the second (``new``)."""
    old, new = before.split(), after.split()
    found: list[tuple[str, str]] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(("same", " ".join(old[i1:i2])))
            continue
        if i2 > i1:
            found.append(("gone", " ".join(old[i1:i2])))
        if j2 > j1:
            found.append(("new", " ".join(new[j1:j2])))
    return found


def missing(told: Told) -> list[str]:
    """Return, by name, the parts of the common language that say nothing yet."""
    parts = (
        ("la problématique", told.context or told.needs_summary),
        ("les objectifs", told.strategic or told.operational),
        ("le type d’ingénierie", told.typology),
        ("les types d’intervention", any(getattr(told, name) for name in KINDS)),
        ("le nombre de journées", told.days is not None),
        ("les contenus", told.contents),
        ("le système intervenant", told.intervening_system),
        ("le coût", told.cost is not None),
        ("les structures bénéficiaires", told.beneficiaries_count is not None),
        ("les résultats", told.results),
    )
    return [name for name, known in parts if not known]


def copied(told: Told) -> dict[str, Any]:
    """Return every field of a text, to write it elsewhere."""
    return {name: getattr(told, name) for name in (*FIELDS, *METHOD)}


def _carriers(initiative: Initiative) -> str:
    rows = Carrier.objects.filter(initiative=initiative, left_on=None).select_related("workspace")
    listed = sorted(rows.order_by("pk"), key=lambda one: one.role != CarrierRole.LEAD)
    return ", ".join(one.workspace.name for one in listed)[:400]


def _year(initiative: Initiative) -> int | None:
    day = initiative.ended_on or initiative.opened_on
    return day.year if day else None


def _context(initiative: Initiative) -> str:
    problem = initiative.problem_sheet
    if problem is None:
        return ""
    said = {initiative.title.strip().casefold(), ""}
    parts = [] if problem.title.strip().casefold() in said else [problem.title.strip()]
    return "\n\n".join([*parts, *filter(None, [problem.context.strip()])])


def _objectives(initiative: Initiative) -> dict[str, str]:
    rows = list(Objective.objects.current().filter(initiative=initiative).order_by("position", "pk"))
    return {
        "strategic": _lines(row.text for row in rows if row.level == ObjectiveLevel.STRATEGIC),
        "operational": _lines(row.text for row in rows if row.level == ObjectiveLevel.OPERATIONAL),
    }


def _skills(initiative: Initiative) -> Iterable[str]:
    rows = RequiredSkill.objects.current().filter(initiative=initiative).order_by("text_key", "pk")
    return rows.values_list("text", flat=True)


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(f"- {' '.join(text.split())}" for text in texts)


def listed(text: str) -> list[str]:
    """Return the lines of a typed text, without the dash they may begin with."""
    return [cleaned for line in text.splitlines() if (cleaned := line.strip().lstrip("-*•").strip())]
