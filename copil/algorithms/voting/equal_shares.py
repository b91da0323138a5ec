"""The method of equal shares: the budget is divided among the voters, and supporters pay for what they want.

1. Every voter holds budget / voters.
2. A project is affordable at the rate r when its supporters, each paying r times what it is worth to them or
   all that they have left if that is less, bring its cost between them. The lowest rate of all is bought.
3. When nothing is affordable any more, every voter's share is raised by one unit of money and all begins
   again ("add1"), until the outcome would cost more than the budget; the last one that fits is kept. It also
   ends when nothing more would fit.

Peters and Skowron, EC 2020; Peters, Pierczyński and Skowron, NeurIPS 2021. Ties: most votes, then the given
order.

Raises are not tried one by one. What a larger share buys is followed along what the last share kept bought,
with a proof that all the shares between buy the same so far, in whatever order (`Market.follow`). When it
goes to the end, all these raises are done at once; where it stops, a share half way takes over from there,
and only the rest of its purchases is compared. The outcome is that of the raises one by one, exactly.
"""

from dataclasses import dataclass
from fractions import Fraction

from copil.algorithms.voting.election import Election, Money, Worth
from copil.algorithms.voting.market import Market, Number, Run


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


def equal_shares(
    election: Election,
    *,
    worth: Worth = Worth.COST,
    raise_by: Money = 1,
    complete: bool = True,
    exact: bool | None = None,
) -> EqualShares:
    """Choose projects by equal shares, completed by raising the shares unless ``complete`` is false."""
    market = Market(election, worth, exact)
    if not election.ballots:
        return EqualShares((), market.number(0), market.number(0), {}, 0)
    share = market.number(Fraction(election.budget) / len(election.ballots))
    kept, runs = market.finish(market.start(share)), 1
    if complete:
        kept, runs = _raised(election, market, kept, market.number(raise_by))
        kept = market.finish(market.start(kept.share))  # purchases whose order was left open, in order
    return _told(market, kept, share, runs)


def _raised(election: Election, market: Market, kept: Run, step: Number) -> tuple[Run, int]:
    """Raise the share until the outcome costs too much or nothing more would fit; count the runs."""
    first, number, stride, runs = kept.share, 0, 1, 1
    ahead: list[
        tuple[int, Run]
    ] = []  # larger shares, the nearest last: they buy the same as those before so far
    more, opening = _more_fits(election, market, kept), market.opening(kept)
    while more:
        if not ahead:
            ahead.append((number + stride, market.start(first + (number + stride) * step)))
            runs, stride, opening = runs + 1, stride * 2, market.opening(kept)
        far, run = ahead[-1]
        if not market.follow(run, kept):
            if far > number + 1:
                middle = (number + far) // 2
                ahead.append((middle, market.beside(run, first + middle * step, opening)))
                runs += 1
                continue
            if election.cost_of(market.named(market.finish(run))) > election.budget:
                break
            more = _more_fits(election, market, run)
        number, kept = ahead.pop()
    return kept, runs


def _more_fits(election: Election, market: Market, run: Run) -> bool:
    """Tell whether a project with votes still fits in the budget beside those bought."""
    chosen = {project for project, _ in run.bought}
    left = election.budget - election.cost_of(market.named(run))
    return any(
        election.costs[name] <= left
        for project, name in enumerate(market.names)
        if market.members[project] and project not in chosen
    )


def _told(market: Market, run: Run, share: Number, runs: int) -> EqualShares:
    """Go through the purchases once more and note who paid what."""
    told, purchases = market.start(run.share), []
    balance = told.balance
    for project, rate in run.bought:
        members, values = market.members[project], market.values[project]
        emptied = sum(
            market.weights[m] for m, value in zip(members, values, strict=True) if balance[m] < rate * value
        )
        purchases.append(
            Purchase(market.names[project], market.supporters[project], rate * max(values), emptied)
        )
        market.purchase(told, project, rate)
    chosen = {project for project, _ in run.bought}
    left = {
        name: sum((balance[m] * market.weights[m] for m in market.members[number]), market.number(0))
        for number, name in enumerate(market.names)
        if number not in chosen
    }
    return EqualShares(tuple(purchases), share, run.share, left, runs)
