"""Read a national register, then find its entries by name and place: rows a second, then milliseconds.

Each path is a CSV file of the register of associations. Without a path, one of 100,000 rows
(``COPIL_BENCH_ROWS``) is drawn with a fixed seed: invented associations of the whole country, named as real
ones are, one in five dissolved. Queries are two to four words of a name, the last one half typed in one case
out of two, asked with the commune, with its département, and alone. References: 100,000
rows in 60 s, and the p95 promised for 1.5 million entries: 200 ms on SQLite, 100 ms on PostgreSQL.
"""

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from django.db import connection

from bench import installation, register_files
from bench.result import Result, Stopwatch, peak_mb
from copil.directory.models import RegisterEntry
from copil.directory.registers import loading, search
from copil.territories import actions
from copil.territories.models import Territory

ROWS = 100_000
QUERIES = 300
AIM = 100_000 / 60
PROMISED_MS = {"sqlite": 200.0, "postgresql": 100.0}


def run(paths: Sequence[Path], seconds: float | None) -> Iterator[Result]:
    """Load the country once, then read and search each file, or the drawn one."""
    with tempfile.TemporaryDirectory(prefix="copil-bench-") as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench.sqlite3")
        with installation.database() as engine:
            actions.load()
            rows = int(os.environ.get("COPIL_BENCH_ROWS", ROWS))
            drawn = Path(folder) / f"drawn-{rows}.csv"
            if not paths:
                register_files.draw_rna(drawn, rows=rows)
            for path in paths or [drawn]:
                yield from _read(engine, path)
                yield from searched("registers", f"{engine} {path.stem}", engine, Stopwatch(seconds))


def _read(engine: str, path: Path) -> Iterator[Result]:
    for name in ("first", "again"):
        started = time.process_time()
        counts = loading.load(path, register="rna", dry_run=False, progress=lambda *_: None).counts
        busy = time.process_time() - started
        read = counts.created + counts.updated + counts.unchanged + counts.refused
        for clock, took in (("", counts.seconds), (" cpu", busy)):
            yield Result(
                family="registers",
                instance=f"{engine} {path.stem} {name}{clock}",
                value=read / took,
                reference=AIM,
                seconds=took,
                peak_mb=peak_mb(),
                status="error" if name == "again" and counts.created + counts.updated else "ok",
            )


def searched(family: str, name: str, engine: str, watch: Stopwatch) -> Iterator[Result]:
    """Ask the register what people type of the names of drawn entries; p50, p95 and the slowest.

    « cpu » is the time of this process: with SQLite it holds everything, whatever else the machine does.
    """
    rng = random.Random(register_files.SEED)
    rows = RegisterEntry.objects.exclude(commune=None).order_by("digest").values_list("name", "commune_id")
    queries = list(register_files.half_typed([(one, str(key)) for one, key in rows[:QUERIES]], rng))
    communes = Territory.objects.select_related("departement").in_bulk([key for _, key in queries])
    places: dict[str, Callable[[str], Territory | None]] = {
        "with the commune": lambda key: communes[key],
        "with the departement": lambda key: communes[key].departement,
        "alone": lambda key: None,
    }
    for kind, place_of in places.items():
        took, spent = [], []
        for typed, key in queries:
            one, busy = Stopwatch(), time.process_time()
            search.entries(search.find(typed, place=place_of(key)).keys[:25])
            took.append(one.seconds * 1000)
            spent.append((time.process_time() - busy) * 1000)
            if watch.over:
                break
        for label, value, reference in (
            ("p50", statistics.median(took), None),
            ("p95", statistics.quantiles(took, n=20)[-1], PROMISED_MS[engine]),
            ("slowest", max(took), None),
            ("cpu p50", statistics.median(spent), None),
            ("cpu p95", statistics.quantiles(spent, n=20)[-1], None),
        ):
            yield Result(
                family=family,
                instance=f"{name} {kind} {label} ms",
                value=value,
                reference=reference,
                seconds=watch.seconds,
                peak_mb=peak_mb(),
                status="ok" if len(took) == len(queries) else "timeout",
            )
