"""What is fragile in an initiative: facts, the risk they carry, the way out."""

import datetime as dt
from dataclasses import dataclass

from copil.initiatives.enums import ObjectiveLevel, TeamRole
from copil.initiatives.journey import Journey, WalkedActivity
from copil.initiatives.models import Objective, TeamMember

_LONG_WITHOUT_DATE = 3


@dataclass(frozen=True)
class Weakness:
    """A fact, what it puts at risk, and the screen (name) where to mend it."""

    title: str
    risk: str
    screen: str
    action: str


def weaknesses(
    journey: Journey, *, team: list[TeamMember], objectives: list[Objective], today: dt.date
) -> list[Weakness]:
    """Return the weaknesses the facts of today show, the most pressing first."""
    found = []
    pilots = [member for member in team if member.role == TeamRole.PILOT]
    if not pilots:
        found.append(
            Weakness(
                "Personne ne pilote la démarche",
                "Sans pilote, rien de ce qui vient n’a de responsable.",
                "initiatives:team",
                "Nommer quelqu’un",
            )
        )
    elif len(pilots) == 1:
        found.append(
            Weakness(
                "Le pilotage repose sur une seule personne",
                f"Si {pilots[0].person} s’absente, personne n’est désigné pour prendre la suite.",
                "initiatives:team",
                "Ajouter un second",
            )
        )
    late = [one for one in journey.activities if _is_late(one, today)]
    if len(late) >= _LONG_WITHOUT_DATE:
        found.append(
            Weakness(
                f"{len(late)} activités ont passé leur date",
                "Revoyez les dates ou ce qui peut être écarté.",
                "initiatives:path",
                "Voir le chemin",
            )
        )
    levels = {objective.level for objective in objectives}
    stage = next((n for n, one in enumerate(journey.stages) if one.position == "now"), 0)
    if stage >= 1 and ObjectiveLevel.STRATEGIC not in levels:
        found.append(
            Weakness(
                "Aucun objectif stratégique n’est fixé",
                "Les partenaires ne savent pas encore à quoi la démarche servira.",
                "initiatives:objectives",
                "Fixer les objectifs",
            )
        )
    return found


@dataclass(frozen=True)
class Late:
    """An activity past its date: which, since how long, and who has it."""

    activity: str
    title: str
    due_on: dt.date
    days: int
    who: str


def late_activities(journey: Journey, *, today: dt.date) -> list[Late]:
    """Return the activities past their date, the latest first."""
    found = []
    for one in journey.activities:
        if one.plan is None or one.plan.due_on is None or not _is_late(one, today):
            continue
        who = str(one.plan.person) if one.plan.person else ""
        days = (today - one.plan.due_on).days
        found.append(Late(one.activity.id, one.activity.title, one.plan.due_on, days, who))
    return sorted(found, key=lambda one: (one.due_on, one.activity))


def _is_late(walked: WalkedActivity, today: dt.date) -> bool:
    due_on = walked.plan.due_on if walked.plan else None
    return due_on is not None and not walked.is_settled and due_on < today
