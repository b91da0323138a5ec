"""The six experiences shipped as first examples: known facts only, an empty field where none is known."""

import functools
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from copil.initiatives.guide_data import read_file
from copil.initiatives.method_file.catalogue import DATA
from copil.initiatives.method_file.model import Origin
from copil.initiatives.method_file.reader import Fields

CENT = Decimal("0.01")


class Kind(StrEnum):
    """Kind of collective engineering: the same answer for all, or a solution built with the structures."""

    ANSWER = "A"
    SOLUTION = "B"


class Solution(StrEnum):
    INDIVIDUAL = "individual"
    COLLECTIVE = "collective"
    BOTH = "both"


class InterventionKind(StrEnum):
    INFORMATION = "information"
    TRAINING = "training"
    ACCOMPANIMENT = "accompaniment"


class CarrierRole(StrEnum):
    LEAD = "lead"
    ASSOCIATED = "associated"


@dataclass(frozen=True, slots=True)
class Intervention:
    """A module of `days` days, held `times` times."""

    kind: InterventionKind
    times: int
    days: int
    text: str


@dataclass(frozen=True, slots=True)
class Beneficiaries:
    count: int
    text: str
    sector: str
    territory: str


@dataclass(frozen=True, slots=True)
class Carrier:
    name: str
    role: CarrierRole


@dataclass(frozen=True, slots=True)
class Experience:
    """`themes` and `objectives` are keys of the reference lists; `solution` is None for kind A.

    `days_derived` is False when the source prints the number of days. `lead_origin` is adapted when
    the source names no lead carrier and the first one is a convention.
    """

    key: str
    sheet: str
    kind: Kind
    solution: Solution | None
    title: str
    problem: str
    origin: str
    validation: str
    interventions: tuple[Intervention, ...]
    duration: str
    days: int
    days_derived: bool
    themes: tuple[str, ...]
    contents: tuple[str, ...]
    beneficiaries: Beneficiaries
    intervening_system: str
    cost: Decimal
    borne_by: str
    cost_note: str
    objectives: tuple[str, ...]
    lead_origin: Origin
    carriers: tuple[Carrier, ...]

    @property
    def cost_per_structure(self) -> Decimal:
        """Return euros per beneficiary structure, rounded half up to the cent."""
        return (self.cost / self.beneficiaries.count).quantize(CENT, ROUND_HALF_UP)

    @property
    def cost_per_day(self) -> Decimal:
        """Return euros per day of intervention, rounded half up to the cent."""
        return (self.cost / self.days).quantize(CENT, ROUND_HALF_UP)


@functools.cache
def experiences() -> dict[str, Experience]:
    """Return the six experiences by key, E1 to E6."""
    return {item.key: item for item in read_file(DATA / "experiences.yaml", _experiences)}


def _experiences(fields: Fields) -> tuple[Experience, ...]:
    fields.only(("experiences",))
    return fields.each("experiences", _experience, required=True)


def _experience(fields: Fields) -> Experience:
    fields.only(
        (
            *("key", "sheet", "type", "title", "problem", "origin", "interventions", "days", "days_derived"),
            *("themes", "contents", "beneficiaries", "intervening_system", "cost", "borne_by"),
            *("objectives", "lead_origin", "carriers"),
        ),
        ("solution", "validation", "duration", "cost_note"),
    )
    solution = fields.choice("solution", Solution, Solution.BOTH) if fields.has("solution") else None
    return Experience(
        key=fields.text("key"),
        sheet=fields.text("sheet"),
        kind=fields.choice("type", Kind, Kind.ANSWER),
        solution=solution,
        title=fields.text("title"),
        problem=fields.text("problem"),
        origin=fields.text("origin"),
        validation=fields.text("validation"),
        interventions=fields.each("interventions", _intervention, required=True),
        duration=fields.text("duration"),
        days=fields.number("days"),
        days_derived=fields.flag("days_derived"),
        themes=fields.texts("themes", required=True),
        contents=fields.texts("contents", required=True),
        beneficiaries=fields.one("beneficiaries", _beneficiaries) or Beneficiaries(0, "", "", ""),
        intervening_system=fields.text("intervening_system"),
        cost=Decimal(fields.number("cost")),
        borne_by=fields.text("borne_by"),
        cost_note=fields.text("cost_note"),
        objectives=fields.texts("objectives", required=True),
        lead_origin=fields.choice("lead_origin", Origin, Origin.ADAPTED),
        carriers=fields.each("carriers", _carrier, required=True),
    )


def _intervention(fields: Fields) -> Intervention:
    fields.only(("kind", "times", "days", "text"))
    kind = fields.choice("kind", InterventionKind, InterventionKind.INFORMATION)
    return Intervention(kind, fields.number("times"), fields.number("days"), fields.text("text"))


def _beneficiaries(fields: Fields) -> Beneficiaries:
    fields.only(("count", "text", "sector", "territory"))
    count = fields.number("count")
    return Beneficiaries(count, fields.text("text"), fields.text("sector"), fields.text("territory"))


def _carrier(fields: Fields) -> Carrier:
    fields.only(("name", "role"))
    return Carrier(fields.text("name"), fields.choice("role", CarrierRole, CarrierRole.ASSOCIATED))
