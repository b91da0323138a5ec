"""Majority judgment on published tallies (JSON): how many options get the rank that was published.

Value: options ranked as published; reference: options of the table. Two shapes of file are read: a list of
tables with their ranks (those of the MieuxVoter association), and shares by candidate with a ranking (2012).
Without a path, 2,000 made-up options of seven grades and three and a half million votes each are ranked: the
value is how many, and the time is what is measured.
"""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.formats import Tallied, read_tallies
from bench.result import Result, Stopwatch, peak_mb
from copil.algorithms.voting.judgment import Judgment, Missing, judge

MODES = {"StaticDefault": Missing.GRADE, "MedianDefault": Missing.MEDIAN, "Normalized": Missing.SCALED}


def run(paths: Sequence[Path], seconds: float | None) -> Iterator[Result]:
    """Rank each table of each file; the budget is not used, a table takes milliseconds."""
    if not paths:
        yield _made_up(seconds)
    for path in paths:
        for table in read_tallies(path):
            watch = Stopwatch(seconds)
            ranks = _judged(table).places.ranks
            yield Result(
                family="voting",
                instance=table.title,
                value=sum(ranks[option] == rank for option, rank in table.ranks.items()),
                reference=len(table.ranks),
                seconds=watch.seconds,
                peak_mb=peak_mb(),
            )


def _judged(table: Tallied) -> Judgment:
    return judge(tallies=table.tallies, missing=MODES[table.mode], grade=table.default, voters=table.voters)


def _made_up(seconds: float | None) -> Result:
    chance = random.Random(2012)
    tallies = {str(option): [chance.randrange(1_000_000) for _ in range(7)] for option in range(2000)}
    watch = Stopwatch(seconds)
    places = judge(tallies=tallies, missing=Missing.GRADE).places
    return Result(
        family="voting",
        instance="2000 options, 7 grades",
        value=len(places.all),
        seconds=watch.seconds,
        peak_mb=peak_mb(),
    )
