"""What a form asks, as it is kept: texts by language and questions in order. No Django here.

A question keeps its key from one version of the form to the next, a choice too: answers name them.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

FRENCH = "fr"
MOST_QUESTIONS = 60
MOST_CHOICES = 40
SHORTEST, LONGEST = 300, 5_000
Texts = Mapping[str, str]


def said(texts: Texts, language: str) -> str:
    """Return a text in a language, in French as long as nobody translated it."""
    return texts.get(language) or texts.get(FRENCH, "")


def new_key() -> str:
    """Return a key that no other question has."""
    return secrets.token_hex(5)


@dataclass(frozen=True)
class Choice:
    """An answer that may be chosen."""

    key: str
    label: Texts


@dataclass(frozen=True)
class Question:
    """One question. ``least`` and ``most`` bound a number, a count of choices, the length of a text."""

    key: str
    kind: str
    label: Texts
    help: Texts = field(default_factory=dict)
    required: bool = False
    choices: Sequence[Choice] = ()
    least: str = ""
    most: str = ""

    def choice(self, key: str) -> Choice | None:
        """Return a choice by its key; None when it was taken off."""
        return next((one for one in self.choices if one.key == key), None)


@dataclass(frozen=True)
class Content:
    """A whole form: ``purpose`` and ``readers`` are the notice about personal data."""

    title: Texts
    introduction: Texts = field(default_factory=dict)
    purpose: Texts = field(default_factory=dict)
    readers: Texts = field(default_factory=dict)
    questions: Sequence[Question] = ()

    def question(self, key: str) -> Question | None:
        """Return a question by its key."""
        return next((one for one in self.questions if one.key == key), None)


def read(kept: Mapping[str, Any]) -> Content:
    """Return a form from what the database keeps of it."""
    texts = kept["texts"]
    return Content(
        **{name: texts.get(name, {}) for name in ("title", "introduction", "purpose", "readers")},
        questions=[
            Question(
                **{name: row[name] for name in ("key", "kind", "label", "help", "required", "least", "most")},
                choices=[Choice(one["key"], one["label"]) for one in row["choices"]],
            )
            for row in kept["questions"]
        ],
    )


def kept(content: Content) -> dict[str, Any]:
    """Return a form as the database keeps it."""
    return {
        "texts": {
            name: dict(getattr(content, name)) for name in ("title", "introduction", "purpose", "readers")
        },
        "questions": [
            {
                "key": one.key,
                "kind": one.kind,
                "label": dict(one.label),
                "help": dict(one.help),
                "required": one.required,
                "least": one.least,
                "most": one.most,
                "choices": [{"key": choice.key, "label": dict(choice.label)} for choice in one.choices],
            }
            for one in content.questions
        ],
    }


def choices_from(lines: Sequence[str], before: Sequence[Choice]) -> list[Choice]:
    """Return the choices that typed lines name: one that was there keeps its key and its translations.

    A line that changes and stays at its place is the same choice said better.
    """
    known = {one.label.get(FRENCH, ""): one for one in before}
    found: list[Choice] = []
    same_length = len(lines) == len(before)
    for place, line in enumerate(lines):
        one = known.get(line)
        if one is None and same_length and before[place].label.get(FRENCH, "") not in lines:
            one = replace(before[place], label={**before[place].label, FRENCH: line})
        found.append(one or Choice(new_key(), {FRENCH: line}))
    return found


def with_question(content: Content, question: Question, *, was: str = "") -> Content:
    """Return a form with a question changed, or added at its end; ``was`` is its key if that changes."""
    key = was or question.key
    if content.question(key) is None:
        return replace(content, questions=[*content.questions, question])
    questions = [question if one.key == key else one for one in content.questions]
    return replace(content, questions=questions)


def without_question(content: Content, key: str) -> Content:
    """Return a form without a question."""
    return replace(content, questions=[one for one in content.questions if one.key != key])


def moved(content: Content, key: str, *, by: int) -> Content:
    """Return a form with a question moved by so many places; it stops at either end."""
    questions = list(content.questions)
    place = next((at for at, one in enumerate(questions) if one.key == key), None)
    if place is None:
        return content
    question = questions.pop(place)
    questions.insert(min(max(place + by, 0), len(questions)), question)
    return replace(content, questions=questions)


@dataclass(frozen=True)
class Place:
    """One text to translate: the name of its field, what it is, what French says."""

    name: str
    title: str
    texts: Texts


_FRAME = {
    "title": "Titre",
    "introduction": "Introduction",
    "purpose": "À quoi servent les réponses",
    "readers": "Qui les lit",
}


def places(content: Content) -> list[Place]:
    """Return every text of a form that has words in French, in order."""
    found = [Place(name, title, getattr(content, name)) for name, title in _FRAME.items()]
    for number, question in enumerate(content.questions, start=1):
        found.append(Place(f"q-{question.key}-label", f"Question {number}", question.label))
        found.append(Place(f"q-{question.key}-help", f"Question {number}, aide", question.help))
        found += [
            Place(f"q-{question.key}-c-{one.key}", f"Question {number}, réponse proposée", one.label)
            for one in question.choices
        ]
    return [one for one in found if one.texts.get(FRENCH)]


def translated(content: Content, language: str, words: Mapping[str, str]) -> Content:
    """Return a form whose texts in a language are those given by name of place; an empty one is taken off."""

    def told(name: str) -> Callable[[Texts], dict[str, str]]:
        def put(texts: Texts) -> dict[str, str]:
            if name not in words:
                return dict(texts)
            rest = {code: text for code, text in texts.items() if code != language}
            return {**rest, language: words[name]} if words[name] else rest

        return put

    questions = [
        replace(
            one,
            label=told(f"q-{one.key}-label")(one.label),
            help=told(f"q-{one.key}-help")(one.help),
            choices=[
                replace(choice, label=told(f"q-{one.key}-c-{choice.key}")(choice.label))
                for choice in one.choices
            ],
        )
        for one in content.questions
    ]
    frame = {name: told(name)(getattr(content, name)) for name in _FRAME}
    return replace(content, **frame, questions=questions)
