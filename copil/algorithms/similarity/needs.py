"""Propose the needs that seem to be the same, and find the needs closest to a new one.

Nothing here decides: proposals carry their reasons, and what people said must stay apart is never
proposed together again.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from copil.algorithms.similarity.concepts import Lexicon, default_lexicon
from copil.algorithms.similarity.explain import (
    Told,
    distance_km,
    label_terms,
    radius_km,
    shared_words,
    term_counts,
    terms_of,
)
from copil.algorithms.similarity.linkage import average_linkage
from copil.algorithms.similarity.nature import advise_nature
from copil.algorithms.similarity.reading import Reading
from copil.algorithms.similarity.records import Group, Member, NatureAdvice, Near, Text
from copil.algorithms.similarity.space import Space, Vector, Weights, build_space
from copil.algorithms.text.normalise import fold

# Mean similarity from which two groups say the same thing (docs/benchmarks.md).
CUT = 0.33

# Similarities under this are counted as 0: too weak to weigh in a mean, too many to keep.
FLOOR = 0.20

# How far two themes, when both are known, draw the similarity: towards 1 if they are the same, else 0.
THEME = 0.20


@dataclass(frozen=True, slots=True)
class Corpus:
    """Texts prepared once, to be asked for groups or neighbours."""

    texts: tuple[Text, ...]
    themes: tuple[str | None, ...]
    space: Space

    def told(self, numbers: Iterable[int]) -> list[Told]:
        """Return the texts of these numbers with their readings."""
        return [Told(self.texts[number], self.space.readings[number]) for number in numbers]


def prepare(
    *, texts: Iterable[Text], lexicon: Lexicon | None = None, weights: Weights | None = None
) -> Corpus:
    """Read and index texts, in an order that does not depend on theirs.

    Raises ValueError when two texts have the same id.
    """
    ordered = tuple(sorted(texts, key=lambda text: (fold(text.text), text.id)))
    if len({text.id for text in ordered}) < len(ordered):
        raise ValueError("two texts have the same id")
    space = build_space(
        texts=[text.text for text in ordered],
        lexicon=lexicon or default_lexicon(),
        weights=weights or Weights(),
    )
    return Corpus(ordered, tuple(text.theme for text in ordered), space)


def propose_groups(*, corpus: Corpus, apart: Iterable[tuple[str, str]] = (), cut: float = CUT) -> list[Group]:
    """Propose groups of two texts or more that express the same need, the most widespread first.

    apart: pairs of ids that people have separated. Ids unknown to the corpus are ignored.

    1. Texts with the same vector are one node (unless someone separated them).
    2. Similarities come from the inverted index, never from all the pairs, and are drawn a little by the
       themes; the weak ones are dropped.
    3. Average linkage merges groups while their mean similarity reaches the cut.
    4. Each group is explained.

    The result does not depend on the order of the texts. Time about the number of pairs of texts
    that share a word or an idea.
    """
    numbers = {text.id: number for number, text in enumerate(corpus.texts)}
    separated = {
        (numbers[one], numbers[two]) for one, two in apart if one != two and one in numbers and two in numbers
    }
    graph = _graph(corpus, separated)
    clusters = average_linkage(
        sizes=[len(node) for node in graph.nodes],
        sums=graph.sums,
        cut=cut,
        apart=[
            (graph.node_of[one], graph.node_of[two])
            for one, two in separated
            if one in graph.node_of and two in graph.node_of
        ],
    )
    counts = term_counts(corpus.told(range(len(corpus.texts))))
    mean_terms = counts.total() / max(len(clusters), 1)
    groups = [
        _group(corpus, graph, cluster, counts=counts, mean_terms=mean_terms)
        for cluster in clusters
        if sum(len(graph.nodes[node]) for node in cluster) > 1
    ]
    return sorted(groups, key=lambda group: (-group.structures, -len(group.members), group.members[0].id))


def nearest(*, text: Text, corpus: Corpus, top: int = 5, floor: float = CUT) -> list[Near]:
    """Return the texts of the corpus closest to a text, the closest first, with the reasons.

    A text of the corpus with the same id is left out. floor: least similarity.
    """
    reading, similarities = _met(text, corpus, floor)
    found = [
        (similarity, corpus.texts[number], corpus.space.readings[number])
        for number, similarity in similarities.items()
    ]
    found.sort(key=lambda item: (-item[0], item[1].id))
    return [
        _near(corpus, Told(text, reading), other, its, similarity) for similarity, other, its in found[:top]
    ]


def similarities(*, text: Text, corpus: Corpus, floor: float = FLOOR) -> dict[str, float]:
    """Return the similarity of a text with those of the corpus that reach the floor, by id, but itself."""
    _, met = _met(text, corpus, floor)
    return {corpus.texts[number].id: similarity for number, similarity in met.items()}


def _met(text: Text, corpus: Corpus, floor: float) -> tuple[Reading, dict[int, float]]:
    reading = corpus.space.reader.read(text.text)
    _, spread = corpus.space.scale.vector(reading)
    drawn = _drawn(corpus.space.neighbours(spread), corpus.themes, text.theme, min(floor, FLOOR))
    met = {
        number: min(similarity, 1.0)
        for number, similarity in drawn.items()
        if similarity >= floor and corpus.texts[number].id != text.id
    }
    return reading, met


@dataclass(frozen=True, slots=True)
class _Graph:
    """Nodes are texts with the same vector; `sums` are those of the similarities between two nodes' texts."""

    nodes: Sequence[Sequence[int]]
    node_of: Mapping[int, int]
    sums: Sequence[Mapping[int, float]]


def _graph(corpus: Corpus, separated: Iterable[tuple[int, int]]) -> _Graph:
    alone = {number for pair in separated for number in pair}
    keys: dict[tuple[object, ...], list[int]] = {}
    for number, vector in enumerate(corpus.space.vectors):
        if vector:
            key = (tuple(vector), corpus.texts[number].theme, number if number in alone else None)
            keys.setdefault(key, []).append(number)
    nodes = list(keys.values())
    themes = [corpus.texts[node[0]].theme for node in nodes]
    sizes = [len(node) for node in nodes]
    sums: list[dict[int, float]] = []
    postings: list[Vector] = [[] for _ in corpus.space.postings]
    for rank, node in enumerate(nodes):
        similarities: dict[int, float] = {}
        get = similarities.get
        for dimension, weight in corpus.space.spread[node[0]]:
            for other, its in postings[dimension]:
                similarities[other] = get(other, 0.0) + weight * its
        size = sizes[rank]
        near = {
            other: mean * size * sizes[other]
            for other, mean in _drawn(similarities, themes, themes[rank]).items()
            if mean >= FLOOR
        }
        for other, total in near.items():
            sums[other][rank] = total
        sums.append(near)
        for dimension, weight in corpus.space.vectors[node[0]]:
            postings[dimension].append((rank, weight))
    return _Graph(nodes, {number: rank for rank, node in enumerate(nodes) for number in node}, sums)


def _drawn(
    similarities: Mapping[int, float], themes: Sequence[str | None], theme: str | None, least: float = FLOOR
) -> Mapping[int, float]:
    """Draw the similarities of a text of this theme with others, by number, towards what themes say.

    least: smallest similarity of the words: a theme alone brings nothing together.
    """
    if theme is None:
        return similarities
    return {
        other: mean if themes[other] is None else (1 - THEME) * mean + THEME * (themes[other] == theme)
        for other, mean in similarities.items()
        if mean >= least
    }


def _group(
    corpus: Corpus, graph: _Graph, cluster: Sequence[int], *, counts: Mapping[str, int], mean_terms: float
) -> Group:
    sums = _sums(graph, cluster)
    size = len(sums)
    told = corpus.told(sums)
    terms = terms_of(told)
    labels = corpus.space.reader.lexicon.labels
    total = sum(sums.values()) / 2
    mates = _Mates(told, corpus.space.reader.lexicon.joint)
    members = [
        Member(
            id=corpus.texts[number].id,
            closeness=mine / (size - 1),
            cohesion_without=(total - mine) / _pairs(size - 1) if size > 2 else None,
            structures_without=mates.structures(leaving=corpus.texts[number].id),
            nature_without=mates.advice(leaving=corpus.texts[number].id).nature,
        )
        for number, mine in sums.items()
    ]
    themes = {one.text.theme for one in told if one.text.theme is not None}
    return Group(
        members=tuple(sorted(members, key=lambda member: (-member.closeness, member.id))),
        label=label_terms(terms, size=size, counts=counts, mean_terms=mean_terms, labels=labels)
        or (told[0].text.text,),
        cohesion=total / _pairs(size),
        shared=shared_words(terms, labels),
        structures=mates.structures(),
        theme=themes.pop() if len(themes) == 1 else None,
        radius_km=mates.radius,
        advice=mates.advice(),
    )


class _Mates:
    """What the members of a group make together, with or without one of them."""

    def __init__(self, told: Sequence[Told], joint: frozenset[str]) -> None:
        self.size = len(told)
        self.radius = radius_km(one.text for one in told)
        self._organisation = {one.text.id: one.text.organisation for one in told}
        self._count = Counter(self._organisation.values())
        self._joint = {
            one.text.id for one in told if any(mention.idea in joint for mention in one.reading.mentions)
        }

    def structures(self, *, leaving: str | None = None) -> int:
        """Count the organisations, the unknown ones for one, without the text that would leave."""
        last = leaving is not None and self._count[self._organisation[leaving]] == 1
        return len(self._count) - last

    def advice(self, *, leaving: str | None = None) -> NatureAdvice:
        """Advise the nature of the need, without the text that would leave."""
        return advise_nature(
            structures=self.structures(leaving=leaving),
            texts=self.size - (leaving is not None),
            joint_markers=len(self._joint - {leaving}),
            radius_km=self.radius,
        )


def _sums(graph: _Graph, cluster: Sequence[int]) -> dict[int, float]:
    """Return, for each text of the cluster, the sum of its similarities with the others."""
    inside = set(cluster)
    sums: dict[int, float] = {}
    for rank in cluster:
        node = graph.nodes[rank]
        near = graph.sums[rank]
        shared = math.fsum(near[other] for other in inside & near.keys()) / len(node)
        sums.update(dict.fromkeys(node, shared + len(node) - 1))
    return sums


def _pairs(size: int) -> float:
    return size * (size - 1) / 2


def _near(corpus: Corpus, asked: Told, other: Text, reading: Reading, similarity: float) -> Near:
    text = asked.text
    return Near(
        id=other.id,
        similarity=similarity,
        shared=shared_words(terms_of([asked, Told(other, reading)]), corpus.space.reader.lexicon.labels),
        same_theme=text.theme is not None and text.theme == other.theme,
        same_organisation=text.organisation is not None and text.organisation == other.organisation,
        distance_km=distance_km(text, other),
    )
