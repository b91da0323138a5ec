"""The method of equal shares: the budget is divided among the voters, and supporters pay for what they want.

1. Every voter holds budget / voters.
2. A project is affordable at the rate r when its supporters, each paying r times what it is worth to them or
   all that they have left if that is less, bring its cost between them. The lowest rate of all is bought.
3. When nothing is affordable any more, every voter's share is raised by one unit of money and all begins
   again ("add1"), until the outcome would cost more than the budget; the last one that fits is kept. It also
   ends when nothing more would fit.

Peters and Skowron, EC 2020; Peters, Pierczyński and Skowron, NeurIPS 2021. Ties: most votes, then the given
order.

Raises that change nothing are skipped, exactly. For the same purchases in the same order, what each voter has
left grows with the share, so every rate falls. If with a larger share the same project is bought in each
round, and every other one would still be dearer than that project was with the smaller share, then nothing
differs anywhere between the two. Steps are doubled while this holds and shortened when it does not.

Small elections are computed in fractions; large ones in floating point, rates compared to twelve digits.
"""

import heapq
from dataclasses import dataclass
from fractions import Fraction

from copil.algorithms.voting.election import Election, Money, Worth

EXACT_LIMIT = 600
"""Largest number of (kind of ballot, project) pairs computed in fractions."""
SLACK = 1e-11
"""Relative error allowed to floating point when a group holds just the cost."""

Number = float | Fraction


@dataclass(frozen=True)
class Purchase:
    """A project bought: its supporters, what a full payer gave, how many gave all that they had left."""

    project: str
    supporters: int
    pays: Number
    emptied: int


@dataclass(frozen=True)
class EqualShares:
    """What was bought, in order; the first and last share of a voter; what supporters of others had left."""

    purchases: tuple[Purchase, ...]
    share: Number
    last_share: Number
    left: dict[str, Number]
    runs: int

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(purchase.project for purchase in self.purchases)


Bought = list[tuple[int, Number]]


def equal_shares(
    election: Election,
    *,
    worth: Worth = Worth.COST,
    raise_by: Money = 1,
    complete: bool = True,
    exact: bool | None = None,
) -> EqualShares:
    """Choose projects by equal shares, completed by raising the shares unless ``complete`` is false."""
    market = _Market(election, worth, exact)
    if not election.ballots:
        return EqualShares((), market.number(0), market.number(0), {}, 0)
    share = market.number(Fraction(election.budget) / len(election.ballots))
    step = market.number(raise_by)
    bought, raised, runs = market.run(share) or [], 0, 1
    stride = 1
    while complete and election.fits(market.named(bought)):
        runs += 1
        ahead = market.run(share + (raised + stride) * step, guide=bought)
        if ahead is not None:
            bought, raised, stride = ahead, raised + stride, stride * 2
            continue
        if stride > 1:
            stride = max(1, stride // 4)
            continue
        following = market.run(share + (raised + 1) * step) or []
        if election.cost_of(market.named(following)) > election.budget:
            break
        bought, raised = following, raised + 1
    return market.told(bought, share, share + raised * step, runs)


class _Market:
    """The election as lists: projects in the order that parts ties, voters grouped by kind of ballot."""

    def __init__(self, election: Election, worth: Worth, exact: bool | None) -> None:
        kinds = election.kinds()
        self.names = election.preferred
        self.exact = len(kinds) * len(self.names) <= EXACT_LIMIT if exact is None else exact
        self.weights = [voters for _, voters in kinds]
        self.costs = [self.number(election.costs[name]) for name in self.names]
        self.members: list[list[int]] = []
        self.values: list[list[Number]] = []
        for name in self.names:
            held = [number for number, (ballot, _) in enumerate(kinds) if ballot.get(name)]
            unit = self.number(election.costs[name] if worth is Worth.COST else 1)
            self.members.append(held)
            self.values.append([kinds[number][0][name] * unit for number in held])
        self.masses = [
            [self.weights[m] * value for m, value in zip(held, values, strict=True)]
            for held, values in zip(self.members, self.values, strict=True)
        ]

        self.supporters = [sum(self.weights[m] for m in held) for held in self.members]
        self.uniform = [values[0] if len(set(values)) == 1 else None for values in self.values]

    def number(self, amount: Money) -> Number:
        return Fraction(amount) if self.exact else float(amount)

    def named(self, bought: Bought) -> list[str]:
        return [self.names[project] for project, _ in bought]

    def run(self, share: Number, guide: Bought | None = None) -> Bought | None:
        """Buy what can be bought with this share.

        With a guide (what was bought with a smaller share), return None as soon as it is not certain that the
        same is bought with every share between the two.
        """
        balance = [share] * len(self.weights)
        waiting = [
            (self._key(self.costs[project] / sum(masses)), project, -1)
            for project, masses in enumerate(self.masses)
            if masses
        ]
        heapq.heapify(waiting)
        bought: Bought = []
        while (top := self._next(waiting, balance, len(bought))) is not None:
            rate, project, _ = top
            if guide is not None:
                if len(bought) >= len(guide) or guide[len(bought)][0] != project:
                    return None
                was = (self._key(guide[len(bought)][1]), project)
                rival = self._next(waiting, balance, len(bought), below=was)
                if rival is not None and rival[:2] < was:
                    return None
                if rival is not None:
                    heapq.heappush(waiting, rival)
            bought.append((project, rate))
            self._pay(project, rate, balance)
        return bought

    def _next(
        self,
        waiting: list[tuple[Number, int, int]],
        balance: list[Number],
        turn: int,
        below: tuple[Number, int] | None = None,
    ) -> tuple[Number, int, int] | None:
        """Take out the cheapest affordable project; rates only rise, so that old ones are lower bounds.

        With ``below``, stop looking once none can be under it.
        """
        while waiting:
            rate, project, seen = waiting[0]
            if seen == turn or (below is not None and (rate, project) >= below):
                return heapq.heappop(waiting)
            now = self._rate(project, balance)
            if now is None:
                heapq.heappop(waiting)
            else:
                heapq.heapreplace(waiting, (self._key(now), project, turn))
        return None

    def _key(self, rate: Number) -> Number:
        return rate if isinstance(rate, Fraction) else float(f"{rate:.12e}")

    def _rate(self, project: int, balance: list[Number]) -> Number | None:
        """Return the lowest rate at which the supporters bring the cost; None when they do not hold it."""
        cost, weights = self.costs[project], self.weights
        members, values = self.members[project], self.uniform[project]
        if values is None:
            return self._mixed_rate(project, balance)
        poorest_first = sorted(members, key=balance.__getitem__)
        voters = self.supporters[project]
        for m in poorest_first:
            price = cost / voters
            if balance[m] >= price:
                return price / values
            cost -= balance[m] * weights[m]
            voters -= weights[m]
        if cost <= (0 if self.exact else self.costs[project] * SLACK):
            return balance[poorest_first[-1]] / values
        return None

    def _mixed_rate(self, project: int, balance: list[Number]) -> Number | None:
        """Find the rate of a project that is not worth the same to all its supporters."""
        members, values, masses = self.members[project], self.values[project], self.masses[project]
        cost, mass = self.costs[project], sum(masses)
        rows = zip(members, values, masses, strict=True)
        reach = sorted((balance[m] / value, m, part) for m, value, part in rows)
        for ratio, m, part in reach:
            if ratio >= cost / mass:
                return cost / mass
            cost -= balance[m] * self.weights[m]
            mass -= part
        return reach[-1][0] if cost <= (0 if self.exact else self.costs[project] * SLACK) else None

    def _pay(self, project: int, rate: Number, balance: list[Number]) -> None:
        nothing = self.number(0)
        for m, value in zip(self.members[project], self.values[project], strict=True):
            price = rate * value
            balance[m] = balance[m] - price if balance[m] > price else nothing

    def told(self, bought: Bought, share: Number, last: Number, runs: int) -> EqualShares:
        """Go through the purchases once more and note who paid what."""
        balance = [last] * len(self.weights)
        purchases = []
        for project, rate in bought:
            members, values = self.members[project], self.values[project]
            emptied = sum(
                self.weights[m] for m, value in zip(members, values, strict=True) if balance[m] < rate * value
            )
            supporters = sum(self.weights[m] for m in members)
            purchases.append(Purchase(self.names[project], supporters, rate * max(values), emptied))
            self._pay(project, rate, balance)
        chosen = {project for project, _ in bought}
        left = {
            name: sum((balance[m] * self.weights[m] for m in self.members[number]), self.number(0))
            for number, name in enumerate(self.names)
            if number not in chosen
        }
        return EqualShares(tuple(purchases), share, last, left, runs)
