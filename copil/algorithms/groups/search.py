"""A very good allocation of many people: exchanges and moves, by annealing (Kirkpatrick et al. 1983).

``sums[g]`` is what each unit costs in group g, ``own`` what each costs where it is. Exchanging i and j
changes the cost by ``sums[gj][i] - own[i] + sums[gi][j] - own[j] - 2 pairs[i][j]``. Costs are whole numbers,
those of all units in one long one (``lanes.py``): a unit is compared with all the others in a few additions.
After the units comes an empty seat in each group: exchanging with it is a move.

1. Begin with a place for everyone (``start.py``).
2. Take each unit in turn. Do one of its exchanges that cost less than drawn thresholds (Metropolis's rule).
3. The temperature follows the share of units that move: 20 % at first, 3 % at the end. Four times, each from
   the best allocation met.
4. Go down from the best one, without luck, until no exchange and no move improves it.

The answer depends on the seed alone, never on the clock. A turn takes as many additions as there are groups.
"""

import math
from collections.abc import Callable, Sequence
from random import Random

from copil.algorithms.groups.costs import Costs
from copil.algorithms.groups.lanes import Lanes
from copil.algorithms.groups.start import first_places

# Exchanges looked at: about one second of one processor. Fewer for the few, who settle sooner.
EFFORT = 24_000_000
_FEWEST_PASSES, _MOST_PASSES = 20, 8_000
# A turn takes hardly less time among few than among so many.
_FEW = 60
# Thresholds drawn once, by rows: one row of a byte's worth serves each turn.
_ROWS = 256
# One long cooling ends where it happened to freeze; later ones begin from the best of those before.
_COOLINGS, _COOLING = 4, 400
# Above, nearly everyone moves at random; below, nobody does. A coarse step thaws what froze too soon.
_SHARE, _LAST_SHARE = 0.2, 0.03
_HEATING = 1.15
# How fine costs are beside what pairs differ by, and thresholds beside the temperature.
_FINE, _FINE_LUCK = 1 << 16, 1 << 8
_MOST_LUCK = 12.0
# Less than that is rounding: people alike exchange for nothing at any temperature, which says nothing of it.
_LITTLE = _FINE >> 8


def annealed(
    *, costs: Costs, seed: int, effort: int = EFFORT, spent: Callable[[], float] | None = None
) -> list[int]:
    """Return the group of each unit; ``effort`` is how many exchanges are looked at.

    ``spent``, for measures only, says which share of another budget is spent (1 ends the search): the answer
    then depends on it too.
    """
    search = _Search(costs, Random(seed))  # noqa: S311  # draws an allocation, guards nothing
    units = len(search.at)
    passes = max(_FEWEST_PASSES, min(_MOST_PASSES, effort // max(1, units * max(units, _FEW))))
    turns = max(1, min(_COOLINGS, passes // _COOLING))
    temperature, number, cooled = 1.0, 0, 0.0
    while (share := spent() if spent else number / passes) < 1:
        coolings, done = divmod(share * turns, 1)
        if coolings > cooled:
            search.take(search.best_at)
            cooled = coolings
        moved = search.go_over(temperature)
        wanted = _SHARE + (_LAST_SHARE - _SHARE) * done
        temperature *= _HEATING if moved < wanted * units else 1 / _HEATING
        temperature = min(temperature, search.hottest)
        number += 1
    search.take(search.best_at)
    while search.go_over(0.0):
        pass
    return search.best_at


class _Search:
    """The state of a search: who is where, and what each move would change.

    Units of one look (size, kinds that count) exchange without changing the sizes nor the kinds. ``leaving``
    is what it costs a group that a look leaves it, by who comes instead; ``coming``, what it costs the groups
    of all lanes that a look comes, by who leaves. ``never`` is more than all the rest together.
    """

    def __init__(self, costs: Costs, random: Random) -> None:
        self.costs, self.random = costs, random
        self.groups = range(len(costs.least))
        units = len(costs.units)
        scale = _FINE / _spread(costs)
        whole = [[round(value * scale) for value in row] for row in costs.pairs]
        alone = [[None if math.isinf(v) else round(v * scale) for v in row] for row in costs.alone]
        self.heavy = round(costs.heavy * scale)
        width = max(sum(map(abs, row)) for row in whole) + max(abs(v or 0) for row in alone for v in row)
        self.hottest = max(1.0, width / _FINE)
        self.never = 20 * width + 2 * self.heavy * sum(map(sum, costs.needs)) + 12 * _FINE
        self.lanes = Lanes(units + len(self.groups), 8 * self.never)
        self.pairs = [self.lanes.packed(row) for row in whole]
        self.twice = [2 * row for row in self.pairs]
        self.alone = [self.lanes.packed([self.never if v is None else v for v in row]) for row in alone]
        self.sizes = costs.sizes
        looks = list(zip(self.sizes, costs.kinds, strict=True))
        self.looks = sorted(set(looks))
        self.look = [self.looks.index(one) for one in looks]
        self.alike = [
            self.lanes.ones(i for i, look in enumerate(self.look) if look == k)
            for k in range(len(self.looks))
        ]
        self.alike.append(self.lanes.ones(units + g for g in self.groups))
        self.tables: dict[tuple[int, int, tuple[int, ...]], _Table] = {}
        lucky = range(units + len(self.groups))
        self.luck = [self.lanes.packed([self._luck() for _ in lucky]) for _ in range(_ROWS)]
        self.take(first_places(costs=costs, random=random))

    def _luck(self) -> int:
        return round(_FINE_LUCK * min(_MOST_LUCK, -math.log(1 - self.random.random())))

    def take(self, at: Sequence[int]) -> None:
        """Begin again from an allocation."""
        costs, lanes = self.costs, self.lanes
        self.at, self.best_at = list(at), list(at)
        self.cost = self.best = 0
        members = [[j for j, where in enumerate(at) if where == g] for g in self.groups]
        self.sums = [lanes.tops + self.alone[g] + sum(self.pairs[j] for j in members[g]) for g in self.groups]
        self.within = [lanes.ones([*members[g], len(at) + g]) for g in self.groups]
        self.filled = [sum(self.sizes[j] for j in members[g]) for g in self.groups]
        self.counts = [
            [sum(costs.kinds[j][kind] for j in members[g]) for kind in range(len(costs.needs[0]))]
            for g in self.groups
        ]
        self.leaving = [[0] * len(self.looks) for _ in self.groups]
        self.coming_to = [[0] * len(self.looks) for _ in self.groups]
        self.coming = [0] * len(self.looks)
        for group in self.groups:
            self._note(group)
        self.own, self.outside = 0, [0 for _ in self.groups]
        self._measure(*self.groups)

    def go_over(self, temperature: float) -> int:
        """Give each unit its turn; return how many moved, and changed the cost."""
        lanes, groups, within, sums = self.lanes, self.groups, self.within, self.sums
        width, low = lanes.width, lanes.low
        heat = round(temperature * _FINE / _FINE_LUCK)
        moved = 0
        for i, drawn in enumerate(self.random.randbytes(len(self.at))):
            here, look, shift = self.at[i], self.look[i], width * i
            change = sums[here] + self.against - self.twice[i]
            change += self.leaving[here][look] + self.coming[look]
            own = sums[here] >> shift & low
            for group in groups:
                if group != here:
                    change += ((sums[group] >> shift & low) - own) * within[group]
            lucky = change - heat * self.luck[drawn]
            below = (lucky & self.outside[here]) ^ self.outside[here]
            if below:
                # The first one after i, in a circle.
                first = below >> shift << shift or below
                other = ((first & -first).bit_length() - 1) // width
                gained = (change >> width * other & low) - lanes.top
                moved += abs(gained) > _LITTLE
                self.cost += gained
                self._go(i, other)
        return moved

    def _go(self, i: int, other: int) -> None:
        """Exchange a unit with another one, or with an empty seat."""
        here, units = self.at[i], len(self.at)
        change, swap = -self.pairs[i], -(1 << self.lanes.width * i)
        if other < units:
            there = self.at[other]
            change += self.pairs[other]
            swap += 1 << self.lanes.width * other
            self._put(other, here)
        else:
            there = other - units
        self._put(i, there)
        self.sums[here] += change
        self.sums[there] -= change
        self.within[here] += swap
        self.within[there] -= swap
        if other >= units or len(self.looks) > 1:
            self._note(here)
            self._note(there)
        self._measure(here, there)
        if self.cost < self.best:
            self.best, self.best_at = self.cost, list(self.at)

    def _put(self, i: int, group: int) -> None:
        """Note the new place of a unit."""
        before, size = self.at[i], self.sizes[i]
        self.filled[before] -= size
        self.filled[group] += size
        for kind, number in enumerate(self.costs.kinds[i]):
            self.counts[before][kind] -= number
            self.counts[group][kind] += number
        self.at[i] = group

    def _measure(self, *groups: int) -> None:
        """Count again what the units of some groups cost where they are, and who is outside of these."""
        low, tops = self.lanes.low, self.lanes.tops
        for group in groups:
            inside = low * self.within[group]
            self.own ^= (self.own ^ self.sums[group]) & inside
            self.outside[group] = tops & ~inside
        self.against = tops - self.own

    def _note(self, group: int) -> None:
        """Count again what it costs a group that one look leaves it and another comes."""
        key = (group, self.filled[group], tuple(self.counts[group]))
        table = self.tables.get(key)
        if table is None:
            table = self.tables[key] = self._table(group)
        self.leaving[group] = table[0]
        coming = [0] * len(self.looks)
        for out, come, value in table[1]:
            coming[come] += value * (self.within[group] & self.alike[out])
        before = self.coming_to[group]
        self.coming = [a - b + c for a, b, c in zip(self.coming, before, coming, strict=True)]
        self.coming_to[group] = coming

    def _table(self, group: int) -> "_Table":
        nobody = (0, (0,) * len(self.counts[group]))
        looks = [*self.looks, nobody]
        before = self.costs.missing(group, self.counts[group])
        changes = [[self._change(group, before, out, come) for come in looks] for out in looks]
        leaving = [
            sum(value * alike for value, alike in zip(row, self.alike, strict=True)) for row in changes[:-1]
        ]
        coming = [
            (out, come, value)
            for out, row in enumerate(changes)
            for come, value in enumerate(row[:-1])
            if value
        ]
        return leaving, coming

    def _change(
        self, group: int, before: int, out: tuple[int, tuple[int, ...]], come: tuple[int, tuple[int, ...]]
    ) -> int:
        size = self.filled[group] - out[0] + come[0]
        if out[0] != come[0] and not self.costs.least[group] <= size <= self.costs.most[group]:
            return self.never
        if out[1] == come[1]:
            return 0
        counts = [
            there - gone + new for there, gone, new in zip(self.counts[group], out[1], come[1], strict=True)
        ]
        return self.heavy * (self.costs.missing(group, counts) - before)


_Table = tuple[list[int], list[tuple[int, int, int]]]


def _spread(costs: Costs) -> float:
    """Return how much the pairs differ: where the temperature begins."""
    values = [v for row in costs.pairs for v in row if abs(v) < costs.heavy / 2]
    mean = math.fsum(values) / max(1, len(values))
    return math.sqrt(math.fsum((v - mean) ** 2 for v in values) / max(1, len(values))) or 1.0
