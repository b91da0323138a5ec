"""A first place for everyone, that breaks no size: where the search begins."""

import math
from collections.abc import Sequence
from random import Random

from copil.algorithms.groups.costs import Costs
from copil.algorithms.groups.model import Impossible

_MOST_TRIES = 20_000


def first_places(*, costs: Costs, random: Random) -> list[int]:
    """Return a group for each unit: those with little choice first, the others as drawn.

    ``Impossible`` when no place is found for those who stay together or where they are.
    """
    groups = range(len(costs.least))
    sizes = costs.sizes
    open_to = [[g for g in groups if math.isfinite(costs.alone[g][i])] for i in range(len(sizes))]
    bound = [i for i, size in enumerate(sizes) if size > 1 or len(open_to[i]) < len(groups)]
    bound.sort(key=lambda i: (len(open_to[i]), -sizes[i], i))
    free = sorted(set(range(len(sizes))) - set(bound))
    wanted = wanted_sizes(costs)
    at = _Bound(costs, bound, open_to, len(free), wanted).run()
    filled = [0] * len(groups)
    for i in bound:
        filled[at[i]] += sizes[i]
    random.shuffle(free)
    for i in free:
        group = min(groups, key=lambda g: _comfort(filled[g], costs.least[g], wanted[g], costs.most[g]))
        at[i] = group
        filled[group] += 1
    return [at[i] for i in range(len(sizes))]


def wanted_sizes(costs: Costs) -> list[int]:
    """Return the sizes that serve best when only the mean of the pairs is known.

    As uneven as they may be when a pair brings something, as even as they may be when it costs.
    """
    people = sum(costs.sizes)
    mean = math.fsum(v for row in costs.pairs for v in row if abs(v) < costs.heavy / 2)
    sign = 1 if mean < 0 else -1
    best: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, ())}
    for least, most in zip(costs.least, costs.most, strict=True):
        longer: dict[int, tuple[int, tuple[int, ...]]] = {}
        for taken, (value, sizes) in best.items():
            for size in range(least, min(most, people - taken) + 1):
                worth = value + sign * size * size
                if taken + size not in longer or worth > longer[taken + size][0]:
                    longer[taken + size] = (worth, (*sizes, size))
        best = longer
    if people not in best:
        raise Impossible("sizes")
    return list(best[people][1])


def _comfort(filled: int, least: int, wanted: int, most: int) -> tuple[bool, bool, bool, int]:
    """Sort groups: one below its least first, then below what is wanted, never a full one."""
    return (filled >= most, filled >= least, filled >= wanted, filled)


class _Bound:
    """Places for the units with little choice, tried one after the other, taken back when they do not fit."""

    def __init__(
        self,
        costs: Costs,
        bound: Sequence[int],
        open_to: Sequence[Sequence[int]],
        free: int,
        wanted: Sequence[int],
    ) -> None:
        self.costs, self.bound, self.open_to, self.free, self.wanted = costs, bound, open_to, free, wanted
        self.filled = [0] * len(costs.least)
        self.at: dict[int, int] = {}
        self.tries = 0

    def run(self) -> dict[int, int]:
        """Return the group of each of them."""
        if not self._go(0):
            raise Impossible("sizes")
        return self.at

    def _go(self, rank: int) -> bool:
        self.tries += 1
        if self.tries > _MOST_TRIES:
            return False
        if rank == len(self.bound):
            lacking = sum(max(0, low - now) for low, now in zip(self.costs.least, self.filled, strict=True))
            return lacking <= self.free
        unit = self.bound[rank]
        size = self.costs.sizes[unit]
        for group in sorted(self.open_to[unit], key=lambda g: (self.filled[g] - self.wanted[g], g)):
            if self.filled[group] + size <= self.costs.most[group]:
                self.filled[group] += size
                self.at[unit] = group
                if self._go(rank + 1):
                    return True
                self.filled[group] -= size
        return False
