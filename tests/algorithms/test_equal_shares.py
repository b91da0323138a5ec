"""Equal shares completed by raises, against the definition carried out raise by raise."""

import random
from collections.abc import Callable
from fractions import Fraction

import pytest

from copil.algorithms.voting.election import Election, Worth
from copil.algorithms.voting.equal_shares import equal_shares
from copil.algorithms.voting.market import Market

Number = float | Fraction


def city(
    *, voters: int, projects: int, budget: int, seed: int, wanted: tuple[int, int] = (3, 10)
) -> Election:
    """Make up a participatory budget: few very popular projects, voters who prefer those near them."""
    chance = random.Random(seed)
    names = [f"p{number:03}" for number in range(projects)]
    costs = {
        name: max(1_000, min(300_000, round(chance.lognormvariate(11, 1.2) / 500) * 500)) for name in names
    }
    districts = projects // 10
    homes = [chance.randrange(districts) for _ in names]
    fame = [1 / (rank + 1) ** 0.7 for rank in chance.sample(range(projects), projects)]
    near = [
        [known * (5 if home == district else 1) for known, home in zip(fame, homes, strict=True)]
        for district in range(districts)
    ]
    ballots: list[dict[str, int]] = []
    for _ in range(voters):
        many, district, approved = chance.randint(*wanted), chance.randrange(districts), set[str]()
        while len(approved) < many:
            approved.update(chance.choices(names, near[district]))
        ballots.append(dict.fromkeys(sorted(approved), 1))
    return Election(budget, costs, ballots)


def bought(
    election: Election, share: Number, worth: Worth, number: Callable[[Fraction], Number]
) -> list[str]:
    """Buy the cheapest affordable project until there is none: the definition, word for word."""
    balance = [share] * len(election.ballots)
    order, chosen = election.preferred, list[str]()
    values = {
        name: [
            (voter, number(Fraction(ballot[name] * (election.costs[name] if worth is Worth.COST else 1))))
            for voter, ballot in enumerate(election.ballots)
            if ballot.get(name)
        ]
        for name in order
    }
    while True:
        offers = []
        for place, name in enumerate(order):
            if name not in chosen and values[name]:
                rate = lowest_rate(number(Fraction(election.costs[name])), values[name], balance)
                if rate is not None:
                    key = rate if isinstance(rate, Fraction) else float(f"{rate:.12e}")
                    offers.append((key, place, rate, name))
        if not offers:
            return chosen
        _, _, rate, name = min(offers)
        chosen.append(name)
        for voter, value in values[name]:
            balance[voter] -= min(balance[voter], rate * value)


def lowest_rate(cost: Number, values: list[tuple[int, Number]], balance: list[Number]) -> Number | None:
    mass = sum(value for _, value in values)
    reach = sorted((balance[voter] / value, voter, value) for voter, value in values)
    slack = 0 if isinstance(cost, Fraction) else cost * 1e-11
    for ratio, voter, value in reach:
        if ratio >= cost / mass:
            return cost / mass
        cost -= balance[voter]
        mass -= value
    return reach[-1][0] if cost <= slack else None


def raise_by_raise(
    election: Election, worth: Worth = Worth.COST, number: Callable[[Fraction], Number] = Fraction
) -> tuple[list[str], int]:
    share = number(Fraction(election.budget) / len(election.ballots))
    kept, raised = bought(election, share, worth, number), 0
    while election.fits(kept):
        following = bought(election, share + raised + 1, worth, number)
        if election.cost_of(following) > election.budget:
            break
        kept, raised = following, raised + 1
    return kept, raised


def made_up(seed: int) -> tuple[Election, Worth]:
    """Make up a small election with many ties, alike ballots, points in one case out of three."""
    chance = random.Random(seed)
    names = "abcdefghij"[: chance.randint(2, 10)]
    costs = {name: chance.choice([4, 6, 6, 12, 15, 30, chance.randint(1, 60)]) for name in names}
    most = chance.choice([1, 1, 3])
    sorts = [
        {
            name: chance.randint(1, most)
            for name in chance.sample(names, chance.randint(0, min(5, len(names))))
        }
        for _ in range(chance.randint(1, 14))
    ]
    ballots = [chance.choice(sorts) for _ in range(chance.randint(1, 20))]
    return Election(chance.randint(0, 150), costs, ballots), chance.choice(list(Worth))


@pytest.mark.parametrize("exact", [True, False])
def test_skipping_raises_gives_what_raising_one_by_one_gives(exact: bool) -> None:
    number: Callable[[Fraction], Number] = Fraction if exact else float
    for seed in range(120):
        election, worth = made_up(seed)
        found = equal_shares(election, worth=worth, exact=exact)
        kept, raised = raise_by_raise(election, worth, number)
        assert list(found.chosen) == kept, seed
        assert found.last_share - found.share == pytest.approx(raised), seed


@pytest.mark.parametrize(("voters", "projects", "wanted"), [(60, 30, (3, 10)), (30, 15, (1, 3))])
def test_a_town_in_floating_point_gives_what_raising_one_by_one_gives(
    voters: int, projects: int, wanted: tuple[int, int]
) -> None:
    town = city(voters=voters, projects=projects, budget=voters * 3_333, seed=4, wanted=wanted)
    kept, raised = raise_by_raise(town, number=float)
    found = equal_shares(town, exact=False)
    assert list(found.chosen) == kept
    assert found.last_share - found.share == pytest.approx(raised)
    assert found.runs < raised, "some were skipped"


@pytest.mark.parametrize(
    ("voters", "projects", "budget", "seed", "wanted"),
    [(40, 16, 80_000, 93, (2, 4)), (80, 30, 150_000, 14, (2, 5))],
)
def test_an_order_that_empties_who_wants_both_is_not_left_open(
    voters: int, projects: int, budget: int, seed: int, wanted: tuple[int, int]
) -> None:
    """Two towns, among hundreds drawn, that end otherwise when any two purchases may change places."""
    check_skipping(city(voters=voters, projects=projects, budget=budget, seed=seed, wanted=wanted))


@pytest.mark.audit
@pytest.mark.parametrize("wanted", [(3, 10), (1, 3)])
def test_a_whole_city_gives_what_raising_one_by_one_gives(wanted: tuple[int, int]) -> None:
    check_skipping(city(voters=4_532, projects=199, budget=8_000_000, seed=1, wanted=wanted))


def check_skipping(election: Election) -> None:
    """Check the outcome against a whole run of the market for each raise."""
    found, market = equal_shares(election, exact=False), Market(election, Worth.COST, exact=False)
    kept, raised = market.finish(market.start(found.share)), 0
    while election.fits(market.named(kept)):
        following = market.finish(market.start(found.share + raised + 1))
        if election.cost_of(market.named(following)) > election.budget:
            break
        kept, raised = following, raised + 1
    assert list(found.chosen) == market.named(kept)
    assert found.last_share - found.share == pytest.approx(raised)
