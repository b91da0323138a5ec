"""An election of projects under a budget: what each costs, and what each voter gives it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

Money = int | Fraction


class Worth(StrEnum):
    """What a chosen project is worth to a voter: what it costs, or the points they gave it."""

    COST = "cost"
    POINTS = "points"


@dataclass(frozen=True)
class Election:
    """The projects in their given order with their costs, the budget, and the ballots: points by project.

    An approval is one point. Empty ballots count as voters: their share of the budget goes unspent.
    """

    budget: Money
    costs: Mapping[str, Money]
    ballots: Sequence[Mapping[str, int]]

    def __post_init__(self) -> None:
        if self.budget < 0 or any(cost <= 0 for cost in self.costs.values()):
            raise ValueError("a budget is not negative, and a project costs something")
        if any(points < 0 or name not in self.costs for one in self.ballots for name, points in one.items()):
            raise ValueError("negative points, or points for no project")

    @property
    def votes(self) -> dict[str, int]:
        """Count the points of each project."""
        counted = dict.fromkeys(self.costs, 0)
        for ballot in self.ballots:
            for name, points in ballot.items():
                counted[name] += points
        return counted

    @property
    def preferred(self) -> list[str]:
        """Return the projects in the order in which ties are parted: most votes, then as given."""
        votes = self.votes
        return sorted(self.costs, key=lambda name: -votes[name])

    def kinds(self) -> list[tuple[dict[str, int], int]]:
        """Return the different ballots and how many voters cast each."""
        counted = Counter(frozenset((n, p) for n, p in ballot.items() if p) for ballot in self.ballots)
        return [(dict(sorted(ballot)), voters) for ballot, voters in counted.items()]

    def cost_of(self, chosen: Iterable[str]) -> Money:
        """Add up what projects cost."""
        return sum((self.costs[name] for name in chosen), 0)

    def fits(self, chosen: Sequence[str]) -> list[str]:
        """Return the projects with votes that still fit in the budget beside those chosen."""
        left, votes = self.budget - self.cost_of(chosen), self.votes
        return [n for n, cost in self.costs.items() if n not in chosen and votes[n] and cost <= left]
