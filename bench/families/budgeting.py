"""Equal shares, greedy and Phragmén on participatory budgets (Pabulib `.pb` files).

A result a file and a rule. Value: what was spent. Reference: what the town spent, when the file names the
projects chosen and the rule is the town's. "same projects" in the instance tells whether they are the very
same ones ("other projects" otherwise): the sum alone does not prove it. Equal shares are completed by raising
the shares one unit of money at a time. A folder is read file by file.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench.formats import Budgeting, read_budgeting
from bench.result import Result, Stopwatch, peak_mb
from copil.algorithms.voting.election import Election
from copil.algorithms.voting.equal_shares import equal_shares
from copil.algorithms.voting.greedy import greedy
from copil.algorithms.voting.phragmen import phragmen

Rule = Callable[[Election], tuple[str, ...]]
RULES: dict[str, Rule] = {
    "equalshares/add1": lambda election: equal_shares(election).chosen,
    "greedy": lambda election: greedy(election).chosen,
    "phragmen": lambda election: phragmen(election).chosen,
}


def run(paths: Sequence[Path], seconds: float | None) -> Iterator[Result]:
    """Choose by each rule; a rule that took longer than the budget is a timeout, told once it has ended."""
    for path in paths:
        for file in sorted(path.glob("*.pb")) if path.is_dir() else [path]:
            read = read_budgeting(file)
            for name, rule in RULES.items():
                yield _measured(file.stem, read, name, rule, seconds)


def _measured(instance: str, read: Budgeting, name: str, rule: Rule, seconds: float | None) -> Result:
    watch = Stopwatch(seconds)
    chosen = rule(read.election)
    official = read.selected if read.rule == name else None
    said = "" if official is None else ", same projects" if official == set(chosen) else ", other projects"
    return Result(
        family="budgeting",
        instance=f"{instance} {name}{said}",
        value=float(read.election.cost_of(chosen)),
        reference=None if official is None else float(read.election.cost_of(official)),
        seconds=watch.seconds,
        peak_mb=peak_mb(),
        status="timeout" if watch.over else "ok",
    )
