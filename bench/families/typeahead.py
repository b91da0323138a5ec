"""Find a territory while somebody types: the answer of the server, in milliseconds (p50, p95, slowest).

Each path is a file of queries, one a line, asked as they are. Without a path, 200 places of the country
drawn with a fixed seed are typed letter by letter from the second one, as the screen asks, with and without
accents, and their postal codes from the third figure. The country is loaded in a test database of the
engine of ``DATABASE_URL`` (SQLite without it), which is destroyed afterwards; seconds of "load" are the
loader's. Reference: the 50 ms that the product promises for p95 on an idle machine.
"""

import random
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.test import RequestFactory

from bench import installation
from bench.result import Result, Status, Stopwatch, peak_mb
from copil.algorithms.text.normalise import fold
from copil.territories import actions
from copil.territories.models import PostalCode, Territory
from copil.territories.views import territories as views

PROMISED_MS = 50.0
PLACES = 200
SEED = 94018


def run(paths: Sequence[Path], seconds: float | None) -> Iterator[Result]:
    """Load the country once, then measure each file of queries, or the drawn ones."""
    with installation.database() as engine:
        watch = Stopwatch()
        rows = actions.load()["territory"]
        yield _result(f"{engine} load", float(rows), watch.seconds)
        sets = {path.stem: path.read_text(encoding="utf-8").splitlines() for path in paths}
        for name, queries in (sets or {"typed": typed_queries()}).items():
            yield from _measure(f"{engine} {name}", queries, Stopwatch(seconds))


def typed_queries() -> list[str]:
    """Return what is sent to the server while the drawn places are being typed."""
    rng = random.Random(SEED)
    names = list(Territory.objects.order_by("key").values_list("name", flat=True))
    codes = list(PostalCode.objects.order_by("pk").values_list("code", flat=True))
    queries: list[str] = []
    for name in rng.sample(names, PLACES):
        written = name if rng.random() < 0.5 else fold(name).replace("-", " ")
        queries += [written[:length] for length in range(2, min(len(written), 14) + 1)]
    for code in rng.sample(codes, PLACES // 4):
        queries += [code[:length] for length in range(3, 6)]
    rng.shuffle(queries)
    return queries


def _measure(name: str, queries: Sequence[str], watch: Stopwatch) -> Iterator[Result]:
    factory = RequestFactory()
    took: list[float] = []
    for query in queries:
        if watch.over:
            break
        request = factory.get("/", {"q": query, "niveau": "commune"})
        one = Stopwatch()
        response = views.typeahead(request)  # type: ignore[arg-type]  # it reads nothing else of a request
        took.append(one.seconds * 1000)
        if response.status_code != 200:
            raise RuntimeError(f"status {response.status_code} for {query!r}")
    if len(took) < 2:
        raise RuntimeError("no time for two queries")
    p95 = statistics.quantiles(took, n=20)[-1]
    status: Status = "ok" if len(took) == len(queries) else "timeout"
    yield _result(f"{name} p50 ms", statistics.median(took), watch.seconds)
    yield Result(
        family="typeahead",
        instance=f"{name} p95 ms",
        value=p95,
        reference=PROMISED_MS,
        seconds=watch.seconds,
        peak_mb=peak_mb(),
        status=status,
    )
    yield _result(f"{name} slowest ms", max(took), watch.seconds)


def _result(instance: str, value: float, seconds: float) -> Result:
    return Result(family="typeahead", instance=instance, value=value, seconds=seconds, peak_mb=peak_mb())
