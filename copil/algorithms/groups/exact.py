"""The best allocation of few people, proven: every way to fill the groups, by dynamic programming.

1. Two groups with the same sizes, needs and wishes are of one type: which of them is filled does not matter.
2. The first person without a group goes into a group of some type, with a choice of the others: each set of
   people is taken as one column, priced once (pairs, wishes, kinds missing).
3. What the people left cost at best depends only on who they are and on the types left: it is kept.

Exponential in the number of people (3^n at worst); twelve people take a fraction of a second. Past
``most`` columns looked at, the search gives up and returns None: the answer would come too late.
"""

import math
from collections.abc import Sequence
from itertools import combinations

from copil.algorithms.groups.costs import Costs

MOST_LOOKED_AT = 1_500_000
MOST_COLUMNS = 5_000
MOST_UNITS = 18

_Kept = tuple[float, int, int]


def best_of_all(*, costs: Costs, most: int = MOST_LOOKED_AT) -> list[int] | None:
    """Return the group of each unit, the best there is; None when it would be too long to prove."""
    if len(costs.units) > MOST_UNITS:
        return None
    search = _Exact(costs, most)
    if search.too_many:
        return None
    return search.run()


class _Exact:
    """One exploration: ``types`` are the groups that do not differ, with how many there are."""

    def __init__(self, costs: Costs, most: int) -> None:
        self.costs = costs
        self.left = most
        self.groups: dict[tuple[object, ...], list[int]] = {}
        for g in range(len(costs.least)):
            same = (costs.least[g], costs.most[g], costs.needs[g], tuple(costs.alone[g]))
            self.groups.setdefault(same, []).append(g)
        self.types = list(self.groups.values())
        self.sizes = costs.sizes
        self.columns: list[list[tuple[int, int, tuple[float, ...]]]] = []
        self.kept: dict[tuple[int, tuple[int, ...]], _Kept] = {}
        self.too_many = self._count() > MOST_COLUMNS
        if not self.too_many:
            self._price()

    def run(self) -> list[int] | None:
        """Return the best places, or None when it was too long."""
        whole = (1 << len(self.sizes)) - 1
        free = tuple(len(groups) for groups in self.types)
        if math.isinf(self._go(whole, free)) or self.left < 0:
            return None
        at = [0] * len(self.sizes)
        waiting = [list(groups) for groups in self.types]
        mask = whole
        while mask:
            _, column, kind = self.kept[mask, free]
            group = waiting[kind].pop(0)
            for i in range(len(at)):
                if column >> i & 1:
                    at[i] = group
            mask &= ~column
            free = _less(free, kind)
        return at

    def _go(self, mask: int, free: tuple[int, ...]) -> float:
        """Return what the units of ``mask`` cost at best in the groups left."""
        if not mask:
            return 0.0 if self._bounds(free)[0] == 0 else math.inf
        known = self.kept.get((mask, free))
        if known is not None:
            return known[0]
        best: _Kept = (math.inf, 0, 0)
        columns = self.columns[(mask & -mask).bit_length() - 1]
        self.left -= len(columns)
        people = self._people(mask)
        choices = []
        for kind, number in enumerate(free):
            if number:
                after = _less(free, kind)
                low, high = self._bounds(after)
                choices.append((kind, after, people - high, people - low))
        outside = ~mask
        for column, taken, prices in columns if self.left >= 0 else ():
            if column & outside:
                continue
            for kind, after, low, high in choices:
                if low <= taken <= high and prices[kind] < math.inf:
                    cost = prices[kind] + self._go(mask & ~column, after)
                    if cost < best[0]:
                        best = (cost, column, kind)
        self.kept[mask, free] = best
        return best[0]

    def _people(self, mask: int) -> int:
        """Return how many people the units of a set are."""
        return sum(size for i, size in enumerate(self.sizes) if mask >> i & 1)

    def _bounds(self, free: tuple[int, ...]) -> tuple[int, int]:
        """Return how many people the groups left take, at least and at most."""
        firsts = [groups[0] for groups in self.types]
        low = sum(number * self.costs.least[g] for number, g in zip(free, firsts, strict=True))
        high = sum(number * self.costs.most[g] for number, g in zip(free, firsts, strict=True))
        return low, high

    def _count(self) -> int:
        units, largest = len(self.sizes), max(self.costs.most)
        return sum(math.comb(units, size) for size in range(1, min(units, largest) + 1))

    def _price(self) -> None:
        """Price every set of units that some group takes, by its first unit."""
        units, largest = len(self.sizes), max(self.costs.most)
        firsts = [groups[0] for groups in self.types]
        for first in range(units):
            row = []
            others = range(first + 1, units)
            for number in range(min(largest, units - first)):
                for chosen in combinations(others, number):
                    members = (first, *chosen)
                    people = sum(self.sizes[i] for i in members)
                    inner = sum(self.costs.pairs[i][j] for i, j in combinations(members, 2))
                    prices = tuple(inner + self._one(members, people, g) for g in firsts)
                    if min(prices) < math.inf:
                        row.append((sum(1 << i for i in members), people, prices))
            self.columns.append(row)

    def _one(self, members: Sequence[int], people: int, group: int) -> float:
        costs = self.costs
        if not costs.least[group] <= people <= costs.most[group]:
            return math.inf
        price = sum(costs.alone[group][i] for i in members)
        if costs.needs[group]:
            counts = [sum(costs.kinds[i][kind] for i in members) for kind in range(len(costs.needs[group]))]
            price += costs.heavy * costs.missing(group, counts)
        return price


def _less(free: tuple[int, ...], kind: int) -> tuple[int, ...]:
    return (*free[:kind], free[kind] - 1, *free[kind + 1 :])
