"""The five criteria by which a structure is known (practice sheet 4): questions, answers, what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

COMPLETE, PARTIAL, EMPTY = "complete", "partial", "empty"


@dataclass(frozen=True)
class Question:
    """One field of the profile; ``label`` completes « À préciser : … »."""

    field: str
    label: str


@dataclass(frozen=True)
class Criterion:
    """One of the five."""

    key: str
    title: str
    icon: str
    questions: tuple[Question, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(question.field for question in self.questions)


def _criterion(key: str, title: str, icon: str, **questions: str) -> Criterion:
    return Criterion(key, title, icon, tuple(Question(field, label) for field, label in questions.items()))


CRITERIA = (
    _criterion(
        "territory",
        "Territoire",
        "geo-alt",
        current_area="aire actuelle",
        potential_area="aire possible demain",
    ),
    _criterion(
        "sector", "Secteur et branche", "diagram-3", sector="secteur d’activité", branch="branche ou filière"
    ),
    _criterion(
        "project",
        "Projet associatif",
        "flag",
        founded_year="année de création",
        history="histoire et expérience",
        members_count="nombre d’adhérents",
        members_typology="qui sont les adhérents",
        associative_life="vie associative",
        purposes="finalités",
    ),
    _criterion(
        "weight",
        "Poids économique et social",
        "cash-coin",
        budget_amount="budget annuel",
        budget_typology="types de financement",
        partnerships_count="nombre de partenariats",
        partnerships_typology="types de partenariat",
        fte="emplois (ETP)",
        fte_sources="financement des emplois",
    ),
    _criterion(
        "skills",
        "Compétences",
        "tools",
        jobs="emplois et métiers",
        qualification="qualification et formation",
        know_how="savoir-faire",
    ),
)
FIELDS = tuple(field for criterion in CRITERIA for field in criterion.fields)
TOTAL = len(FIELDS)
FIGURES = ("founded_year", "members_count", "budget_amount", "partnerships_count", "fte")
"""The questions answered by a number; the others are answered by a text."""


@dataclass(frozen=True)
class CriterionState:
    """What is known under one criterion."""

    criterion: Criterion
    answered: int
    missing: tuple[str, ...]

    @property
    def total(self) -> int:
        return len(self.criterion.questions)

    @property
    def state(self) -> str:
        if not self.missing:
            return COMPLETE
        return PARTIAL if self.answered else EMPTY

    @property
    def label(self) -> str:
        """« Complet », « À préciser : branche ou filière », « Il manque 2 réponses », « À compléter »."""
        if not self.missing:
            return "Complet"
        if not self.answered:
            return "À compléter"
        if len(self.missing) == 1:
            return f"À préciser : {self.missing[0]}"
        return f"Il manque {len(self.missing)} réponses"


@dataclass(frozen=True)
class Completeness:
    """What is known of a structure: « 17 réponses sur 19 »."""

    criteria: tuple[CriterionState, ...]

    @property
    def answered(self) -> int:
        return sum(state.answered for state in self.criteria)

    @property
    def total(self) -> int:
        return TOTAL

    @property
    def is_complete(self) -> bool:
        return self.answered == TOTAL


def is_answered(value: Any) -> bool:
    """Tell whether a question has an answer: nought is one, blanks are not."""
    return bool(value.strip()) if isinstance(value, str) else value is not None


def completeness(answers: Mapping[str, Any]) -> Completeness:
    """Return what is known and what is missing, by criterion; ``answers`` maps the profile's fields."""
    return Completeness(tuple(_state(criterion, answers) for criterion in CRITERIA))


def count_answers(answers: Mapping[str, Any]) -> int:
    """Return how many of the questions have an answer."""
    return sum(is_answered(answers.get(field)) for field in FIELDS)


def _state(criterion: Criterion, answers: Mapping[str, Any]) -> CriterionState:
    missing = tuple(q.label for q in criterion.questions if not is_answered(answers.get(q.field)))
    return CriterionState(criterion, len(criterion.questions) - len(missing), missing)
