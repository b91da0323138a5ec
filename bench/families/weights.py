"""Choose the settings of the similarity: grouping of a file of needs with one setting changed at a time.

PATH: a TOML file of needs. Value: B-cubed F1, mean of the whole file and of four draws of 120 texts,
each with the whole lexicon and with halves of it. The first instance has the product's settings.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import fmean

from bench.families.needs import bcubed, halved_lexicon
from bench.formats import read_needs
from bench.result import Result, Stopwatch, peak_mb
from copil.algorithms.similarity.concepts import Lexicon, default_lexicon
from copil.algorithms.similarity.needs import CUT, prepare, propose_groups
from copil.algorithms.similarity.records import Text
from copil.algorithms.similarity.space import Weights

DRAWS, DRAWN = 4, 120
BASE = Weights()
TRIED: dict[str, Sequence[Weights]] = {
    "idea": [replace(BASE, idea=value) for value in (0.0, 1.0, 1.5, 2.0, 3.0, 4.0)],
    "spelling": [replace(BASE, spelling=value) for value in (0.0, 0.4, 1.0)],
    "spelling_floor": [replace(BASE, spelling_floor=value) for value in (0.3, 0.6)],
    "rarity": [replace(BASE, rarity=value) for value in (0.001, 0.02, 0.08)],
}
CUTS = (0.2, 0.25, 0.3, 0.4, 0.5)


def run(paths: Sequence[Path], seconds: float | None) -> Iterator[Result]:
    """Measure each file; settings beyond the budget are left out."""
    for path in paths:
        texts = [
            Text(id=f"{need.key}/{number}", text=way)
            for need in read_needs(path)
            for number, way in enumerate(need.ways)
        ]
        watch = Stopwatch(seconds)
        yield _measured(texts, "as shipped", BASE, CUT)
        for name, settings in TRIED.items():
            for weights in settings:
                if not watch.over:
                    yield _measured(texts, f"{name} {getattr(weights, name)}", weights, CUT)
        for cut in CUTS:
            if not watch.over:
                yield _measured(texts, f"cut {cut}", BASE, cut)


def _measured(texts: Sequence[Text], name: str, weights: Weights, cut: float) -> Result:
    watch = Stopwatch()
    source = random.Random(3)
    draws = [texts, *(source.sample(texts, min(DRAWN, len(texts))) for _ in range(DRAWS))]
    lexicons = [default_lexicon(), halved_lexicon(0), halved_lexicon(1)]
    value = fmean(_f1(draw, lexicon, weights, cut) for lexicon in lexicons for draw in draws)
    return Result(family="weights", instance=name, value=value, seconds=watch.seconds, peak_mb=peak_mb())


def _f1(texts: Sequence[Text], lexicon: Lexicon, weights: Weights, cut: float) -> float:
    groups = propose_groups(corpus=prepare(texts=texts, lexicon=lexicon, weights=weights), cut=cut)
    clusters = [[member.id for member in group.members] for group in groups]
    grouped = {one for cluster in clusters for one in cluster}
    clusters += [[text.id] for text in texts if text.id not in grouped]
    return bcubed(clusters, {text.id: text.id.split("/")[0] for text in texts})[2]
