"""Say what an allocation is worth, and why somebody is not in another group.

What is said is counted in people and pairs, which anybody can check by hand: pairs of people alike in one
group, wishes met, people of a kind missing from a group. The cost only puts the ways in order.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from copil.algorithms.groups.costs import Costs, costs_of
from copil.algorithms.groups.model import Problem, Scale

NOT_WISHED = -1


@dataclass(frozen=True)
class Measure:
    """An allocation in figures.

    ``alike`` is, by criterion compared as same or not, the pairs of one group that are alike; ``wishes`` how
    many people are in their first (0), second (1)… wish, or in none of them (-1); ``missing`` how many people
    of a kind each group lacks; ``close`` the pairs put together that should be apart.
    """

    alike: Mapping[str, int]
    pairs: int
    wishes: Mapping[int, int]
    missing: Mapping[tuple[str, str], int]
    close: tuple[tuple[str, str], ...]
    sizes: Mapping[str, int]
    out_of_size: tuple[str, ...]


@dataclass(frozen=True)
class Alternative:
    """Another place: into which group, in exchange of whom (nobody for a plain move), what it costs more."""

    group: str
    against: tuple[str, ...]
    cost: float
    after: Measure


def measure(*, problem: Problem, places: Mapping[str, str]) -> Measure:
    """Count what an allocation gives; people without a place are left out."""
    members: dict[str, list[int]] = {one.key: [] for one in problem.groups}
    for i, one in enumerate(problem.people):
        if one.key in places:
            members[places[one.key]].append(i)
    named = [one.key for one in problem.criteria if one.scale == Scale.SAME]
    sizes = {key: len(rows) for key, rows in members.items()}
    missing = {}
    for group in problem.groups:
        for kind, need in sorted(group.needs.items()):
            there = sum(kind in problem.people[i].kinds for i in members[group.key])
            if there < need:
                missing[group.key, kind] = need - there
    wishing = [one for one in problem.people if one.wishes and one.key in places]
    met = Counter(_rank(one.wishes, places[one.key]) for one in wishing)
    return Measure(
        alike={key: sum(_alike(problem, rows, key) for rows in members.values()) for key in named},
        pairs=sum(math.comb(size, 2) for size in sizes.values()),
        wishes=dict(sorted(met.items())),
        missing=missing,
        close=tuple(
            (a, b) for a, b in problem.apart if places.get(a) is not None and places.get(a) == places.get(b)
        ),
        sizes=sizes,
        out_of_size=tuple(one.key for one in problem.groups if not one.least <= sizes[one.key] <= one.most),
    )


def alternatives(*, problem: Problem, places: Mapping[str, str], who: str) -> tuple[Alternative, ...]:
    """Return the best way to put somebody in each other group, the cheapest first.

    A plain move when the sizes allow it, else an exchange with somebody of that group; those who stay
    together move together, and whoever has a place of their own keeps it. A group that no way leads to is
    left out.
    """
    costs = costs_of(problem)
    rank = {one.key: i for i, one in enumerate(problem.people)}
    where = {one.key: g for g, one in enumerate(problem.groups)}
    at = [where[places[problem.people[unit[0]].key]] for unit in costs.units]
    mine = next(i for i, unit in enumerate(costs.units) if rank[who] in unit)
    found = []
    for g, group in enumerate(problem.groups):
        way = _best_way(costs, at, mine, g) if g != at[mine] else None
        if way is not None:
            cost, other = way
            after = dict(places)
            _place(after, problem, costs.units[mine], group.key)
            against = costs.units[other] if other is not None else ()
            _place(after, problem, against, problem.groups[at[mine]].key)
            names = tuple(problem.people[i].key for i in against)
            found.append(Alternative(group.key, names, cost, measure(problem=problem, places=after)))
    return tuple(sorted(found, key=lambda one: (one.cost, one.group)))


def cost_of(*, problem: Problem, places: Mapping[str, str]) -> float:
    """Return the cost of an allocation where everyone has a place."""
    costs = costs_of(problem)
    where = {one.key: g for g, one in enumerate(problem.groups)}
    return costs.total([where[places[problem.people[unit[0]].key]] for unit in costs.units])


def _best_way(costs: Costs, at: Sequence[int], mine: int, group: int) -> tuple[float, int | None] | None:
    """Return the cheapest change that puts a unit in a group, and the unit exchanged with it."""
    before = costs.total(at)
    ways: list[tuple[float, int | None]] = []
    for other in (None, *(i for i, there in enumerate(at) if there == group)):
        after = list(at)
        after[mine] = group
        if other is not None:
            after[other] = at[mine]
        if _fits(costs, after, (group, at[mine])):
            ways.append((costs.total(after) - before, other))
    possible = [way for way in ways if math.isfinite(way[0])]
    return min(possible, key=lambda way: (way[0], way[1] is not None, way[1] or 0), default=None)


def _fits(costs: Costs, at: Sequence[int], touched: Sequence[int]) -> bool:
    sizes = costs.sizes
    filled = {g: sum(sizes[i] for i, there in enumerate(at) if there == g) for g in touched}
    return all(costs.least[g] <= filled[g] <= costs.most[g] for g in touched)


def _place(places: dict[str, str], problem: Problem, unit: Sequence[int], group: str) -> None:
    for i in unit:
        places[problem.people[i].key] = group


def _alike(problem: Problem, rows: Sequence[int], key: str) -> int:
    values = Counter(problem.people[i].traits.get(key) for i in rows)
    return sum(math.comb(number, 2) for value, number in values.items() if value is not None)


def _rank(wishes: Sequence[str], group: str) -> int:
    return wishes.index(group) if group in wishes else NOT_WISHED
