"""Projects bought by their supporters out of equal shares: what a project costs each, and who pays.

A run is the sequence of purchases of one share. It may be computed in pieces: followed along another one as
long as nothing differs, then finished by itself. Within a run balances only fall, so that rates only rise and
a rate computed earlier is a lower bound, which spares most evaluations.

Small elections are computed in fractions; large ones in floating point, rates compared to twelve digits.
"""

import heapq
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, count
from operator import itemgetter
from typing import Any

from copil.algorithms.voting.election import Election, Money, Worth

EXACT_LIMIT = 600
"""Largest number of (kind of ballot, project) pairs computed in fractions."""
WIDEST = 16
"""Largest number of purchases whose order is left open."""
REPEATED = 4
"""From how many alike ballots on the mean it is quicker to count them together."""
SLACK = 1e-11
"""Relative error allowed to floating point when a group holds just the cost."""

Number = float | Fraction
Offer = tuple[Number, int, int]
"""A rate, or a lower bound of it; its project; the stamp of the run when it was computed."""


@dataclass
class Run:
    """The purchases of one share as far as they are known, and what is left after them."""

    share: Number
    balance: list[Number]
    waiting: list[Offer]
    stamp: int
    bought: list[tuple[int, Number]] = field(default_factory=list)
    emptied: dict[int, int] = field(default_factory=dict)
    """The voters who have nothing left, and how many purchases came before the one that took it all."""


@dataclass(frozen=True)
class Opening:
    """The first purchases of a run, which all paid in full, and what each voter spent on them.

    The larger shares that buy the same first spend the same, whatever the share.
    """

    bought: list[tuple[int, Number]]
    spent: list[Number]


def _alike(kinds: list[tuple[dict[str, int], int]], names: list[str]) -> bool:
    """Tell whether each project is worth the same to all its supporters."""
    return all(len({ballot[name] for ballot, _ in kinds if ballot.get(name)}) <= 1 for name in names)


class Market:
    """The election as lists: projects in the order that parts ties, voters grouped by kind of ballot."""

    def __init__(self, election: Election, worth: Worth, exact: bool | None) -> None:
        kinds = election.kinds()
        self.names = election.preferred
        self.exact = len(kinds) * len(self.names) <= EXACT_LIMIT if exact is None else exact
        repeated = len(election.ballots) > REPEATED * len(kinds)
        if not (self.exact or repeated) and _alike(kinds, self.names):  # counted apart: no weights to add up
            kinds = [(ballot, 1) for ballot, voters in kinds for _ in range(voters)]
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
        self.gather = [self._gatherer(project) for project in range(len(self.names))]
        self.first_offers: list[Offer] = sorted(
            (self._key(self.costs[project] / sum(masses)), project, -1)
            for project, masses in enumerate(self.masses)
            if masses
        )
        self.stamps = count()
        self.common: dict[tuple[int, int], list[int]] = {}

    def _gatherer(self, project: int) -> Callable[[Sequence[Number]], Any] | None:
        """Return what reads the balances of supporters who each count for one and pay the same."""
        members = self.members[project]
        alike = self.uniform[project] is not None and self.supporters[project] == len(members) > 1
        return itemgetter(*members) if alike else None

    def number(self, amount: Money) -> Number:
        return Fraction(amount) if self.exact else float(amount)

    def named(self, run: Run) -> list[str]:
        return [self.names[project] for project, _ in run.bought]

    def start(self, share: Number) -> Run:
        """Return a run where nothing has been bought yet."""
        return Run(share, [share] * len(self.weights), self.first_offers.copy(), next(self.stamps))

    def finish(self, run: Run) -> Run:
        """Buy what can still be bought."""
        while (offer := self._next(run)) is not None:
            self._buy(run, offer)
        return run

    def follow(self, run: Run, guide: Run) -> bool:
        """Buy what ``guide`` (a smaller share) bought, as long as all the shares between surely buy it too.

        True when that goes to the end. For the same purchases, what each voter has left grows with the share,
        so every rate falls. Take the next purchases of the guide. If with the larger share every other
        project is dearer than these were with the smaller one, then so it is with every share between: these
        come next, in some order. It changes nothing if no voter who wants two of them was emptied yet.
        """
        while len(run.bought) < len(guide.bought):
            offers, joined = self._together(run, guide)
            if not joined:
                for offer in offers:
                    heapq.heappush(run.waiting, offer)
                return False
            for rate, project, _ in offers:
                self.purchase(run, project, rate)
            run.stamp = next(self.stamps)
        rest = self._next(run)
        if rest is not None:
            heapq.heappush(run.waiting, rest)
        return rest is None

    def _together(self, run: Run, guide: Run) -> tuple[list[Offer], bool]:
        """Take out the offers that are surely the next ones bought, the cheapest first; False if unsure."""
        first = last = len(run.bought)
        project, rate = guide.bought[first]
        limit, block, offers = (self._key(rate), project), {project}, list[Offer]()
        while (offer := self._next(run, below=(limit[0], limit[1] + 1))) is not None:
            if offer[:2] > limit:
                heapq.heappush(run.waiting, offer)
                break
            offers.append(offer)
            while offer[1] not in block:
                last += 1
                if last == len(guide.bought) or last - first == WIDEST:
                    return offers, False
                project, rate = guide.bought[last]
                block.add(project)
                limit = max(limit, (self._key(rate), project))
        whole = len(offers) == len(block)
        return offers, whole and (last == first or self._commute(sorted(block), guide, last))

    def _commute(self, block: list[int], guide: Run, last: int) -> bool:
        """Tell whether whoever wants two of these projects had something left after that purchase."""
        full = len(guide.bought)
        return all(
            guide.emptied.get(m, full) > last for p, q in combinations(block, 2) for m in self._common(p, q)
        )

    def _common(self, one: int, other: int) -> list[int]:
        """Return the voters who want both projects."""
        if (one, other) not in self.common:
            self.common[one, other] = sorted(set(self.members[one]).intersection(self.members[other]))
        return self.common[one, other]

    def opening(self, run: Run) -> Opening:
        """Return the purchases of a run up to the first one that emptied somebody."""
        spent, bought = [self.number(0)] * len(self.weights), []
        for project, rate in run.bought:
            members, values = self.members[project], self.values[project]
            if any(run.share - spent[m] < rate * value for m, value in zip(members, values, strict=True)):
                break
            for m, value in zip(members, values, strict=True):
                spent[m] += rate * value
            bought.append((project, rate))
        return Opening(bought, spent)

    def beside(self, run: Run, share: Number, opening: Opening) -> Run:
        """Return a run of a share under that of ``run`` that surely buys the same as far as ``run`` has gone.

        Its rates are at least those of ``run``, which serve as lower bounds. ``opening`` is that of a smaller
        share.
        """
        found, known = self.start(share), len(opening.bought)
        if [project for project, _ in run.bought[:known]] == [project for project, _ in opening.bought]:
            found.bought = opening.bought.copy()
            found.balance = [share - spent for spent in opening.spent]
        for project, _ in run.bought[len(found.bought) :]:
            rate = self._rate(project, found.balance)
            if rate is None:  # floating point at the very edge of what a group holds
                return self.start(share)
            self.purchase(found, project, rate)
        found.waiting = run.waiting.copy()
        return found

    def _buy(self, run: Run, offer: Offer) -> None:
        self.purchase(run, offer[1], offer[0])
        run.stamp = next(self.stamps)

    def _next(self, run: Run, below: tuple[Number, int] | None = None) -> Offer | None:
        """Take out the cheapest affordable project; ``below``: stop once none can be under it."""
        waiting, balance, stamp = run.waiting, run.balance, run.stamp
        while waiting:
            rate, project, seen = waiting[0]
            if seen == stamp or (below is not None and (rate, project) >= below):
                return heapq.heappop(waiting)
            now = self._rate(project, balance)
            if now is None:
                heapq.heappop(waiting)
            else:
                heapq.heapreplace(waiting, (self._key(now), project, stamp))
        return None

    def _key(self, rate: Number) -> Number:
        return rate if self.exact else float(f"{rate:.12e}")

    def _rate(self, project: int, balance: list[Number]) -> Number | None:
        """Return the lowest rate at which the supporters bring the cost; None when they do not hold it.

        What they bring at a rate is concave and made of straight pieces: steps of Newton come up to the rate
        from below and end on it, each one adding to those who give all that they have left.
        """
        gather, value = self.gather[project], self.uniform[project]
        if gather is None or value is None:
            return self._mixed_rate(project, balance)
        held, cost = gather(balance), self.costs[project]
        voters = len(held)
        price = cost / voters
        if min(held) >= price:
            return price / value
        held = sorted(held)
        emptied, more = 0, bisect_left(held, price)
        while more > emptied:
            emptied = more
            lacking = cost - sum(held[:emptied])
            if emptied == voters:
                return held[-1] / value if lacking <= (0 if self.exact else cost * SLACK) else None
            price = lacking / (voters - emptied)
            more = bisect_left(held, price)
        return price / value

    def _mixed_rate(self, project: int, balance: list[Number]) -> Number | None:
        """Find the rate of a project of grouped voters, or not worth the same to all its supporters."""
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

    def purchase(self, run: Run, project: int, rate: Number) -> None:
        """Take from each supporter the rate times the worth, or all that is left if that is less."""
        nothing, value, balance, turn = self.number(0), self.uniform[project], run.balance, len(run.bought)
        prices = (
            [rate * value] * len(self.members[project])
            if value is not None
            else [rate * worth for worth in self.values[project]]
        )
        for m, price in zip(self.members[project], prices, strict=True):
            had = balance[m]
            if had > price:
                balance[m] = had - price
            else:
                balance[m] = nothing
                run.emptied.setdefault(m, turn)
        run.bought.append((project, rate))
