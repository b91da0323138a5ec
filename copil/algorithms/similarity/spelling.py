"""Words that look alike: inflections, derivations and typing mistakes."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

# Two letters swapped or one doubled rarely make another real word; other mistakes do in short words
# ("partent" and "parent", "licence" and "licencié").
_SHORTEST_SLIP = 6
_SHORTEST_MISTAKE = 8


@dataclass(frozen=True, slots=True)
class LookAlikes:
    """Words of a vocabulary by their character 3- to 5-grams, for tf-idf cosines between words."""

    vocabulary: Sequence[str]
    rarity: Mapping[str, float]
    postings: Mapping[str, Sequence[tuple[int, float]]]

    def near(self, word: str, *, floor: float) -> dict[int, float]:
        """Return the vocabulary words whose cosine with the word reaches the floor, by their rank."""
        cosines: dict[int, float] = {}
        for gram, weight in _unit(_grams(word), self.rarity, default=math.log(1 + len(self.vocabulary))):
            for rank, other in self.postings.get(gram, ()):
                cosines[rank] = cosines.get(rank, 0.0) + weight * other
        return {rank: min(cosine, 1.0) for rank, cosine in cosines.items() if cosine >= floor}


def look_alikes(vocabulary: Sequence[str]) -> LookAlikes:
    """Index a vocabulary of distinct words; time and memory in the number of its characters."""
    counts = Counter(gram for word in vocabulary for gram in _grams(word))
    rarity = {gram: math.log(1 + len(vocabulary) / count) for gram, count in counts.items()}
    postings: dict[str, list[tuple[int, float]]] = {}
    for rank, word in enumerate(vocabulary):
        for gram, weight in _unit(_grams(word), rarity, default=0.0):
            postings.setdefault(gram, []).append((rank, weight))
    return LookAlikes(vocabulary, rarity, postings)


@dataclass(frozen=True, slots=True)
class NearMisses:
    """Known words by what is left when one of their letters is dropped (symmetric deletion)."""

    known: frozenset[str]
    shortened: Mapping[str, Sequence[str]]

    def correct(self, word: str) -> str | None:
        """Return the known word one mistake away from this one, or None when none or unknown.

        One mistake is two neighbours swapped or a letter doubled or undoubled, from six letters; a
        letter too many, missing or replaced, from eight; never the first letter.
        When several known words are that close, the first in alphabetical order.
        """
        if len(word) < _SHORTEST_SLIP or word in self.known:
            return None
        close = {
            candidate
            for short in (word, *_deletions(word))
            for candidate in self.shortened.get(short, ())
            if candidate[0] == word[0] and _one_mistake(word, candidate)
        }
        return min(close, default=None)


def near_misses(known: Iterable[str]) -> NearMisses:
    """Index the words that a mistyped one may stand for."""
    kept = frozenset(word for word in known if len(word) >= _SHORTEST_SLIP)
    shortened: dict[str, list[str]] = {}
    for word in sorted(kept):
        for short in (word, *_deletions(word)):
            shortened.setdefault(short, []).append(word)
    return NearMisses(kept, shortened)


def _one_mistake(word: str, other: str) -> bool:
    start = 0
    for one, two in zip(word, other, strict=False):
        if one != two:
            break
        start += 1
    left, right = word[start:], other[start:]
    if left[2:] == right[2:] and left[:2] == right[:2][::-1]:
        return True
    if left == right[1:] or left[1:] == right:
        longer = word if len(word) > len(other) else other
        doubled = longer[start] == longer[start - 1]
        return doubled or min(len(word), len(other)) >= _SHORTEST_MISTAKE
    return left[1:] == right[1:] and len(word) >= _SHORTEST_MISTAKE


def _deletions(word: str) -> set[str]:
    return {word[:index] + word[index + 1 :] for index in range(1, len(word))}


def _grams(word: str) -> Iterator[str]:
    bounded = f" {word} "
    return (bounded[at : at + size] for size in (3, 4, 5) for at in range(len(bounded) - size + 1))


def _unit(grams: Iterable[str], rarity: Mapping[str, float], *, default: float) -> list[tuple[str, float]]:
    weights = [
        (gram, (1 + math.log(count)) * rarity.get(gram, default)) for gram, count in Counter(grams).items()
    ]
    norm = math.sqrt(sum(weight * weight for _, weight in weights)) or 1.0
    return [(gram, weight / norm) for gram, weight in weights]
