"""BM25 over lists of terms, and the measures of a ranking."""

import heapq
import math
from collections import Counter
from collections.abc import Sequence


class Bm25:
    """Okapi BM25 with an inverted index (Robertson & Zaragoza 2009), the idf of Lucene."""

    def __init__(self, documents: Sequence[Sequence[str]], *, k1: float, b: float) -> None:
        mean = sum(map(len, documents)) / max(len(documents), 1)
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for number, terms in enumerate(documents):
            length = k1 * (1 - b + b * len(terms) / mean)
            for term, count in Counter(terms).items():
                self._postings.setdefault(term, []).append((number, count * (k1 + 1) / (count + length)))
        self._idf = {
            term: math.log(1 + (len(documents) - len(held) + 0.5) / (len(held) + 0.5))
            for term, held in self._postings.items()
        }

    def top(self, query: Sequence[str], size: int) -> list[int]:
        """Return the numbers of the best documents, the best first; ties by number."""
        scores: dict[int, float] = {}
        for term in dict.fromkeys(query):
            for number, weight in self._postings.get(term, ()):
                scores[number] = scores.get(number, 0.0) + self._idf[term] * weight
        return heapq.nsmallest(size, scores, key=lambda number: (-scores[number], number))


def reciprocal_rank(ranking: Sequence[int], wanted: int) -> float:
    """Return 1 / the rank of the wanted document, 0 when it is not in the ranking."""
    return 1 / (ranking.index(wanted) + 1) if wanted in ranking else 0.0


def spearman(one: Sequence[float], other: Sequence[float]) -> float:
    """Return Spearman's rank correlation, ties sharing their mean rank."""
    ranks, others = _ranks(one), _ranks(other)
    mean = (len(ranks) + 1) / 2
    covariance = sum((rank - mean) * (its - mean) for rank, its in zip(ranks, others, strict=True))
    spreads = [sum((rank - mean) ** 2 for rank in side) for side in (ranks, others)]
    return covariance / math.sqrt(spreads[0] * spreads[1])


def _ranks(values: Sequence[float]) -> list[float]:
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for place in order[start:end]:
            ranks[place] = (start + 1 + end) / 2
        start = end
    return ranks
