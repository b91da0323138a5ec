"""Bring together needs told in many ways: planted duplicates, groups, stability, time.

PATH: a TOML file of needs (`bench/data/needs_fr.toml`), or a YAML file of needs with their themes and
clusters, as the demonstration has (then only "bcubed filed", with and without the themes). Instances:

- "bcubed … f1|precision|recall": the ways as they are, gold = the need they tell (Amigó et al. 2009);
- "… lexicon halved": the same with half of the lexicon's terms left out at random (mean of five
  draws): what is obtained on words that nobody listed;
- "5000 found KIND": among 5,000 texts, share of the planted duplicates that end in the group of
  their original; "5000 seconds": time to prepare and to group them (wall clock, then processor);
- "stability one more": share of the pairs grouped together before that still are after one text is
  added (mean of twenty).
References: the goals of the project (0.95 of the duplicates, 5 seconds).
"""

import itertools
import json
import random
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from statistics import fmean

from bench.formats import FiledNeed, ToldNeed, read_filed_needs, read_needs
from bench.planted import KINDS, plant, speak
from bench.result import Result, Stopwatch, peak_mb
from copil.algorithms.similarity.concepts import Lexicon, load_lexicon
from copil.algorithms.similarity.needs import prepare, propose_groups
from copil.algorithms.similarity.records import Text

SIZE = 5000
EACH = 100
FOUND_GOAL = 0.95
SECONDS_GOAL = 5.0


def run(paths: Sequence[Path], seconds: float | None) -> Iterator[Result]:
    """Measure each file; the budget is not used."""
    for path in paths:
        if path.suffix in {".yaml", ".yml"}:
            yield from _filed(read_filed_needs(path))
            continue
        needs = read_needs(path)
        yield from _grouping(needs)
        yield from _duplicates(needs)
        yield _stability(needs)


def _grouping(needs: Sequence[ToldNeed]) -> Iterator[Result]:
    gold = {f"{need.key}/{way}": need.key for need in needs for way in range(len(need.ways))}
    texts = [
        Text(id=f"{need.key}/{number}", text=way) for need in needs for number, way in enumerate(need.ways)
    ]
    watch = Stopwatch()
    scores = bcubed(_clusters(texts), gold)
    for name, value in zip(("precision", "recall", "f1"), scores, strict=True):
        yield _result(f"bcubed whole lexicon {name}", value, watch)
    watch = Stopwatch()
    halved = [bcubed(_clusters(texts, halved_lexicon(seed)), gold) for seed in range(5)]
    for place, name in enumerate(("precision", "recall", "f1")):
        yield _result(f"bcubed lexicon halved {name}", fmean(score[place] for score in halved), watch)


def _filed(needs: Sequence[FiledNeed]) -> Iterator[Result]:
    gold = {need.key: need.cluster or f"alone {need.key}" for need in needs}
    for name, themed in (("with themes", True), ("without themes", False)):
        watch = Stopwatch()
        texts = [Text(id=need.key, text=need.text, theme=need.theme if themed else None) for need in needs]
        for measure, value in zip(("precision", "recall", "f1"), bcubed(_clusters(texts), gold), strict=True):
            yield _result(f"bcubed filed {name} {measure}", value, watch)


def _duplicates(needs: Sequence[ToldNeed]) -> Iterator[Result]:
    source = random.Random(1)
    spoken = speak(needs, SIZE - EACH * len(KINDS), source)
    planted = plant(needs, spoken, EACH, source)
    texts = [
        Text(id=str(number), text=one.text, organisation=str(number % 1500))
        for number, one in enumerate([*spoken, *(duplicate.spoken for duplicate in planted)])
    ]
    watch, started = Stopwatch(), time.process_time()
    clusters = _clusters(texts)
    yield _result(f"{len(texts)} seconds", watch.seconds, watch, reference=SECONDS_GOAL)
    yield _result(f"{len(texts)} processor seconds", time.process_time() - started, watch)
    group_of = {one: number for number, cluster in enumerate(clusters) for one in cluster}
    found: Counter[str] = Counter()
    for number, duplicate in enumerate(planted, start=len(spoken)):
        found[duplicate.kind] += group_of[str(number)] == group_of[str(duplicate.original)]
    for kind in KINDS:
        yield _result(f"{len(texts)} found {kind}", found[kind] / EACH, watch, reference=FOUND_GOAL)
    yield _result(f"{len(texts)} found all", found.total() / len(planted), watch, reference=FOUND_GOAL)
    keys = [one.key for one in spoken] + [duplicate.spoken.key for duplicate in planted]
    gold = {str(number): key for number, key in enumerate(keys)}
    yield _result(f"{len(texts)} bcubed precision", bcubed(clusters, gold)[0], watch)


def _stability(needs: Sequence[ToldNeed]) -> Result:
    source = random.Random(2)
    texts = [Text(id=str(n), text=one.text) for n, one in enumerate(speak(needs, 320, source))]
    watch = Stopwatch()
    kept = []
    before = _pairs(_clusters(texts[:300]))
    for added in texts[300:]:
        after = _pairs(_clusters([*texts[:300], added]))
        kept.append(len(before & after) / len(before))
    return _result("stability one more", fmean(kept), watch)


def bcubed(clusters: Sequence[Sequence[str]], gold: Mapping[str, str]) -> tuple[float, float, float]:
    """Return the B-cubed precision, recall and F1 of a partition of the texts."""
    sizes = Counter(gold.values())
    precision = recall = 0.0
    for cluster in clusters:
        for key, count in Counter(gold[one] for one in cluster).items():
            precision += count * count / len(cluster)
            recall += count * count / sizes[key]
    precision, recall = precision / len(gold), recall / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def halved_lexicon(seed: int) -> Lexicon:
    """Return the lexicon without half of the terms of each idea, drawn at random."""
    source = random.Random(seed)
    file = resources.files("copil.algorithms.similarity") / "concepts.toml"
    lines = []
    for idea, table in tomllib.loads(file.read_text(encoding="utf-8")).items():
        terms = table["terms"]
        kept = terms if idea.startswith("_") else source.sample(terms, (len(terms) + 1) // 2)
        label = json.dumps(table.get("label", idea), ensure_ascii=False)
        lines.append(f"[{idea}]\nlabel = {label}\nterms = {json.dumps(kept, ensure_ascii=False)}")
    return load_lexicon("\n".join(lines))


def _clusters(texts: Sequence[Text], lexicon: Lexicon | None = None) -> list[list[str]]:
    groups = propose_groups(corpus=prepare(texts=texts, lexicon=lexicon))
    clusters = [[member.id for member in group.members] for group in groups]
    grouped = {one for cluster in clusters for one in cluster}
    return clusters + [[text.id] for text in texts if text.id not in grouped]


def _pairs(clusters: Sequence[Sequence[str]]) -> set[tuple[str, ...]]:
    return {pair for cluster in clusters for pair in itertools.combinations(sorted(cluster), 2)}


def _result(instance: str, value: float, watch: Stopwatch, *, reference: float | None = None) -> Result:
    return Result(
        family="needs",
        instance=instance,
        value=value,
        reference=reference,
        seconds=watch.seconds,
        peak_mb=peak_mb(),
    )
