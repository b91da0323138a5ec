"""Say why texts were brought together: words in common, label, distances."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from copil.algorithms.similarity.reading import Reading
from copil.algorithms.similarity.records import Shared, Text
from copil.algorithms.text.stopwords import STOP_WORDS

_SENTENCE_START = re.compile(r"(^|[.!?…:«»\"(])[\s\W]*$")
# Numbers count in a comparison, but say nothing to a reader who asks why.
_NUMBERS = "deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente quarante cent mille"
_UNSAID = STOP_WORDS.union(_NUMBERS.split())

_EARTH_KM = 6371.0
_MOST_SHARED = 6
_MOST_WORDS = 6
_LABEL_TERMS = 3


@dataclass(frozen=True, slots=True)
class Told:
    """A text with its reading."""

    text: Text
    reading: Reading


@dataclass(slots=True)
class Term:
    """An idea ("#" and its key) or a stem, with the texts that hold it and how they write it."""

    ids: dict[str, None]
    forms: Counter[str]

    def words(self) -> tuple[str, ...]:
        ordered = sorted(self.forms.items(), key=lambda form: (-form[1], form[0]))
        return tuple(form for form, _ in ordered[:_MOST_WORDS])


def terms_of(told: Sequence[Told]) -> dict[str, Term]:
    """Return the stems, numbers apart, and the ideas ("#" and their key) of the texts, with their forms."""
    terms: dict[str, Term] = {}
    for one in told:
        text, reading = one.text, one.reading
        spans = [(f"#{mention.idea}", mention.first, mention.last) for mention in reading.mentions]
        spans += [
            (token.stem, place, place + 1)
            for place, token in enumerate(reading.tokens)
            if token.stem in reading.stems and token.word not in _UNSAID and not token.word.isdigit()
        ]
        for key, first, last in spans:
            term = terms.setdefault(key, Term({}, Counter()))
            term.ids[text.id] = None
            start, end = reading.tokens[first].start, reading.tokens[last - 1].end
            term.forms[_as_written(text.text, start, end)] += 1
    return terms


def shared_words(terms: Mapping[str, Term], labels: Mapping[str, str]) -> tuple[Shared, ...]:
    """Return what at least two of the texts have in common, the most widespread first, six at most.

    An idea groups the different words that express it; a word that is not part of a shared idea is
    given in the forms it takes. terms: `terms_of` the texts. labels: the French label of each idea.
    """
    common = {key: term for key, term in terms.items() if len(term.ids) > 1}
    hidden = {form for key, term in common.items() if key.startswith("#") for form in term.forms}
    shared = [
        Shared(
            idea=labels.get(key[1:]) if key.startswith("#") else None, words=term.words(), ids=tuple(term.ids)
        )
        for key, term in common.items()
        if key.startswith("#") or not hidden.issuperset(term.forms)
    ]
    shared.sort(key=lambda item: (-len(item.ids), item.idea is None, item.words))
    return tuple(shared[:_MOST_SHARED])


def term_counts(told: Iterable[Told]) -> Counter[str]:
    """Count the texts that hold each stem and each idea ("#" and its key)."""
    return Counter(
        term
        for one in told
        for term in {*one.reading.stems, *(f"#{mention.idea}" for mention in one.reading.mentions)}
    )


def label_terms(
    terms: Mapping[str, Term],
    *,
    size: int,
    counts: Mapping[str, int],
    mean_terms: float,
    labels: Mapping[str, str],
) -> tuple[str, ...]:
    """Return one to three terms that tell this group from the others, by class-based tf-idf.

    weight = texts of the group with the term x log(1 + mean number of terms of a group / texts with
    the term) (Grootendorst 2022, "BERTopic", section 3.3). The ideas of half of the texts come first,
    under their label, then the words of at least two texts that do not express them.
    terms: `terms_of` the group. size: how many texts it has. counts: `term_counts` of all the texts.
    """
    weight = {key: len(term.ids) * math.log(1 + mean_terms / counts[key]) for key, term in terms.items()}
    ordered = sorted(terms, key=lambda key: (-weight[key], key))
    ideas = [key for key in ordered if key.startswith("#") and 2 * len(terms[key].ids) >= size]
    ideas = ideas[: _LABEL_TERMS - 1]
    hidden = {form for key in ideas for form in terms[key].forms}
    words = [
        terms[key].words()[0]
        for key in ordered
        if not key.startswith("#") and len(terms[key].ids) > 1 and not hidden.issuperset(terms[key].forms)
    ]
    chosen = [labels[key[1:]] for key in ideas] + words
    if not chosen:
        chosen = [terms[key].words()[0] for key in ordered if not key.startswith("#")]
    return tuple(dict.fromkeys(chosen))[:_LABEL_TERMS]


def distance_km(one: Text, other: Text) -> float | None:
    """Return the great-circle distance of two texts, None when one is not located."""
    if one.lon is None or one.lat is None or other.lon is None or other.lat is None:
        return None
    return _haversine(one.lon, one.lat, other.lon, other.lat)


def radius_km(texts: Iterable[Text]) -> float | None:
    """Return the greatest distance of a located text to the middle of all, None under two of them."""
    points = [(text.lon, text.lat) for text in texts if text.lon is not None and text.lat is not None]
    if len(points) < 2:
        return None
    lon = math.fsum(lon for lon, _ in points) / len(points)
    lat = math.fsum(lat for _, lat in points) / len(points)
    return max(_haversine(lon, lat, *point) for point in points)


def _as_written(text: str, start: int, end: int) -> str:
    """Return the words as typed, without the capital of a sentence's beginning or of a shouted text."""
    form = text[start:end]
    if text.isupper() or (form[1:].islower() and _SENTENCE_START.search(text[:start])):
        return form.lower()
    return form


def _haversine(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    half_lat = math.radians(lat2 - lat1) / 2
    half_lon = math.radians(lon2 - lon1) / 2
    chord = (
        math.sin(half_lat) ** 2
        + math.cos(math.radians(lat1)) * math.cos(math.radians(lat2)) * math.sin(half_lon) ** 2
    )
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(chord, 1.0)))
