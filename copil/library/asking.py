"""Ask the library in one's own words: every word, or an idea said otherwise; else the experiences nearest."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from copil.algorithms.similarity.concepts import default_lexicon
from copil.algorithms.text.normalise import tokens
from copil.identity.models import Workspace
from copil.library.models import Edition
from copil.library.search_entries import KIND, MARK, idea_word, title_word
from copil.search import engines, synonyms
from copil.search.models import SearchEntry
from copil.search.rules import Asked, Slot

LONGEST = 12
"""Words of a question that are looked for."""


@dataclass(frozen=True)
class Answer:
    """What a question found: the sheets in order, and whether each of them holds everything asked."""

    sheets: list[uuid.UUID]
    whole: bool


def read(question: str, workspace: Workspace | None) -> Asked:
    """Return what a question asks (one query): to each of its words are added the ideas it expresses.

    Words that introduce any need (« trouver », « aide ») are not asked for when others are.
    """
    asked = synonyms.asked(workspace, question)
    found = tokens(question)
    lexicon = default_lexicon()
    ideas: dict[str, set[str]] = defaultdict(set)
    for mention in lexicon.mentions(found):
        for token in found[mention.first : mention.last]:
            ideas[token.stem].update(mention.ideas)
    idle = {token.stem for token in found if lexicon.is_frame(token.word) and not ideas[token.stem]}
    slots = [_widened(slot, ideas) for slot in asked.slots if not idle.issuperset(slot[0])]
    if not slots:
        return asked
    # The word being typed is the last one: when it was left out, nothing is being typed any more.
    typed = asked.typed if asked.slots[-1][0] == slots[-1][0] else ""
    return Asked(slots=tuple(slots[:LONGEST]), typed=typed if len(slots) <= LONGEST else "")


def ask(asked: Asked, readable: "QuerySet[Edition]") -> Answer:
    """Return the readable sheets that answer, titles first, then the latest (one query).

    When none holds everything asked, those that hold the most of it are returned, and ``whole`` is False.
    """
    if not asked.slots:
        return Answer([], whole=True)
    last = len(asked.slots) - 1
    any_of = Q()
    held, titled = _none(), _none()
    for place, slot in enumerate(asked.slots):
        alone = Asked(slots=(slot,), typed=asked.typed if place == last else "")
        marks = tuple((title_word(one),) for (one, *more) in slot if not more and one.startswith(MARK))
        everywhere = Q(engines.matches(alone))
        in_title = Q(engines.matches(alone, title_only=True))
        if marks:
            in_title |= Q(engines.matches(Asked(slots=(marks,))))
        any_of |= everywhere
        held, titled = held + _one(everywhere), titled + _one(in_title)
    rows = SearchEntry.objects.filter(any_of, kind=KIND, object_id__in=readable.values("sheet"))
    values: Any = rows.annotate(held=held, titled=titled).values("object_id", "held")
    found: list[tuple[uuid.UUID, int]] = [
        (row["object_id"], row["held"]) for row in values.order_by("-held", "-titled", "-at", "pk")
    ]
    best = found[0][1] if found else 0
    return Answer([sheet for sheet, number in found if number == best], whole=best in (0, len(asked.slots)))


def _none() -> Combinable:
    return Value(0)


def _one(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def _widened(slot: Slot, ideas: dict[str, set[str]]) -> Slot:
    """Return a slot that the marks of the ideas its words express may fill too."""
    more = sorted({idea_word(idea) for stem in slot[0] for idea in ideas.get(stem, ())})
    return (*slot, *((mark,) for mark in more))
