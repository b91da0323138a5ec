"""Ask the API what its description allows and what it does not: no answer may be a fault of ours.

Ten thousand requests unless ``--seconds`` ends it before; ``value`` is how many. ``COPIL_FUZZ_SEED``
draws others. Everything happens in a database made for it and destroyed afterwards.
"""

import logging
import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.conf import settings

from bench import installation, requests
from bench.result import Result
from tests.api.drawing import Asker

CASES = 10_000


def run(paths: Sequence[Path], seconds: float | None) -> Iterator[Result]:
    """Draw requests, ask them one after the other, and tell what was wrong."""
    seed = int(os.environ.get("COPIL_FUZZ_SEED", "1"))
    settings.API_PER_MINUTE = 10**9
    logging.getLogger("copil.security").setLevel(logging.WARNING)
    with installation.database() as engine:
        asker = Asker.in_a_new_workspace()
        statuses: Counter[int] = Counter()
        wrong: list[str] = []
        began = time.perf_counter()
        for drawn in requests.requests(asker.description, known=asker.known, seed=seed):
            status, said = asker.ask(drawn)
            statuses[status] += 1
            wrong += said
            if sum(statuses.values()) >= CASES or (seconds and time.perf_counter() - began > seconds):
                break
        spent = time.perf_counter() - began
    for one in wrong[:20]:
        print(f"# {one}")
    print(f"# {dict(sorted(statuses.items()))}")
    yield Result(
        family="fuzz",
        instance=f"{engine} seed {seed}",
        value=sum(statuses.values()),
        seconds=spent,
        status="error" if wrong else "ok",
    )
