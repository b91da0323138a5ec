"""The figures of a problem, once for all: people who stay together are one unit from here on.

``pairs[i][j]`` is what two units cost in one group, ``alone[g][i]`` what a unit costs in a group (its wishes;
infinite where it may not go). ``heavy`` is more than everything else together: it is what each person missing
from the kinds of a group costs, and two people who should be kept apart.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from copil.algorithms.groups.distance import signed_distances
from copil.algorithms.groups.model import Group, Impossible, Person, Problem

# What the first, second, third wish cost, and what was not wished.
WISHED, NOT_WISHED = (0.0, 0.4, 0.7), 1.0


@dataclass(frozen=True)
class Costs:
    """A problem in figures; ``inside`` is what the units cost by themselves, wherever they go."""

    units: tuple[tuple[int, ...], ...]
    least: tuple[int, ...]
    most: tuple[int, ...]
    pairs: list[list[float]]
    alone: list[list[float]]
    kinds: tuple[tuple[int, ...], ...]
    needs: tuple[tuple[int, ...], ...]
    inside: float
    heavy: float

    @property
    def sizes(self) -> list[int]:
        return [len(unit) for unit in self.units]

    def missing(self, group: int, counts: Sequence[int]) -> int:
        """Return how many people of the kinds a group needs are missing from it."""
        return sum(max(0, need - there) for need, there in zip(self.needs[group], counts, strict=True))

    def total(self, at: Sequence[int]) -> float:
        """Return the cost of an allocation of the units, counted again from nothing."""
        cost = self.inside
        counts = [[0] * len(self.needs[0]) for _ in self.least]
        for i, group in enumerate(at):
            cost += self.alone[group][i]
            cost += sum(self.pairs[i][j] for j in range(i) if at[j] == group)
            for kind, number in enumerate(self.kinds[i]):
                counts[group][kind] += number
        return cost + self.heavy * sum(self.missing(g, counts[g]) for g in range(len(self.least)))


def costs_of(problem: Problem) -> Costs:
    """Return the figures of a problem; ``Impossible`` when its rules contradict each other."""
    people, groups = problem.people, problem.groups
    rank = _ranks([one.key for one in people])
    matrix = signed_distances(people=people, criteria=problem.criteria)
    return figures(
        matrix=matrix,
        groups=groups,
        units=_units(problem, rank),
        wishes=_wishes(problem),
        apart=[(rank[one], rank[other]) for one, other in problem.apart],
        fixed={rank[who]: _ranks([one.key for one in groups])[where] for who, where in problem.fixed.items()},
        people=people,
    )


def figures(
    *,
    matrix: list[list[float]],
    groups: Sequence[Group],
    units: Sequence[tuple[int, ...]] | None = None,
    wishes: list[list[float]] | None = None,
    apart: Sequence[tuple[int, int]] = (),
    fixed: Mapping[int, int] | None = None,
    people: Sequence[Person] = (),
) -> Costs:
    """Return the figures of people known by their signed distances alone, whatever gave them."""
    number = len(matrix)
    least, most = tuple(one.least for one in groups), tuple(one.most for one in groups)
    if not sum(least) <= number <= sum(most):
        raise Impossible("sizes")
    whole = units if units is not None else [(i,) for i in range(number)]
    single = wishes or [[0.0] * number for _ in groups]
    heavy = 1.0 + 2 * sum(abs(value) for row in matrix for value in row) + sum(map(sum, single))
    single_pairs = [list(row) for row in matrix]
    for one, other in apart:
        single_pairs[one][other] = single_pairs[other][one] = single_pairs[one][other] + heavy
    pairs, inside = _gathered(single_pairs, whole)
    alone = [[sum(row[i] for i in unit) for unit in whole] for row in single]
    for who, where in (fixed or {}).items():
        _fix(alone, whole, who, where)
    names = sorted({kind for one in groups for kind in one.needs})
    held = [people[i].kinds if people else frozenset() for i in range(number)]
    return Costs(
        units=tuple(whole),
        least=least,
        most=most,
        pairs=pairs,
        alone=alone,
        kinds=tuple(tuple(sum(name in held[i] for i in unit) for name in names) for unit in whole),
        needs=tuple(tuple(one.needs.get(name, 0) for name in names) for one in groups),
        inside=inside,
        heavy=heavy,
    )


def _gathered(matrix: list[list[float]], units: Sequence[tuple[int, ...]]) -> tuple[list[list[float]], float]:
    if all(len(unit) == 1 for unit in units):
        order = [unit[0] for unit in units]
        return [[matrix[i][j] if i != j else 0.0 for j in order] for i in order], 0.0
    inside = sum(matrix[i][j] for unit in units for i in unit for j in unit if i < j)
    pairs = [
        [sum(matrix[i][j] for i in one for j in other) if one is not other else 0.0 for other in units]
        for one in units
    ]
    return pairs, inside


def _fix(alone: list[list[float]], units: Sequence[tuple[int, ...]], who: int, where: int) -> None:
    """Leave a unit only the group that one of its people stays in."""
    place = next(i for i, unit in enumerate(units) if who in unit)
    for group, row in enumerate(alone):
        if group != where:
            row[place] = math.inf
    if math.isinf(alone[where][place]):
        raise Impossible("together_fixed_apart", str(who))


def _wishes(problem: Problem) -> list[list[float]]:
    """Return what each person costs in each group: as much as a criterion that all their pairs would lose."""
    number = len(problem.people)
    share = problem.wish_weight * max(0.5, (number / max(1, len(problem.groups)) - 1) / 2)
    total = sum(one.weight for one in problem.criteria) or 1.0
    return [
        [share / total * _wish_cost(one, group.key) for one in problem.people] for group in problem.groups
    ]


def _wish_cost(person: Person, group: str) -> float:
    if not person.wishes:
        return 0.0
    if group not in person.wishes:
        return NOT_WISHED
    place = person.wishes.index(group)
    return WISHED[place] if place < len(WISHED) else WISHED[-1]


def _units(problem: Problem, rank: Mapping[str, int]) -> list[tuple[int, ...]]:
    """Return those who stay together as one, in the order of the first of each."""
    leader = list(range(len(problem.people)))

    def head(i: int) -> int:
        while leader[i] != i:
            i = leader[i]
        return i

    for one, other in problem.together:
        a, b = sorted((head(rank[one]), head(rank[other])))
        leader[b] = a
    units: dict[int, list[int]] = {}
    for i in range(len(leader)):
        units.setdefault(head(i), []).append(i)
    for one, other in problem.apart:
        if head(rank[one]) == head(rank[other]):
            raise Impossible("together_and_apart", one, other)
    widest = max((group.most for group in problem.groups), default=0)
    for unit in units.values():
        if len(unit) > widest:
            raise Impossible("too_many_together", *(problem.people[i].key for i in unit))
    return [tuple(unit) for unit in units.values()]


def _ranks(keys: Sequence[str]) -> dict[str, int]:
    ranks = {key: rank for rank, key in enumerate(keys)}
    if len(ranks) != len(keys):
        raise ValueError("a key is there twice")
    return ranks
