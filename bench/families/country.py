"""Search a register of the whole country: 1.5 million entries, milliseconds (p50, p95, slowest).

No path: the entries (``COPIL_BENCH_ROWS``) are drawn with a fixed seed as `registers` draws its files, and
written as the reading writes them, name, place and words, without going through a file, which would take an
hour. Questions and references are those of `registers`: 200 ms on SQLite, 100 ms on PostgreSQL.
"""

import datetime as dt
import os
import random
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from bench import installation, register_files
from bench.families.registers import searched
from bench.result import Result, Stopwatch, peak_mb
from copil.core.text import name_key
from copil.directory.enums import Register, RegisterState
from copil.directory.models import RegisterEntry, RegisterLoad
from copil.directory.registers import storing, words
from copil.territories import actions
from copil.territories.enums import Kind
from copil.territories.models import Territory
from copil.territories.rules import code_of

ROWS = 1_500_000
LOT = 20_000
PURPOSES = 997
READ_ON = dt.date(2026, 11, 1)


def run(paths: Sequence[Path], seconds: float | None) -> Iterator[Result]:
    """Write the entries of the country once, then search them."""
    with tempfile.TemporaryDirectory(prefix="copil-bench-") as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench.sqlite3")
        with installation.database() as engine:
            actions.load()
            rows = int(os.environ.get("COPIL_BENCH_ROWS", ROWS))
            watch = Stopwatch()
            fill(rows)
            yield Result(
                family="country",
                instance=f"{engine} {rows} entries written",
                value=rows,
                seconds=watch.seconds,
                peak_mb=peak_mb(),
            )
            yield from searched("country", f"{engine} {rows}", engine, Stopwatch(seconds))


def fill(rows: int) -> None:
    """Write drawn entries by lots, then settle the index as a reading does.

    The indexes are made afterwards, and nothing waits for the disk: only what is searched is measured.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = OFF")
            cursor.execute("PRAGMA cache_size = -200000")
    with connection.schema_editor() as editor:
        for index in RegisterEntry._meta.indexes:
            editor.remove_index(RegisterEntry, index)
    load = RegisterLoad.objects.create(
        register=Register.RNA,
        file_name="drawn",
        sha256="",
        file_date=READ_ON,
        rows_total=rows,
        started_at=timezone.now(),
    )
    drawn = _drawn(rows, load.pk)
    while lot := list(islice(drawn, LOT)):
        with transaction.atomic():
            storing.upsert(lot)
    with connection.schema_editor() as editor:
        for index in RegisterEntry._meta.indexes:
            editor.add_index(RegisterEntry, index)
    storing.settle()


def _drawn(rows: int, load: int) -> Iterator[tuple[Any, ...]]:
    """Yield the values of ``storing.COLUMNS``."""
    rng = random.Random(register_files.SEED)
    places, weights = register_files.weighted_places()
    within = _words_of_places()
    purposes = [" ".join(rng.choices(register_files.OF_LIFE, k=28)) for _ in range(PURPOSES)]
    for number, (_, postal_code, commune, key, _) in enumerate(rng.choices(places, weights=weights, k=rows)):
        name = register_files.names(rng, commune)
        identifier = f"W{number:09d}"
        state = RegisterState.CLOSED if rng.random() < 0.2 else RegisterState.ACTIVE
        purpose = purposes[number % PURPOSES]
        column = words.column(words.name_words(name), within[key])
        yield (
            Register.RNA.value, identifier, "", "", identifier, name, name_key(name), "", purpose, "", "", "",
            f"{number % 98 + 1} rue des Écoles", postal_code, key, commune.upper(), "", None, None,
            state.value, "", False, column, number, READ_ON, load,
        )  # fmt: skip  # a table reads by its lines


def _words_of_places() -> dict[str, tuple[str, ...]]:
    columns = ("key", "epci_id", "ept_id", "departement_id", "region_id")
    kinds = (Kind.COMMUNE, Kind.EPCI, Kind.EPT, Kind.DEPARTEMENT, Kind.REGION)
    return {
        row[0]: tuple(
            words.place_word(kind, code_of(key)) for kind, key in zip(kinds, row, strict=True) if key
        )
        for row in Territory.objects.filter(kind=Kind.COMMUNE).values_list(*columns)
    }
