"""Texts as sparse vectors whose products mix words, spellings and ideas.

The similarity of two texts is a soft cosine (Sidorov et al. 2014): with `a` the tf-idf weights of the
stems and `c` those of the ideas, and `s(u, v)` 1 for the same stem, else a share of the cosine of the
two words' character 3- to 5-grams,

    k(x, y) = sum over u, v of a_x(u) s(u, v) a_y(v) + sum over i of c_x(i) c_y(i)
    similarity(x, y) = k(x, y) / sqrt(k(x, x) k(y, y))

A sum over the pairs of words is the product of the texts' character-gram vectors, so this fuses the
word and the character cosines; keeping only the words that look alike makes it fast.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from copil.algorithms.similarity.concepts import Lexicon
from copil.algorithms.similarity.reading import Reader, Reading, reader_of
from copil.algorithms.similarity.spelling import LookAlikes, look_alikes

Vector = list[tuple[int, float]]

# With fewer texts, each weighs as among this many: a word of the only text there is not a common word.
_FEWEST = 100


@dataclass(frozen=True, slots=True)
class Weights:
    """Settings of the similarity, each justified in docs/benchmarks.md.

    idea: weight of an idea beside a word. spelling: similarity of two words spelt alike, times their
    character cosine. spelling_floor: least character cosine. rarity: smoothing of the inverse
    document frequency, log(1 + 1 / (share of the texts + rarity)): bounded, and hardly moved by one
    more text.
    """

    idea: float = 2.5
    spelling: float = 0.8
    spelling_floor: float = 0.4
    rarity: float = 0.005


@dataclass(frozen=True, slots=True)
class Scale:
    """How much each word and idea weighs in a set of texts.

    Dimensions are numbered by `ranks`: the stems of the texts, then all the ideas ("#" before their
    key). near: for each stem, itself (1.0) and those spelt alike.
    """

    weights: Weights
    alike: LookAlikes
    ranks: Mapping[str, int]
    rarity: Sequence[float]
    near: Sequence[Vector]

    def vector(self, reading: Reading) -> tuple[Vector, Vector]:
        """Return the normalised vector of a reading, and the same spread over the words spelt alike.

        A stem out of the texts has a number out of the dimensions: it only adds to the length.
        """
        plain: dict[int, float] = {}
        spread: dict[int, float] = {}
        unknown = math.log(1 + 1 / self.weights.rarity)
        for stem, count in reading.stems.items():
            rank = self.ranks.get(stem, len(self.ranks) + len(plain))
            known = rank < len(self.rarity)
            plain[rank] = (1 + math.log(count)) * (self.rarity[rank] if known else unknown)
            near = self.near[rank] if known else [(rank, 1.0), *_near(self.alike, stem, self.weights)]
            for other, alike in near:
                spread[other] = spread.get(other, 0.0) + plain[rank] * alike
        for idea, count in Counter(mention.idea for mention in reading.mentions).items():
            rank = self.ranks[f"#{idea}"]
            plain[rank] = spread[rank] = self.weights.idea * (1 + math.log(count)) * self.rarity[rank]
        norm = math.sqrt(sum(weight * spread[rank] for rank, weight in plain.items())) or 1.0
        return _scaled(plain, norm), _scaled(spread, norm)


@dataclass(frozen=True, slots=True)
class Space:
    """Texts ready to be compared with one another or with a new one.

    vectors, spread: see `Scale.vector`, one of each a text. postings: for each dimension, the texts
    that have it with their weight, in their order.
    """

    reader: Reader
    scale: Scale
    readings: Sequence[Reading]
    vectors: Sequence[Vector]
    spread: Sequence[Vector]
    postings: Sequence[Vector]

    def neighbours(self, spread: Vector) -> dict[int, float]:
        """Return the similarities of a spread vector with the texts it meets."""
        similarities: dict[int, float] = {}
        get = similarities.get
        for rank, weight in spread:
            if rank < len(self.postings):
                for text, other in self.postings[rank]:
                    similarities[text] = get(text, 0.0) + weight * other
        return similarities


def build_space(*, texts: Sequence[str], lexicon: Lexicon, weights: Weights) -> Space:
    """Index texts for comparison, in time and memory about their number of words.

    The result depends on the set of texts only, but for the numbering of the texts, that of the list.
    """
    reader = reader_of(texts, lexicon)
    readings = [reader.read(text) for text in texts]
    scale = _scale(readings, lexicon, weights)
    vectors: list[Vector] = []
    spread: list[Vector] = []
    postings: list[Vector] = [[] for _ in scale.rarity]
    for number, reading in enumerate(readings):
        plain, wide = scale.vector(reading)
        vectors.append(plain)
        spread.append(wide)
        for rank, weight in plain:
            postings[rank].append((number, weight))
    return Space(reader, scale, readings, vectors, spread, postings)


def _scale(readings: Sequence[Reading], lexicon: Lexicon, weights: Weights) -> Scale:
    stems = Counter(stem for reading in readings for stem in reading.stems)
    ideas = Counter(idea for reading in readings for idea in {mention.idea for mention in reading.mentions})
    vocabulary = sorted(stems)
    alike = look_alikes(vocabulary)
    names = [*vocabulary, *(f"#{idea}" for idea in lexicon.labels)]
    counts = [*(stems[stem] for stem in vocabulary), *(ideas[idea] for idea in lexicon.labels)]
    total = max(len(readings), _FEWEST)
    return Scale(
        weights=weights,
        alike=alike,
        ranks={name: rank for rank, name in enumerate(names)},
        rarity=[math.log(1 + 1 / (count / total + weights.rarity)) for count in counts],
        near=[
            [(other, 1.0 if other == rank else close) for other, close in _near(alike, stem, weights)]
            for rank, stem in enumerate(vocabulary)
        ],
    )


def _near(alike: LookAlikes, stem: str, weights: Weights) -> Vector:
    cosines = alike.near(stem, floor=weights.spelling_floor)
    return [(rank, weights.spelling * cosine) for rank, cosine in sorted(cosines.items())]


def _scaled(vector: dict[int, float], norm: float) -> Vector:
    return [(rank, weight / norm) for rank, weight in sorted(vector.items())]
