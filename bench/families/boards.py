"""A room of sixty phones on one board: how long until everybody sees what one of them wrote.

A real server on data of its own (the engine of ``DATABASE_URL``), as ``copil serve`` starts it. Sixty phones
ask every two seconds, the way there and back included, first while nobody writes, then while six of them send
a card every six seconds: one a second for the room. Seconds from the sending of a card to its being on a
phone, over cards and phones; the reference is what the product promises. ``--seconds`` is how long they
write (45).
"""

import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.phones import EVERY, Phone, processor_of
from bench.result import Result, Stopwatch
from tests.browser import postgres, site

PHONES, WRITERS, WRITE_EVERY = 60, 6, 6.0
QUIET, WRITING = 16.0, 45.0
PROMISED = 3.0
WARM = 2 * EVERY


@dataclass(frozen=True)
class Lived:
    """What a room did: its phones, how often they asked once all were in, the processor of the server."""

    room: Sequence[Phone]
    asked: int
    processor: float
    seconds: float


def run(paths: Sequence[Path], seconds: float | None) -> Iterator[Result]:
    """Fill a room, let it be silent, then let it write."""
    watch = Stopwatch()
    with room() as (engine, server, pid, path):
        for name, writers, lasting in (("silent", 0, QUIET), ("writing", WRITERS, seconds or WRITING)):
            print(f"# load {os.getloadavg()[0]:.1f}")
            lived = live(phones(server, path, seconds=lasting, writers=writers), pid, lasting)
            wrong = [one for phone in lived.room for one in phone.wrong]
            print(f"# {len(wrong)} wrong: {wrong[:5]}")
            figures = costs(lived) | (waits(lived.room) if writers else {})
            for figure, value in figures.items():
                limit = PROMISED if figure.startswith("seen") else None
                late = limit is not None and value > limit
                yield Result(
                    family="boards",
                    instance=f"{engine} {name}: {figure}",
                    value=value,
                    reference=limit,
                    seconds=watch.seconds,
                    status="error" if wrong else "timeout" if late else "ok",
                )


@contextmanager
def room() -> Iterator[tuple[str, str, int, str]]:
    """Serve a board: yield the engine, the address of the server, its process, the path of the board."""
    with tempfile.TemporaryDirectory(prefix="copil-bench-") as folder, database() as url:
        port = site.free_port()
        env = {**site.environment(Path(folder), port=port, database_url=url), "WEB_CONCURRENCY": "2"}
        site.run("copil.cli", "migrate", env=env)
        opened = subprocess.run(
            [sys.executable, "-m", "bench.inside", "bench.room"],
            env=env,
            capture_output=True,
            text=True,
            check=True,
        )
        log = Path(folder) / "serve.log"
        with log.open("wb") as output:
            command = [sys.executable, "-m", "copil.cli", "serve"]
            with subprocess.Popen(command, env=env, stdout=output, stderr=output) as server:
                try:
                    there = site.Site(f"http://localhost:{port}", Path(folder), Path(folder))
                    site.wait_for(there, server, log)
                    engine = "postgresql" if url else "sqlite"
                    yield engine, there.url, server.pid, opened.stdout.split()[-1]
                finally:
                    server.terminate()


@contextmanager
def database() -> Iterator[str]:
    """Yield the address of an empty database of the server that ``DATABASE_URL`` names; empty for SQLite."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        with postgres.database("copil_bench_room") as url:
            yield url
    else:
        yield ""


def phones(server: str, path: str, *, seconds: float, writers: int) -> list[Phone]:
    """Fill the room for a while, not yet started; those who write are spread among the others."""
    until = time.monotonic() + WARM + seconds
    spread = {rank * PHONES // writers for rank in range(writers)} if writers else set()
    return [
        Phone(server, path, rank=rank, until=until, writes=WRITE_EVERY if rank in spread else None)
        for rank in range(PHONES)
    ]


def live(room: Sequence[Phone], pid: int, seconds: float) -> Lived:
    """Let the phones live, and measure what they do once all are in."""
    for one in room:
        one.start()
    time.sleep(WARM)
    while not all(one.beat for one in room):
        time.sleep(0.1)
    processor, asked = processor_of(pid), _asked(room)
    time.sleep(seconds)
    lived = Lived(room, _asked(room) - asked, processor_of(pid) - processor, seconds)
    for one in room:
        one.join()
    return lived


def costs(lived: Lived) -> dict[str, float]:
    """Return how long a question takes, and what the server spends."""
    taken = statistics.quantiles([1000 * one for phone in lived.room for one in phone.asked], n=20)
    return {
        "question p50 ms": taken[9],
        "question p95 ms": taken[18],
        "processor a question, ms": 1000 * lived.processor / lived.asked,
        "cores busy": lived.processor / lived.seconds,
    }


def waits(room: Sequence[Phone]) -> dict[str, float]:
    """Return how long cards took to be on each phone; one that never came counts as infinite."""
    sent = {number: at for phone in room for number, at in phone.sent.items()}
    waited = [phone.seen.get(number, math.inf) - at for number, at in sent.items() for phone in room]
    parts = statistics.quantiles(waited, n=20)
    return {
        "cards": len(sent),
        "seen p50 s": parts[9],
        "seen p95 s": parts[18],
        "seen by all s": max(waited),
    }


def _asked(room: Sequence[Phone]) -> int:
    return sum(len(one.asked) for one in room)
