"""How near two experiences are, and why: a score whose every part is told. Over plain values."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from copil.algorithms.similarity import needs as similarity
from copil.algorithms.similarity.records import Near as NearText
from copil.algorithms.similarity.records import Text
from copil.algorithms.text.normalise import stems
from copil.algorithms.text.stopwords import STOP_WORDS
from copil.core import typography
from copil.library.shelf import KIND_LABELS

FLOOR = 0.12
"""Similarity of words under which two texts do not speak of the same thing."""
LEAST = 0.20
"""Score under which an experience is not shown."""
COMPARED = 40
"""Experiences whose texts are compared whole."""
_SCALE = 2
_TOLD = 4
_ANY_SECTOR = frozenset(stems("tous les secteurs association structure"))


@dataclass(frozen=True)
class Weights:
    """What each part gives at most; they add up to 1."""

    words: float = 0.45
    themes: float = 0.15
    sector: float = 0.15
    type: float = 0.05
    kinds: float = 0.05
    place: float = 0.10
    scale: float = 0.05


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What is compared of an experience or of an initiative; what is unknown weighs nothing.

    ``place`` is the key of a territory, ``place_kind`` its level as people read it.
    """

    id: str
    text: str
    themes: frozenset[str] = frozenset()
    sector: str = ""
    type: str = ""
    kinds: frozenset[str] = frozenset()
    place: str = ""
    place_kind: str = ""
    structures: int | None = None


@dataclass(frozen=True)
class Reason:
    """One part of a score, in words; ``points`` out of 100."""

    words: str
    points: int


@dataclass(frozen=True)
class Nearby:
    """An experience near another, its score out of 100 and each of its reasons, the strongest first."""

    id: str
    score: int
    reasons: Sequence[Reason] = field(default_factory=list)


def nearest(
    subject: Subject, others: Iterable[Subject], *, top: int, weights: Weights | None = None
) -> list[Nearby]:
    """Return the experiences nearest to a subject, each with its reasons.

    0. Of many, only the ``COMPARED`` that share the rarest words with the subject are weighed.
    1. Words: soft cosine of the texts (``algorithms.similarity``); under ``FLOOR`` they weigh nothing.
    2. To the words are added the parts in common: themes, sector, type, kinds of intervention, place, scale.
    3. Without words, theme or sector in common an experience is left out, and so is a score under ``LEAST``.

    Time about the number of words, then of pairs of words alike among ``COMPARED`` texts.
    """
    chosen = weights or Weights()
    listed = _promising(subject, [one for one in others if one.id != subject.id])
    corpus = similarity.prepare(texts=[Text(id=one.id, text=one.text) for one in listed])
    said = {
        one.id: one
        for one in similarity.nearest(
            text=Text(id=subject.id, text=subject.text), corpus=corpus, top=len(listed), floor=FLOOR
        )
    }
    found = []
    for one in listed:
        parts = _parts(subject, one, said.get(one.id), chosen)
        score = sum(weight for _, weight, _ in parts)
        if score < LEAST or not any(strong for _, _, strong in parts):
            continue
        reasons = [Reason(words, round(100 * weight)) for words, weight, _ in parts]
        reasons.sort(key=lambda reason: -reason.points)
        found.append(Nearby(one.id, round(100 * score), reasons))
    return sorted(found, key=lambda one: (-one.score, one.id))[:top]


def _promising(subject: Subject, others: Sequence[Subject]) -> Sequence[Subject]:
    """Return those that share the most with a subject, a word the more the rarer it is; all of a few."""
    if len(others) <= COMPARED:
        return others
    held = [set(stems(f"{one.text} {' '.join(one.themes)} {one.sector}")) for one in others]
    often = Counter(stem for words in held for stem in words)
    wanted = set(stems(f"{subject.text} {' '.join(subject.themes)} {subject.sector}"))
    weight = [
        sum(math.log(1 + len(others) / often[stem]) for stem in sorted(wanted & words)) for words in held
    ]
    ranked = sorted(range(len(others)), key=lambda place: (-weight[place], others[place].id))
    return [others[place] for place in ranked[:COMPARED]]


def _parts(
    subject: Subject, other: Subject, said: NearText | None, weights: Weights
) -> list[tuple[str, float, bool]]:
    """Return what two experiences have in common: in words, its weight, whether it is enough by itself."""
    parts: list[tuple[str, float, bool]] = []
    if said is not None:
        parts.append((_words(said), weights.words * min(1.0, said.similarity), True))
    if themes := subject.themes & other.themes:
        share = len(themes) / len(subject.themes | other.themes)
        parts.append((f"même contenu : {', '.join(sorted(themes))}", weights.themes * share, True))
    if _same_sector(subject.sector, other.sector):
        parts.append((f"même secteur : {other.sector.lower()}", weights.sector, True))
    if subject.type and subject.type == other.type:
        parts.append((f"même type d’ingénierie, {subject.type}", weights.type, False))
    if kinds := subject.kinds & other.kinds:
        names = ", ".join(KIND_LABELS.get(kind, kind).lower() for kind in sorted(kinds))
        parts.append((names, weights.kinds * len(kinds) / len(subject.kinds | other.kinds), False))
    if subject.place and subject.place == other.place:
        parts.append(("même territoire", weights.place, False))
    elif subject.place_kind and subject.place_kind == other.place_kind:
        parts.append((f"même échelle de territoire : {subject.place_kind}", weights.place / 2, False))
    if _same_scale(subject.structures, other.structures):
        number = typography.plural(other.structures or 0, "structure")
        parts.append((f"même ordre de grandeur : {number}", weights.scale, False))
    return [(typography.french(words), weight, strong) for words, weight, strong in parts]


def _words(said: NearText) -> str:
    ideas = [one.idea or one.words[0] for one in said.shared if one.idea or one.words]
    return f"parlent toutes deux de {', '.join(ideas[:_TOLD])}" if ideas else "disent presque la même chose"


def _same_sector(one: str, other: str) -> bool:
    """Tell whether two sectors have a word in common; « tous les secteurs » is none."""
    ignored = _ANY_SECTOR | STOP_WORDS
    return bool((set(stems(one)) - ignored) & (set(stems(other)) - ignored))


def _same_scale(one: int | None, other: int | None) -> bool:
    return bool(one and other) and max(one or 0, other or 0) <= _SCALE * min(one or 0, other or 0)
