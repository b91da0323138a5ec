"""Answers counted question by question, listed, laid out for a spreadsheet. Figures only: no percentage."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from copil.core import typography
from copil.core.text import fold
from copil.surveys import filling
from copil.surveys.content import FRENCH, Content, Question
from copil.surveys.enums import QuestionKind
from copil.surveys.models import Answer, SurveyVersion

Contents = Mapping[Any, Content]
_READ = 5


@dataclass(frozen=True)
class Line:
    """A question with what was answered to it: how often each choice, or the last words said."""

    key: str
    label: str
    answered: int
    total: int
    counts: Sequence[tuple[str, int]]
    facts: str = ""
    said: Sequence[str] = ()


@dataclass(frozen=True)
class Said:
    """An answer to one question, in words."""

    label: str
    value: str


def contents_of(versions: Iterable[SurveyVersion]) -> dict[Any, Content]:
    """Return what each version asks, by its identifier."""
    return {one.pk: one.read() for one in versions}


def questions_of(contents: Contents) -> list[Question]:
    """Return every question ever asked, once: the latest first, as it was last worded."""
    found: dict[str, Question] = {}
    for content in reversed(list(contents.values())):
        for question in content.questions:
            found.setdefault(question.key, question)
    return list(found.values())


def count(answers: Sequence[tuple[Any, Mapping[str, Any]]], contents: Contents) -> list[Line]:
    """Count (version, values) pairs, question by question, over all the versions that asked it."""
    return [_line(question, answers, contents) for question in questions_of(contents)]


def _line(question: Question, answers: Sequence[tuple[Any, Mapping[str, Any]]], contents: Contents) -> Line:
    asked = [
        (one, values) for version, values in answers if (one := contents[version].question(question.key))
    ]
    given = [(one, values[question.key]) for one, values in asked if question.key in values]
    common: dict[str, Any] = {
        "key": question.key,
        "label": question.label[FRENCH],
        "answered": len(given),
        "total": len(asked),
    }
    if question.kind in QuestionKind.counted():
        return Line(**common, counts=_counted(question, given, len(asked)))
    if question.kind == QuestionKind.NUMBER:
        return Line(**common, counts=[], facts=_figures([Decimal(value) for _, value in given]))
    if question.kind == QuestionKind.EMAIL:
        return Line(**common, counts=[])
    last = [filling.told(one, value) for one, value in given[:_READ]]
    return Line(**common, counts=[], said=last)


def _counted(question: Question, given: Sequence[tuple[Question, Any]], asked: int) -> list[tuple[str, int]]:
    counts: Counter[str] = Counter()
    for one, value in given:
        if one.kind in QuestionKind.with_choices():
            chosen = [one.choice(key) for key in (value if isinstance(value, list) else [value])]
            counts.update(choice.label[FRENCH] for choice in chosen if choice is not None)
        else:
            counts["Oui" if value else "Non"] += 1
    if question.kind == QuestionKind.AGREEMENT:
        return [("Accord donné", counts["Oui"]), ("Sans accord", asked - counts["Oui"])]
    known = ["Oui", "Non"] if question.kind == QuestionKind.YES_NO else []
    known += [choice.label[FRENCH] for choice in question.choices]
    former = [label for label in counts if label not in known]
    return [(label, counts[label]) for label in [*known, *former]]


def _figures(numbers: Sequence[Decimal]) -> str:
    if not numbers:
        return ""
    mean = (sum(numbers, Decimal()) / len(numbers)).quantize(Decimal("0.1"))
    told = [typography.number(one) for one in (min(numbers), mean, max(numbers), sum(numbers, Decimal()))]
    return f"De {told[0]} à {told[2]}, {told[1]} en moyenne, {told[3]} en tout."


def said_by(answer: Answer, content: Content, *, language: str = FRENCH) -> list[Said]:
    """Return an answer with the questions it answered, as they were asked then."""
    return [
        Said(
            one.label.get(language) or one.label[FRENCH],
            filling.told(one, answer.values.get(one.key), language=language),
        )
        for one in content.questions
    ]


def holds(answer: Answer, content: Content, *, name: str, typed: str) -> bool:
    """Tell whether an answer, or the name of who gave it, holds every word typed."""
    text = fold(" ".join([name, *(one.value for one in said_by(answer, content))]))
    return all(word in text for word in fold(typed).split())


def header(questions: Sequence[Question]) -> list[str]:
    """Return the titles of the columns of an export."""
    return ["Donnée le", "Par", "Langue", *(one.label[FRENCH] for one in questions)]


def rows(
    answers: Iterable[tuple[Answer, str]], contents: Contents, questions: Sequence[Question]
) -> Iterator[list[Any]]:
    """Yield (answer, name) pairs as rows of a spreadsheet, one column a question."""
    for answer, name in answers:
        content = contents[answer.asked_id]
        yield [answer.changed_at, name, answer.language, *_cells(answer, content, questions)]


def cells(answer: Answer | None, contents: Contents, questions: Sequence[Question]) -> list[Any]:
    """Return one answer as cells, one a question; empty ones for none."""
    if answer is None:
        return [""] * len(questions)
    return _cells(answer, contents[answer.asked_id], questions)


def _cells(answer: Answer, content: Content, questions: Sequence[Question]) -> list[Any]:
    found: list[Any] = []
    for question in questions:
        asked = content.question(question.key)
        found.append(filling.cell(asked, answer.values.get(question.key)) if asked else "")
    return found


def due(answer: Answer, *, kept_days: int) -> dt.date:
    """Return the day an answer is erased."""
    return (answer.changed_at + dt.timedelta(days=kept_days + 1)).date()
