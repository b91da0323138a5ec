"""Share people out into groups: proven the best for few of them, very good for many."""

from collections.abc import Callable

from copil.algorithms.groups.costs import Costs, costs_of
from copil.algorithms.groups.exact import best_of_all
from copil.algorithms.groups.model import Allocation, Impossible, Problem
from copil.algorithms.groups.search import EFFORT, annealed


def form_groups(*, problem: Problem, seed: int, effort: int = EFFORT) -> Allocation:
    """Return who goes where: the same answer each time for the same problem and seed.

    Raises ``Impossible`` when sizes, people together and places given contradict each other.
    """
    if not problem.groups:
        raise Impossible("no_group")
    costs = costs_of(problem)
    at, proven = share_out(costs=costs, seed=seed, effort=effort)
    places = {
        problem.people[i].key: problem.groups[group].key
        for unit, group in zip(costs.units, at, strict=True)
        for i in unit
    }
    ordered = {one.key: places[one.key] for one in problem.people}
    return Allocation(places=ordered, cost=costs.total(at), proven=proven, seed=seed)


def share_out(
    *, costs: Costs, seed: int, effort: int = EFFORT, spent: Callable[[], float] | None = None
) -> tuple[list[int], bool]:
    """Return the group of each unit, and whether nothing better exists (``spent``: see ``annealed``)."""
    if not costs.units:
        return [], True
    exact = best_of_all(costs=costs)
    if exact is not None:
        return exact, True
    return annealed(costs=costs, seed=seed, effort=effort, spent=spent), False
