"""The common plan as a table: as it is today, and as an edition published it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from copil.workshops.models import PlanActionQuerySet
from copil.workshops.plans.content import LABELS

HEADER = (
    "Rang", "Numéro", "Titre", "Groupe", "Structure porteuse", "Personne qui porte", "Porteur", "Début",
    "Fin", "Journées", "Montant", "D’où vient l’argent", "Description", "Objectifs", "Publics visés",
    "Autres moyens", "Partenaires", "Indicateurs",
)  # fmt: skip  # a table reads by its lines
_PRINTED = ("rank", "number", *(name for name in LABELS if name not in ("rank",)))
EDITION_HEADER = tuple({"number": "Numéro", **LABELS}[name] for name in _PRINTED)


def action_rows(rows: PlanActionQuerySet) -> Iterator[tuple[Any, ...]]:
    """Yield the actions of a plan read with their surroundings."""
    for one in rows.iterator(200):
        yield (
            one.position,
            one.number,
            one.title,
            one.theme.theme if one.theme else "",
            str(one.lead_organisation or ""),
            str(one.lead_person or ""),
            one.get_lead_state_display(),
            one.start_date,
            one.end_date,
            one.days,
            one.amount,
            one.source,
            one.description,
            one.objectives,
            one.targets,
            one.means,
            one.partners,
            one.indicators,
        )


def edition_rows(content: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Yield the actions of an edition as they were published."""
    for one in content["actions"]:
        yield tuple(Decimal(one[name]) if name in ("rank", "number") else one[name] for name in _PRINTED)
