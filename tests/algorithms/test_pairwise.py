"""Rankings compared two by two, and rules that add up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copil.algorithms.voting.pairwise import condorcet_winner, copeland, duels, ranked_pairs, schulze
from copil.algorithms.voting.scores import approval, star, total

# Schulze, 2011, example 1: 45 voters; strengths and order recomputed with votelib too.
SCHULZE = [
    *((5, "ACBED"), (5, "ADECB"), (8, "BEDAC"), (3, "CABED")),
    *((7, "CAEBD"), (2, "CBADE"), (7, "DCEBA"), (8, "EBADC")),
]


def test_the_example_of_schulze() -> None:
    wins = duels(options="ABCDE", ballots=SCHULZE)
    assert [wins["A"][x] for x in "BCDE"] == [20, 26, 30, 22]
    assert [wins["E"][x] for x in "ABCD"] == [23, 27, 21, 31]
    found = schulze(wins)
    assert "".join(found.places.order) == "EACBD"
    assert [found.strength["A"][x] for x in "BCDE"] == [28, 28, 30, 24]
    assert [found.strength["E"][x] for x in "ABCD"] == [25, 28, 28, 31]
    assert [found.strength["D"][x] for x in "ABCE"] == [25, 28, 28, 24]
    assert found.path("A", "B") == ("A", "D", "C", "B")
    assert condorcet_winner(wins) is None
    assert copeland(wins)[1] == {"A": 2, "B": 2, "C": 2, "D": 1, "E": 3}


def test_ranked_pairs_on_the_same_votes() -> None:
    """Order of votelib, derived by hand again: another winner than Schulze's."""
    found = ranked_pairs(duels(options="ABCDE", ballots=SCHULZE))
    assert "".join(found.places.order) == "ACEBD"
    assert ("E", "A") in found.set_aside


@settings(max_examples=80)
@given(
    st.lists(st.tuples(st.integers(1, 4), st.permutations("abcd").map(lambda order: order[:3])), min_size=1)
)
def test_a_winner_of_every_duel_wins_by_each_rule(ballots: list[tuple[int, list[str]]]) -> None:
    wins = duels(options="abcd", ballots=ballots)
    best = condorcet_winner(wins)
    for places in (schulze(wins).places, ranked_pairs(wins).places, copeland(wins)[0]):
        assert sorted(places.order) == list("abcd")
        assert best is None or places.winners == (best,)


def test_options_held_equal_and_left_out() -> None:
    wins = duels(options="abc", ballots=[(1, [["a", "b"], ["c"]]), (1, [["b"]])])
    assert wins == {"a": {"b": 0, "c": 1}, "b": {"a": 1, "c": 2}, "c": {"a": 0, "b": 0}}
    assert schulze(duels(options="ab", ballots=[])).places.ranks == {"a": 1, "b": 1}


def test_dots_and_the_same_ballots_as_approvals() -> None:
    """Trap: dots split between two options alike; the same ballots, counted once a voter, say so."""
    ballots = [{"park": 2, "garden": 1}] * 3 + [{"car park": 3}] * 2
    options = ["park", "garden", "car park"]
    dots = total(options=options, ballots=ballots, allowance=3)
    assert dots.places.ranks == {"park": 1, "car park": 1, "garden": 3}
    assert dots.supporters["garden"] == 3
    approved = approval(options=options, ballots=[ballot.keys() for ballot in ballots])
    assert approved.places.ranks == {"park": 1, "garden": 1, "car park": 3}
    for wrong in ({"park": 4}, {"park": -1}):
        with pytest.raises(ValueError, match="points"):
            total(options=options, ballots=[wrong], allowance=3)


def test_star_ends_with_a_duel() -> None:
    """The largest sum loses the final when more voters score the other one higher."""
    ballots = [{"a": 5, "b": 0}] * 2 + [{"a": 3, "b": 4}] * 3
    found = star(options=["a", "b", "c"], ballots=ballots)
    assert found.totals == {"a": 19, "b": 12, "c": 0}
    assert found.finalists == ("a", "b")
    assert found.final == {"a": 2, "b": 3}
    assert found.places.order == ("b", "a", "c")
    assert star(options=["a", "b"], ballots=[]).places.ranks == {"a": 1, "b": 1}
