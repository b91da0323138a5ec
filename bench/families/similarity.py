"""Similarity of two sentences (French STS benchmark): Spearman's correlation with people's judgement.

Reference: the sum of word and character tf-idf cosines, .7020, on the test file (1,379 pairs). The
development file (1,500 pairs) is easier: no reference there. "words" leaves out the ideas of the
trade, which these general sentences are not about; "with ideas" is the product's own similarity.

A folder of Pabulib files is measured as titles with categories, for each town and year of fifty
titles or more: share of the titles whose nearest other one has the same category. References: the
better of word and character tf-idf, .673 (words, Toulouse 2022, 199 titles) and .705 (characters,
Toulouse 2024, 183 titles).
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.formats import ScoredPair, read_sts, read_titles
from bench.ranking import spearman
from bench.result import Result, Stopwatch, peak_mb
from copil.algorithms.similarity.concepts import default_lexicon
from copil.algorithms.similarity.space import Weights, build_space

TEST_PAIRS = 1379
REFERENCE = 0.7020
TITLE_REFERENCES = {("Toulouse 2022", 199): 0.673, ("Toulouse 2024", 183): 0.705}
FEWEST_TITLES = 50
SETTINGS = {
    "stems only": Weights(idea=0.0, spelling=0.0),
    "words": Weights(idea=0.0),
    "with ideas": Weights(),
}


def run(paths: Sequence[Path], seconds: float | None) -> Iterator[Result]:
    """Measure each file with and without the ideas; the budget is not used, a file takes seconds."""
    for path in paths:
        if path.is_dir():
            yield from _titles(path)
            continue
        pairs = read_sts(path)
        for name, weights in SETTINGS.items():
            watch = Stopwatch(seconds)
            value = spearman(_similarities(pairs, weights), [pair.score for pair in pairs])
            yield Result(
                family="similarity",
                instance=f"{path.stem} {name}",
                value=value,
                reference=REFERENCE if len(pairs) == TEST_PAIRS else None,
                seconds=watch.seconds,
                peak_mb=peak_mb(),
            )


def _similarities(pairs: Sequence[ScoredPair], weights: Weights) -> list[float]:
    texts = [text for pair in pairs for text in (pair.one, pair.other)]
    space = build_space(texts=texts, lexicon=default_lexicon(), weights=weights)
    similarities = []
    for number in range(0, len(texts), 2):
        other = dict(space.spread[number + 1])
        similarities.append(sum(weight * other.get(rank, 0.0) for rank, weight in space.vectors[number]))
    return similarities


def _titles(folder: Path) -> Iterator[Result]:
    for place, titles in read_titles(folder).items():
        if len(titles) < FEWEST_TITLES:
            continue
        for name, weights in SETTINGS.items():
            watch = Stopwatch()
            texts = [title.text for title in titles]
            space = build_space(texts=texts, lexicon=default_lexicon(), weights=weights)
            same = 0
            for number, title in enumerate(titles):
                near = space.neighbours(space.spread[number])
                near.pop(number, None)
                nearest = max(near, key=lambda other: (near[other], -other), default=None)
                same += nearest is not None and titles[nearest].category == title.category
            yield Result(
                family="similarity",
                instance=f"{place} {len(titles)} titles, {name}",
                value=same / len(titles),
                reference=TITLE_REFERENCES.get((place, len(titles))),
                seconds=watch.seconds,
                peak_mb=peak_mb(),
            )
