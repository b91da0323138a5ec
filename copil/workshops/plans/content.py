"""What an edition of the common plan says: in the house, and to everybody. Values in words, ready to seal."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from copil.core import typography
from copil.workshops.enums.sheets import LeadState
from copil.workshops.models import CommonPlan, PlanAction, PlanSource
from copil.workshops.plans import taking as plan_taking
from copil.workshops.presentation.plans import conflicts_of
from copil.workshops.rules import plans as plan_rules

PRINTED = {
    "theme": "Groupe",
    "lead": "Porteur",
    "description": "Description",
    "objectives": "Objectifs",
    "targets": "Publics visés",
    "when": "Calendrier",
    "days": "Journées de travail",
    "amount": "Montant",
    "source": "D’où vient l’argent",
    "means": "Autres moyens",
    "partners": "Partenaires",
    "indicators": "Indicateurs",
}
LABELS = {"title": "Titre", "rank": "Rang", **PRINTED}
_TEXTS = ("title", "description", "objectives", "targets", "means", "partners", "source", "indicators")


def composed(plan: CommonPlan) -> dict[str, Any]:
    """Return what would be published today (a constant number of queries)."""
    rows = list(PlanAction.objects.kept().filter(plan=plan).with_surroundings().by_priority())
    sheets: dict[Any, list[str]] = defaultdict(list)
    sources = PlanSource.objects.held().filter(action__in=[one.pk for one in rows]).select_related("sheet")
    for source in sources.order_by("taken_at", "pk"):
        sheets[source.action_id].append(source.sheet.title)
    settled = [(one.conflict.sentence, one.text) for one in conflicts_of(plan, rows)]
    return {
        "presentation": plan.presentation,
        "initiative": plan.initiative.title,
        "days": str(sum((one.days or Decimal(0) for one in rows), Decimal(0))),
        "amount": str(sum((one.amount or Decimal(0) for one in rows), Decimal(0))),
        "actions": [_action(rank, one, sheets[one.pk]) for rank, one in enumerate(rows, start=1)],
        "conflicts": [{"sentence": sentence, "answer": text} for sentence, text in settled],
    }


def public(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what everybody may read of an edition.

    No telephone, no address; a person is named only when they agreed to it; conflicts stay in the house.
    """
    clean = plan_rules.without_contacts
    actions = []
    for one in content["actions"]:
        told = {name: clean(one[name]) if name in _TEXTS else one[name] for name in one}
        actions.append({**told, "lead": clean(one["lead_public"])})
    return {**content, "presentation": clean(content["presentation"]), "actions": actions, "conflicts": []}


def _action(rank: int, action: PlanAction, sheets: list[str]) -> dict[str, Any]:
    words = plan_taking.words_of(action)
    named = [str(action.lead_organisation)] if action.lead_organisation else []
    if action.lead_person and action.lead_agreed:
        named.insert(0, str(action.lead_person))
    return {
        **words,
        "id": str(action.pk),
        "number": str(action.number),
        "rank": str(rank),
        "theme": action.theme.theme if action.theme else "",
        "lead": _lead(action.lead, action.lead_state),
        "lead_public": _lead(", ".join(named), action.lead_state),
        "when": _when(words["start_date"], words["end_date"]),
        "sheets": " · ".join(sheets),
    }


def _lead(name: str, state: str) -> str:
    if not name:
        return "À confirmer" if state != LeadState.NONE else LeadState.NONE.label
    return name if state == LeadState.ACCEPTED else f"{name} ({LeadState(state).label.lower()})"


def _when(starts: str, ends: str) -> str:
    if starts and ends:
        return f"Du {starts} au {ends}"
    return f"À partir du {starts}" if starts else f"Jusqu’au {ends}" if ends else ""


def totals(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the figures of an edition, in words."""
    days, amount = Decimal(content["days"]), Decimal(content["amount"])
    return [
        ("Actions", typography.number(len(content["actions"]))),
        ("Journées de travail", typography.number(days)),
        ("Montant", typography.money(amount)),
    ]
