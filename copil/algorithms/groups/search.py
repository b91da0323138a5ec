"""A very good allocation of many people: exchanges and moves, by annealing (Kirkpatrick et al. 1983).

``sums[g][i]`` is what unit i costs in group g, ``own[i]`` what it costs where it is. Exchanging i and j
changes the cost by ``sums[gj][i] - own[i] + sums[gi][j] - own[j] - 2 pairs[i][j]``: the exchanges of a
unit are one pass.

1. Begin with a place for everyone (``start.py``).
2. Take each unit in a drawn order. Among its exchanges and its moves into a group with room, each with a
   little luck (Gumbel noise times the temperature, which draws as Boltzmann's law does), keep the best one.
3. The temperature follows the share of units that move: 20 % at first, 5 % at the end.
4. Go down from the best allocation met, without luck, until no exchange and no move improves it.

The answer depends on the seed alone, never on the clock. A pass over all units takes n² operations.
"""

import math
from collections.abc import Callable, Sequence
from random import Random

from copil.algorithms.groups.costs import Costs
from copil.algorithms.groups.start import first_places

# Exchanges looked at: about one second of one processor. Fewer for the few, who settle sooner.
EFFORT = 6_000_000
_MOST_PASSES = 3_000
_NOISE = 2048
_SHARE, _LAST_SHARE = 0.15, 0.05
_HEATING = 1.15
_LITTLE = 1e-9


def annealed(
    *, costs: Costs, seed: int, effort: int = EFFORT, spent: Callable[[], float] | None = None
) -> list[int]:
    """Return the group of each unit; ``effort`` is how many exchanges are looked at.

    ``spent``, for measures only, says which share of another budget is spent (1 ends the search): the answer
    then depends on it too.
    """
    search = _Search(costs, Random(seed))  # noqa: S311  # draws an allocation, guards nothing
    units = len(search.at)
    passes = max(20, min(_MOST_PASSES, effort // max(1, units * units)))
    temperature, number = _spread(costs), 0
    while (share := spent() if spent else number / passes) < 1:
        moved = search.go_over(temperature)
        wanted = _SHARE * (1 - share) + _LAST_SHARE
        temperature *= _HEATING if moved < wanted * units else 1 / _HEATING
        number += 1
    search.take(search.best_at)
    while search.go_over(0.0):
        pass
    return search.best_at


class _Search:
    """The state of a search: who is where, and what each move would change.

    Units of one look (size, kinds that count) exchange without changing the sizes nor the kinds; ``slots``
    is the group and the look of each one, in one number.
    """

    def __init__(self, costs: Costs, random: Random) -> None:
        self.costs, self.random = costs, random
        self.groups = range(len(costs.least))
        self.flexible = costs.least != costs.most
        self.sizes = costs.sizes
        self.twice = [[2 * value for value in row] for row in costs.pairs]
        looks = list(zip(self.sizes, costs.kinds, strict=True))
        self.looks = sorted(set(looks))
        self.look = [self.looks.index(one) for one in looks]
        self.order = list(range(len(looks)))
        drawn = (min(max(random.random(), 1e-12), 1 - 1e-12) for _ in range(_NOISE + len(looks)))
        self.luck = [math.log(-math.log(value)) for value in drawn]
        self.take(first_places(costs=costs, random=random))

    def take(self, at: Sequence[int]) -> None:
        """Begin again from an allocation."""
        costs = self.costs
        self.at, self.best_at = list(at), list(at)
        self.cost = self.best = costs.total(at)
        members = [[j for j, where in enumerate(at) if where == g] for g in self.groups]
        self.sums = [
            [sum(row[j] for j in members[g]) + costs.alone[g][i] for i, row in enumerate(costs.pairs)]
            for g in self.groups
        ]
        self.filled = [sum(self.sizes[j] for j in members[g]) for g in self.groups]
        self.counts = [
            [sum(costs.kinds[j][kind] for j in members[g]) for kind in range(len(costs.needs[0]))]
            for g in self.groups
        ]
        self.slots = [g * len(self.looks) + look for g, look in zip(self.at, self.look, strict=True)]
        self.change = [self._changes(g) for g in self.groups]
        self._measure()

    def go_over(self, temperature: float) -> int:
        """Give each unit its turn; return how many moved."""
        drawn, moved, units = self.random.random, 0, len(self.at)
        noise = [temperature * value for value in self.luck]
        self.random.shuffle(self.order)
        for i in self.order:
            here, start = self.at[i], int(drawn() * _NOISE)
            row = self._row(i, here)
            luck = noise[start : start + units]
            terms = zip(self.slots, self.sums[here], self.own, self.twice[i], luck, strict=True)
            exchanges = [row[slot] + there - own - pair + luck for slot, there, own, pair, luck in terms]
            value, group = min(exchanges), -1
            if self.flexible:
                for other, price in self._moves(i, here):
                    lucky = price + noise[int(drawn() * _NOISE)]
                    if lucky < value:
                        value, group = lucky, other
            if value < noise[int(drawn() * _NOISE)] - _LITTLE:
                moved += 1
                self._go(i, group, exchanges.index(value) if group < 0 else -1, row)
        return moved

    def _row(self, i: int, here: int) -> list[float]:
        """Return what going to each slot changes for a unit, its own group never."""
        if len(self.looks) == 1:
            own = self.own[i]
            row = [there[i] - own for there in self.sums]
            row[here] = math.inf
            return row
        row, look = [], self.look[i]
        leaving = self.change[here][look]
        for g in self.groups:
            if g == here:
                row += [math.inf] * len(self.looks)
            else:
                first = self.sums[g][i] - self.own[i]
                coming = self.change[g]
                row += [first + out + coming[k][look] for k, out in enumerate(leaving[:-1])]
        return row

    def _moves(self, i: int, here: int) -> list[tuple[int, float]]:
        """Return the groups with room for a unit, and what going there changes."""
        look = self.look[i]
        leaving = self.change[here][look][-1]
        if math.isinf(leaving):
            return []
        leaving -= self.own[i]
        return [(g, self.sums[g][i] + leaving + self.change[g][-1][look]) for g in self.groups if g != here]

    def _go(self, i: int, group: int, other: int, row: list[float]) -> None:
        """Move a unit into a group, or exchange it with another one."""
        here = self.at[i]
        there = group if other < 0 else self.at[other]
        mine = self.costs.pairs[i]
        if other < 0:
            self.cost += self.sums[there][i] - self.own[i] + self.change[here][self.look[i]][-1]
            self.cost += self.change[there][-1][self.look[i]]
            theirs = [0.0] * len(mine)
        else:
            self.cost += (
                row[self.slots[other]] + self.sums[here][other] - self.own[other] - self.twice[i][other]
            )
            theirs = self.costs.pairs[other]
            self._put(other, here)
        self._put(i, there)
        self.sums[here] = [a - b + c for a, b, c in zip(self.sums[here], mine, theirs, strict=True)]
        self.sums[there] = [a + b - c for a, b, c in zip(self.sums[there], mine, theirs, strict=True)]
        if self.flexible or len(self.looks) > 1:
            self.change[here], self.change[there] = self._changes(here), self._changes(there)
        self._measure()
        if self.cost < self.best - _LITTLE:
            self.best, self.best_at = self.cost, list(self.at)

    def _put(self, i: int, group: int) -> None:
        """Note the new place of a unit."""
        before = self.at[i]
        self.filled[before] -= self.sizes[i]
        self.filled[group] += self.sizes[i]
        for kind, number in enumerate(self.costs.kinds[i]):
            self.counts[before][kind] -= number
            self.counts[group][kind] += number
        self.at[i] = group
        self.slots[i] = group * len(self.looks) + self.look[i]

    def _measure(self) -> None:
        """Count again what each unit costs where it is."""
        self.own = [self.sums[g][i] for i, g in enumerate(self.at)]

    def _changes(self, group: int) -> list[list[float]]:
        """Return what it costs a group that one look leaves and another comes; the last one is nobody.

        Infinite when the size of the group does not allow it.
        """
        nobody = (0, (0,) * len(self.counts[group]))
        looks = [*self.looks, nobody]
        before = self.costs.missing(group, self.counts[group])
        return [[self._change(group, before, out, come) for come in looks] for out in looks]

    def _change(
        self, group: int, before: int, out: tuple[int, tuple[int, ...]], come: tuple[int, tuple[int, ...]]
    ) -> float:
        size = self.filled[group] - out[0] + come[0]
        if out[0] != come[0] and not self.costs.least[group] <= size <= self.costs.most[group]:
            return math.inf
        if out[1] == come[1]:
            return 0.0
        counts = [
            there - gone + new for there, gone, new in zip(self.counts[group], out[1], come[1], strict=True)
        ]
        return self.costs.heavy * (self.costs.missing(group, counts) - before)


def _spread(costs: Costs) -> float:
    """Return how much the pairs differ: where the temperature begins."""
    values = [v for row in costs.pairs for v in row if abs(v) < costs.heavy / 2]
    mean = math.fsum(values) / max(1, len(values))
    return math.sqrt(math.fsum((v - mean) ** 2 for v in values) / max(1, len(values))) or 1.0
