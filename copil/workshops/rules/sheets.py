"""What an action sheet lacks, where an action stands today: plain functions over values."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from copil.workshops.enums.sheets import Progress

MOST_PARTNERS, MOST_INDICATORS = 12, 8


@dataclass(frozen=True)
class Written:
    """What a sheet says, as far as completeness is concerned."""

    description: str = ""
    objectives: str = ""
    targets: str = ""
    has_lead: bool = False
    days: Decimal | None = None
    amount: Decimal | None = None
    means: str = ""
    partners: int = 0
    start_date: dt.date | None = None
    end_date: dt.date | None = None
    indicators: int = 0


def missing(said: Written) -> list[str]:
    """Return what a sheet lacks to be a first-level action, in French, in the order of the card.

    The lead needs only be thought of; partners may be none at all. Means are any of the three: days, an
    amount (0 counts: nothing to pay was said), words.
    """
    means = said.days is not None or said.amount is not None or said.means.strip()
    asked = (
        ("la description", said.description.strip()),
        ("les objectifs", said.objectives.strip()),
        ("les publics visés", said.targets.strip()),
        ("un porteur pressenti", said.has_lead),
        ("les moyens", means),
        ("la date de début", said.start_date),
        ("la date de fin", said.end_date),
        ("un indicateur", said.indicators),
    )
    return [words for words, there in asked if not there]


PARTS = 8
"""How many parts a complete sheet has."""


def days_late(*, state: str, start_date: dt.date | None, end_date: dt.date | None, today: dt.date) -> int:
    """Return by how many days an action is late: not begun after its start, or not over after its end."""
    if state not in Progress.open_values():
        return 0
    if end_date is not None and today > end_date:
        return (today - end_date).days
    if state == Progress.TODO and start_date is not None and today > start_date:
        return (today - start_date).days
    return 0


def statement_refusal(*, state: str, sentence: str, blocked_by: str, unblocked_when: str) -> str:
    """Return why a statement cannot be kept, in French; empty when it can."""
    if state not in Progress.values:
        return "Dites d’abord où en est l’action."
    if not sentence.strip():
        return "Ajoutez une phrase : c’est elle que l’équipe lira."
    if state == Progress.BLOCKED and not (blocked_by.strip() and unblocked_when.strip()):
        return "L’action est bloquée : dites par quoi, et ce qui la débloquerait."
    return ""


def settled_progress(*, state: str, progress: int) -> int:
    """Return the progress that a state allows: nothing before the start, all of it at the end."""
    fixed = {Progress.TODO.value: 0, Progress.DONE.value: 100}
    return fixed.get(state, min(100, max(0, progress)))
