"""Projects under a budget: equal shares, greedy, Phragmén."""

import random
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.formats import read_budgeting
from copil.algorithms.voting.election import Election, Worth
from copil.algorithms.voting.equal_shares import equal_shares
from copil.algorithms.voting.greedy import greedy
from copil.algorithms.voting.phragmen import phragmen

# Small enough for the hand; the three outcomes are those of pabutools too.
SMALL = Election(
    6,
    {"a": 3, "b": 3, "c": 2, "d": 2, "e": 1},
    [{"a": 1, "b": 1}] * 6 + [{"c": 1, "d": 1}] * 3 + [{"e": 1, "d": 1}],
)


@st.composite
def elections(draw: st.DrawFn) -> Election:
    """Up to six projects and nine voters."""
    costs = {name: draw(st.integers(1, 30)) for name in "abcdef"[: draw(st.integers(1, 6))]}
    ballot = st.dictionaries(st.sampled_from(sorted(costs)), st.just(1), max_size=4)
    return Election(draw(st.integers(0, 60)), costs, draw(st.lists(ballot, min_size=1, max_size=9)))


def step_by_step(election: Election) -> tuple[str, ...]:
    """Raise the shares one unit at a time, without skipping."""
    voters = len(election.ballots)
    kept = equal_shares(election, complete=False).chosen
    share = Fraction(election.budget) / voters
    while election.fits(kept):
        share += 1
        richer = Election(share * voters, election.costs, election.ballots)
        following = equal_shares(richer, complete=False).chosen
        if election.cost_of(following) > election.budget:
            break
        kept = following
    return kept


def test_the_example_to_be_done_by_hand() -> None:
    assert greedy(SMALL).chosen == ("a", "b")
    assert equal_shares(SMALL, complete=False).chosen == ("a", "d")
    assert equal_shares(SMALL, complete=False, worth=Worth.POINTS).chosen == ("a", "d")
    assert phragmen(SMALL).chosen == ("a", "d")
    told = equal_shares(SMALL, complete=False)
    assert [(one.project, one.supporters, one.pays) for one in told.purchases] == [
        ("a", 6, Fraction(1, 2)),
        ("d", 4, Fraction(1, 2)),
    ]
    assert told.left["b"] == Fraction(6, 10), "six voters hold a tenth each: b costs 3"
    assert phragmen(SMALL).stopped_by == "b"
    assert greedy(SMALL).lacking == {"d": 2, "c": 2, "e": 1}


@settings(max_examples=60)
@given(elections())
def test_skipping_raises_changes_nothing(election: Election) -> None:
    chosen = equal_shares(election).chosen
    assert chosen == step_by_step(election)
    assert election.cost_of(chosen) <= election.budget
    assert set(equal_shares(election, exact=False).chosen) == set(chosen)


@settings(max_examples=40)
@given(elections())
def test_no_rule_spends_more_than_the_budget(election: Election) -> None:
    for chosen in (greedy(election).chosen, phragmen(election).chosen):
        assert election.cost_of(chosen) <= election.budget
        assert len(set(chosen)) == len(chosen)


def test_a_group_that_agrees_gets_its_share() -> None:
    """What greedy refuses to four voters in ten, equal shares give them."""
    election = Election(
        100, {"big": 50, "next": 50, "small": 40}, [{"big": 1, "next": 1}] * 6 + [{"small": 1}] * 4
    )
    assert greedy(election).chosen == ("big", "next")
    assert set(equal_shares(election).chosen) == {"big", "small"}


def test_floating_point_and_fractions_agree_on_a_larger_one() -> None:
    chance = random.Random(5)
    costs = {f"p{number:02}": chance.choice([500, 1000, 2000, 4000, 7000]) for number in range(20)}
    ballots = [dict.fromkeys(chance.sample(sorted(costs), 4), 1) for _ in range(60)]
    election = Election(30_000, costs, ballots)
    assert equal_shares(election, exact=True).chosen == equal_shares(election, exact=False).chosen


def test_what_has_no_meaning_is_refused() -> None:
    for budget, costs, ballots in (
        (-1, {"a": 1}, []),
        (1, {"a": 0}, []),
        (1, {"a": 1}, [{"b": 1}]),
        (1, {"a": 1}, [{"a": -1}]),
    ):
        with pytest.raises(ValueError, match=r"budget|points"):
            Election(budget, costs, ballots)
    assert equal_shares(Election(5, {"a": 1}, [])).chosen == ()
    mixed = Election(10, {"a": 6, "b": 5}, [{"a": 3, "b": 1}, {"a": 1}, {"b": 2}])
    assert equal_shares(mixed, complete=False, worth=Worth.POINTS).chosen == ("b",), "5/3 against 8/3"


def test_the_file_of_a_town(tmp_path: Path) -> None:
    path = tmp_path / "town.pb"
    path.write_text(
        "META\nkey;value\nbudget;6.0\nvote_type;approval\nrule;greedy\n"
        "PROJECTS\nproject_id;cost;selected\na;3;1\nb;2,5;0\n"
        "VOTES\nvoter_id;vote;points\n1;a,b;2,1\n2;;\n",
        encoding="utf-8",
    )
    read = read_budgeting(path)
    assert read.election.costs == {"a": 3, "b": Fraction(5, 2)}
    assert list(read.election.ballots) == [{"a": 2, "b": 1}, {}]
    assert read.rule == "greedy"
    assert read.selected == frozenset("a")
