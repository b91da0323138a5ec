"""Share people out (MDGPLIB): the sum of the distances within the groups, as large as possible.

Each path is an instance, a folder of instances, or a JSON of references, kept for the instances that follow:
`{"Geo/Geo_n010_ds_01": {"max_diversity": …, "min_diversity": …}}` (both ways are then measured) or
`{"best": {"Geo/Geo_n060_ds_01": …}}`. Status "optimal": proven the best by the product itself.
What is not proven is measured for each of three seeds.
With --seconds, the search takes that long; without it, as many exchanges as by default. Seconds are those of
the processor, not of the clock, so that what else the machine does takes nothing from the search.
"""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bench.formats import read_mdgp
from bench.result import Result, Stopwatch, peak_mb
from copil.algorithms.groups.costs import figures
from copil.algorithms.groups.form import share_out
from copil.algorithms.groups.model import Group

SEEDS = (1, 2, 3)
_WAYS = {"max_diversity": -1.0, "min_diversity": 1.0}
_NAMES: Mapping[str, Sequence[str]] = {"max_diversity": (), "min_diversity": ("smallest",)}

_references: dict[str, Mapping[str, float]] = {}


def run(paths: Sequence[Path], seconds: float | None) -> Iterator[Result]:
    """Measure each instance, both ways when the reference of the smallest sum is known."""
    for path in paths:
        if path.suffix == ".json":
            _references.update(_read_references(path))
            continue
        for file in sorted(path.rglob("*_n*.txt")) if path.is_dir() else [path]:
            known = _references.get(file.stem, {})
            for way in ("max_diversity", *("min_diversity" for _ in known if _ == "min_diversity")):
                for seed in SEEDS:
                    result = _measured(file, way, known.get(way), seconds, seed)
                    yield result
                    if result.status == "optimal":
                        break


def _measured(file: Path, way: str, reference: float | None, seconds: float | None, seed: int) -> Result:
    read, sign = read_mdgp(file), _WAYS[way]
    watch = Stopwatch(seconds, clock=time.process_time)
    groups = [Group(str(rank), *sizes) for rank, sizes in enumerate(zip(read.least, read.most, strict=True))]
    costs = figures(matrix=[[sign * value for value in row] for row in read.distances], groups=groups)
    spent = (lambda: watch.seconds / seconds) if seconds else None
    at, proven = share_out(costs=costs, seed=seed, spent=spent)
    return Result(
        family="groups",
        instance=" ".join([file.stem, *_NAMES[way], *([] if proven else [f"seed {seed}"])]),
        value=sign * costs.total(at),
        reference=reference,
        seconds=watch.seconds,
        peak_mb=peak_mb(),
        status="optimal" if proven else "ok",
    )


def _read_references(path: Path) -> dict[str, Mapping[str, float]]:
    content = json.loads(path.read_text(encoding="utf-8"))
    if "best" in content:
        return {key.split("/")[-1]: {"max_diversity": value} for key, value in content["best"].items()}
    return {key.split("/")[-1]: values for key, values in content.items() if isinstance(values, dict)}
