"""What a ballot paper may say, and when a vote may go forward: plain values, no database."""

from collections.abc import Mapping
from dataclasses import dataclass

from copil.ballots.enums import BallotState, Grade, Method
from copil.core.errors import ActionRefused

FEWEST = 3
"""Voters under whom a secret vote would say who chose what."""
BEST_NOTE = 5
FORWARD = {
    BallotState.DRAFT: BallotState.OPEN,
    BallotState.OPEN: BallotState.CLOSED,
    BallotState.CLOSED: BallotState.PUBLISHED,
}
Paper = Mapping[str, int]


@dataclass(frozen=True)
class Choice:
    """A proposal as it is counted; the cost matters under a budget only."""

    key: str
    label: str
    cost: int = 0


@dataclass(frozen=True)
class Mark:
    """A criterion of a grid and its weight."""

    key: str
    label: str
    weight: int


@dataclass(frozen=True)
class Question:
    """What is voted on, as values."""

    method: Method
    choices: tuple[Choice, ...]
    marks: tuple[Mark, ...] = ()
    dots: int = 0
    budget: int = 0


def key_in_grid(choice: Choice, mark: Mark) -> str:
    """Return the key of a note in a paper."""
    return f"{choice.key}.{mark.key}"


def keys(question: Question) -> list[str]:
    """Return what a paper may hold."""
    if question.method is Method.GRID:
        return [key_in_grid(choice, mark) for choice in question.choices for mark in question.marks]
    return [choice.key for choice in question.choices]


def highest(question: Question) -> int:
    """Return the largest figure one may give."""
    return {
        Method.DOTS: question.dots,
        Method.GRID: BEST_NOTE,
        Method.JUDGMENT: Grade.EXCELLENT.value,
        Method.RANKING: len(question.choices),
    }.get(question.method, 1)


def check_paper(question: Question, paper: Paper) -> dict[str, int]:
    """Return a paper in one form: two people who vote alike leave the same one. Refuse aloud any other."""
    allowed, most = keys(question), highest(question)
    if any(key not in allowed or not 0 <= figure <= most for key, figure in paper.items()):
        raise ActionRefused("Ce bulletin ne correspond pas à ce vote. Rouvrez la page et recommencez.")
    if question.method is Method.DOTS and sum(paper.values()) > question.dots:
        over = sum(paper.values()) - question.dots
        raise ActionRefused(f"Vous avez {question.dots} points à répartir : retirez-en {over}.")
    if question.method in (Method.GRID, Method.JUDGMENT) and len(paper) < len(allowed):
        what = "une note à chaque critère" if question.method is Method.GRID else "une mention"
        raise ActionRefused(f"Donnez {what} pour chaque proposition.")
    keep_zero = question.method in (Method.GRID, Method.JUDGMENT)
    kept = {key: paper[key] for key in allowed if key in paper and (paper[key] or keep_zero)}
    if not kept:
        raise ActionRefused("Votre bulletin est vide. Dites au moins une chose avant de voter.")
    return kept


def check_question(question: Question) -> None:
    """Refuse aloud a vote on which nobody could vote."""
    if len(question.choices) < 2:
        raise ActionRefused("Il faut au moins deux propositions pour ouvrir le vote.")
    if question.method is Method.GRID and not any(mark.weight for mark in question.marks):
        raise ActionRefused("Une grille demande au moins un critère.")
    if question.method is Method.DOTS and not question.dots:
        raise ActionRefused("Dites combien de points chaque personne répartit.")
    if question.method is Method.BUDGET:
        if not question.budget:
            raise ActionRefused("Indiquez le budget à répartir.")
        lacking = [choice.label for choice in question.choices if not choice.cost]
        if lacking:
            raise ActionRefused(f"Indiquez le coût de « {lacking[0]} ».")


def check_roll(*, voters: int, secret: bool) -> None:
    """Refuse aloud a roll that is empty, or so short that a secret vote would not be one."""
    if not voters:
        raise ActionRefused("Inscrivez les personnes qui votent.")
    if secret and voters < FEWEST:
        raise ActionRefused(
            f"Un vote secret demande au moins {FEWEST} personnes : à moins, on devine qui a choisi quoi."
        )


def next_state(state: str) -> BallotState | None:
    """Return where a vote goes from here; there is no way back."""
    return FORWARD.get(BallotState(state))


def needed(*, voters: int, quorum: int) -> int:
    """Return how many must vote for the quorum, a percentage of the roll, rounded up."""
    return -(-voters * quorum // 100)
