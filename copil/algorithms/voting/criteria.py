"""A criteria grid: options noted on weighted criteria, ranked by several published ways.

The weighted sum is the one that people can recompute by hand: notes brought to a common scale of 0 to 1 by
the bounds of the grid, weights brought to a sum of 1; exact fractions. The others show whether the result
hangs on the way of adding: TOPSIS (Hwang and Yoon, 1981), whose answer depends on the normalisation, always
named here; PROMETHEE II (Brans and Vincke, 1985) with the usual preference; VIKOR (Opricovic and Tzeng,
2004); WASPAS (Zavadskas and others, 2012).

A matrix holds one row an option, one column a criterion. ``more`` tells, for each criterion, whether more is
better. Everything is O(options² x criteria) at most.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

Matrix = Sequence[Sequence[float]]
Weights = Sequence[float]


class Normalisation(StrEnum):
    """How the columns are brought to one scale before TOPSIS."""

    VECTOR = "vector"
    BOUNDS = "bounds"


def shares(weights: Sequence[int | Fraction]) -> list[Fraction]:
    """Bring weights to a sum of 1; ValueError when none is positive or one is negative."""
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights must be positive")
    return [Fraction(weight) / whole for weight in weights]


def weighted_sum(
    *, notes: Sequence[Sequence[int | Fraction]], weights: Sequence[int | Fraction], best: int, worst: int = 0
) -> list[Fraction]:
    """Return the weighted mean of each option's notes, from 0 (worst everywhere) to 1 (best everywhere)."""
    parts = shares(weights)
    span = best - worst
    return [
        sum((part * Fraction(note - worst, span) for part, note in zip(parts, row, strict=True)), Fraction(0))
        for row in notes
    ]


@dataclass(frozen=True)
class Steadiness:
    """Between which shares the weight of a criterion can stand without the first option being overtaken."""

    share: Fraction
    low: Fraction
    high: Fraction


def steadiness(
    *, values: Sequence[Sequence[Fraction]], weights: Sequence[int | Fraction]
) -> list[Steadiness]:
    """Return, for each criterion, how far its weight may go before the first option stops being first.

    The other weights keep their proportions. Each option's total is then linear in the weight, so the bounds
    are exact: those at which another option's line crosses the winner's.
    """
    parts = shares(weights)
    sums = [sum(part * value for part, value in zip(parts, row, strict=True)) for row in values]
    first = max(range(len(values)), key=lambda number: (sums[number], -number))
    return [_interval(values, parts, criterion, first) for criterion in range(len(parts))]


def _interval(
    values: Sequence[Sequence[Fraction]], parts: Sequence[Fraction], criterion: int, first: int
) -> Steadiness:
    rest = 1 - parts[criterion]

    def line(row: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
        others = [k for k in range(len(parts)) if k != criterion]
        base = (
            sum((parts[k] * row[k] for k in others), Fraction(0)) / rest
            if rest
            else sum((row[k] for k in others), Fraction(0)) / max(len(others), 1)
        )
        return base, row[criterion] - base

    low, high = Fraction(0), Fraction(1)
    base, slope = line(values[first])
    for number, row in enumerate(values):
        other_base, other_slope = line(row)
        ahead, tilt = base - other_base, slope - other_slope
        if number == first or tilt == 0:
            continue
        crossing = -ahead / tilt
        if tilt > 0:
            low = max(low, crossing)
        else:
            high = min(high, crossing)
    return Steadiness(parts[criterion], low, high)


def first_places(*, values: Matrix, draws: int = 2000, seed: int = 0) -> list[float]:
    """Return in what share of random weightings each option comes first (SMAA; Lahdelma and Salminen, 2001).

    Weights are drawn evenly over all those that sum to 1; ties are shared. Same seed, same answer.
    """
    chance = random.Random(seed)  # noqa: S311 (a simulation that is replayed, not a secret)
    first = [0.0] * len(values)
    for _ in range(draws):
        weights = [chance.expovariate(1) for _ in values[0]]
        sums = [_dot(row, weights) for row in values]
        best = [number for number, value in enumerate(sums) if value >= max(sums) - 1e-12]
        for number in best:
            first[number] += 1 / len(best)
    return [count / draws for count in first]


def topsis(
    *, matrix: Matrix, weights: Weights, more: Sequence[bool], normalisation: Normalisation
) -> list[float]:
    """Return each option's nearness to the ideal, from 0 to 1."""
    columns = [
        [weight * value for value in _normal(column, up, normalisation)]
        for column, weight, up in zip(zip(*matrix, strict=True), weights, more, strict=True)
    ]
    flipped = normalisation is Normalisation.BOUNDS
    ideal = [max(column) if up or flipped else min(column) for column, up in zip(columns, more, strict=True)]
    worst = [min(column) if up or flipped else max(column) for column, up in zip(columns, more, strict=True)]
    rows = list(zip(*columns, strict=True))
    near, far = [math.dist(row, ideal) for row in rows], [math.dist(row, worst) for row in rows]
    return [b / (a + b) if a + b else 0.5 for a, b in zip(near, far, strict=True)]


def promethee(*, matrix: Matrix, weights: Weights, more: Sequence[bool]) -> list[float]:
    """Return the net flow of PROMETHEE II, usual preference: by how much an option outranks the others."""
    count = len(matrix)

    def ahead(one: Sequence[float], other: Sequence[float]) -> float:
        return sum(
            weight
            for a, b, weight, up in zip(one, other, weights, more, strict=True)
            if (a > b if up else a < b)
        )

    return [
        sum(ahead(one, other) - ahead(other, one) for other in matrix) / max(count - 1, 1) for one in matrix
    ]


def vikor(*, matrix: Matrix, weights: Weights, more: Sequence[bool], group: float = 0.5) -> list[float]:
    """Return VIKOR's Q, 0 for the best compromise: ``group`` weighs their sum against the largest regret."""
    regrets = [
        [weight * (1 - value) for value in _normal(column, up, Normalisation.BOUNDS)]
        for column, weight, up in zip(zip(*matrix, strict=True), weights, more, strict=True)
    ]
    rows = list(zip(*regrets, strict=True))
    sums, worst = _unit([sum(row) for row in rows]), _unit([max(row) for row in rows])
    return [group * s + (1 - group) * r for s, r in zip(sums, worst, strict=True)]


def waspas(*, matrix: Matrix, weights: Weights, more: Sequence[bool], share: float = 0.5) -> list[float]:
    """Return the mean of a weighted sum and a weighted product, columns divided by their best value."""
    columns = [
        [value / max(column) for value in column] if up else [min(column) / value for value in column]
        for column, up in zip(zip(*matrix, strict=True), more, strict=True)
    ]
    return [
        share * _dot(row, weights)
        + (1 - share) * math.prod(value**weight for value, weight in zip(row, weights, strict=True))
        for row in zip(*columns, strict=True)
    ]


def _normal(column: Sequence[float], up: bool, normalisation: Normalisation) -> list[float]:
    if normalisation is Normalisation.VECTOR:
        length = math.hypot(*column)
        return [value / length if length else 0.0 for value in column]
    low, span = min(column), max(column) - min(column)
    scaled = [(value - low) / span if span else 1.0 for value in column]
    return scaled if up or not span else [1 - value for value in scaled]


def _unit(values: Sequence[float]) -> list[float]:
    low, span = min(values), max(values) - min(values)
    return [(value - low) / span if span else 0.0 for value in values]


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return math.fsum(a * b for a, b in zip(one, other, strict=True))
