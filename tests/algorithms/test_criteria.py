"""Criteria grids against published tables."""

from fractions import Fraction

import pytest

from copil.algorithms.voting import criteria
from copil.algorithms.voting.criteria import Normalisation


def test_topsis_says_its_normalisation() -> None:
    """Opricovic and Tzeng, EJOR 156, 2004. Trap: another normalisation, another winner (pymcdm's default)."""
    matrix, weights, more = [[1, 3000], [2, 3750], [5, 4500]], [0.5, 0.5], [False, True]
    vector = criteria.topsis(matrix=matrix, weights=weights, more=more, normalisation=Normalisation.VECTOR)
    bounds = criteria.topsis(matrix=matrix, weights=weights, more=more, normalisation=Normalisation.BOUNDS)
    assert vector == pytest.approx([0.76214058, 0.72217783, 0.23785942])
    assert bounds == pytest.approx([0.5, 0.617, 0.5], abs=5e-4)


def test_promethee() -> None:
    """Zhao, Peng and Li, Procedia Computer Science 17, 2013."""
    flows = criteria.promethee(
        matrix=[[4, 3, 2], [3, 2, 4], [5, 1, 3]], weights=[0.5, 0.3, 0.2], more=[True] * 3
    )
    assert flows == pytest.approx([0.1, -0.3, 0.2])


def test_vikor() -> None:
    """Yang and Wu, IEEE Access 8, 2020."""
    matrix = [[78, 56, 34, 6], [4, 45, 3, 97], [18, 2, 50, 63], [9, 14, 11, 92], [85, 9, 100, 29]]
    found = criteria.vikor(matrix=matrix, weights=[0.25] * 4, more=[True] * 4)
    assert found == pytest.approx([0.5679, 0.7667, 1, 0.7493, 0], abs=5e-5)


def test_waspas() -> None:
    """Chakraborty and others, 2015."""
    matrix = [
        [30, 23, 5, 0.745, 0.745, 1500, 5000],
        [18, 13, 15, 0.745, 0.745, 1300, 6000],
        [15, 12, 10, 0.5, 0.5, 950, 7000],
        [25, 20, 13, 0.745, 0.745, 1200, 4000],
        [14, 18, 14, 0.255, 0.745, 950, 3500],
        [17, 15, 9, 0.745, 0.5, 1250, 5250],
        [23, 18, 20, 0.5, 0.745, 1100, 3000],
        [16, 8, 14, 0.255, 0.5, 1500, 3000],
    ]
    weights = [0.1181, 0.1181, 0.0445, 0.1181, 0.2861, 0.2861, 0.0445]
    found = criteria.waspas(matrix=matrix, weights=weights, more=[True] * 5 + [False] * 2)
    expected = [0.8329, 0.7884, 0.6987, 0.8831, 0.7971, 0.7036, 0.8728, 0.5749]
    assert found == pytest.approx(expected, abs=5e-4)


def test_the_weighted_sum_is_exact_and_says_how_steady_it_is() -> None:
    """By hand: the first leads on the first criterion by 2/4, the second on the second one by 3/4."""
    notes, weights = [[4, 1], [2, 4]], [3, 1]
    assert criteria.weighted_sum(notes=notes, weights=weights, best=4) == [Fraction(13, 16), Fraction(5, 8)]
    values = [[Fraction(note, 4) for note in row] for row in notes]
    first, second = criteria.steadiness(values=values, weights=weights)
    assert [first.share, first.low, first.high] == [Fraction(3, 4), Fraction(3, 5), Fraction(1)]
    assert [second.low, second.high] == [Fraction(0), Fraction(2, 5)]
    shares = criteria.first_places(values=[[1.0, 0.25], [0.5, 1.0]], draws=500, seed=3)
    assert shares == criteria.first_places(values=[[1.0, 0.25], [0.5, 1.0]], draws=500, seed=3)
    assert shares[0] == pytest.approx(0.4, abs=0.07), "first when its weight is above 3/5"
    with pytest.raises(ValueError, match="weights"):
        criteria.shares([0, 0])
