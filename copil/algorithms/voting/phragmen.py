"""Sequential Phragmén under a budget: voters earn money at the same pace and buy what they can together.

1. Every voter earns one unit of money a unit of time. 2. As soon as the supporters of a project hold its cost
between them, it is bought and they hold nothing. 3. The first project bought that does not fit ends it.

Phragmén 1894; under a budget, Los, Christoff and Grossi, IJCAI 2022. Times are exact fractions.
O(projects² x voters). Each supporter of a project counts the same, whatever their points.
"""

from dataclasses import dataclass
from fractions import Fraction

from copil.algorithms.voting.election import Election


@dataclass(frozen=True)
class Phragmen:
    """What was bought and when, and the project at which it ended (None when all could be bought)."""

    chosen: tuple[str, ...]
    times: dict[str, Fraction]
    stopped_by: str | None


def phragmen(election: Election) -> Phragmen:
    """Choose in the order in which supporters can pay; ties by votes, then in the given order."""
    kinds = election.kinds()
    supporters = {
        name: [number for number, (ballot, _) in enumerate(kinds) if name in ballot]
        for name in election.preferred
    }
    weight = {name: sum(kinds[number][1] for number in held) for name, held in supporters.items()}
    spent_at = [Fraction(0)] * len(kinds)
    left, times = Fraction(election.budget), dict[str, Fraction]()
    waiting = [name for name in election.preferred if weight[name]]
    while waiting:
        due = {
            name: (election.costs[name] + sum(spent_at[n] * kinds[n][1] for n in supporters[name]))
            / Fraction(weight[name])
            for name in waiting
        }
        name = min(waiting, key=due.__getitem__)
        if election.costs[name] > left:
            return Phragmen(tuple(times), times, name)
        left -= election.costs[name]
        times[name] = due[name]
        waiting.remove(name)
        for number in supporters[name]:
            spent_at[number] = due[name]
    return Phragmen(tuple(times), times, None)
