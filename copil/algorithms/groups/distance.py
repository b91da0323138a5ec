"""How far apart two people are: Gower's mixed distance, with the direction of each criterion.

J. C. Gower, « A general coefficient of similarity and some of its properties », Biometrics 27 (1971). Each
criterion gives a number between 0 (alike) and 1:

- same: 0 when the values are the same, 1 otherwise;
- number: the difference over the widest one among these people;
- sets: one minus the share of what they have in common (Jaccard);
- place: the distance as the crow flies over the widest one among these people (latitude, longitude).

The distance is the mean of those known for both, by weight. What is signed: a criterion to be mixed counts
below zero (unlike people go together), one to be gathered above.
"""

import math
from collections.abc import Mapping, Sequence

from copil.algorithms.groups.model import Criterion, Direction, Person, Scale, Trait

_EARTH_KM = 6371.0


def signed_distances(*, people: Sequence[Person], criteria: Sequence[Criterion]) -> list[list[float]]:
    """Return the matrix of signed distances, in the order of the people: n² x criteria operations."""
    number = len(people)
    spans = {one.key: _span(one, people) for one in criteria}
    matrix = [[0.0] * number for _ in people]
    for i, one in enumerate(people):
        for j in range(i):
            value = _signed(one.traits, people[j].traits, criteria, spans)
            matrix[i][j] = matrix[j][i] = value
    return matrix


def difference(*, one: Trait, other: Trait, scale: Scale, span: float = 1.0) -> float | None:
    """Return how far apart two values are, from 0 to 1; None when one of them is not known."""
    if one is None or other is None:
        return None
    if scale == Scale.SAME:
        return float(one != other)
    if scale == Scale.SETS and isinstance(one, frozenset) and isinstance(other, frozenset):
        union = one | other
        return 1 - len(one & other) / len(union) if union else 0.0
    if scale == Scale.PLACE and isinstance(one, tuple) and isinstance(other, tuple):
        return _km(one, other) / span if span else 0.0
    if scale == Scale.NUMBER and isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return abs(one - other) / span if span else 0.0
    raise ValueError(f"a value does not fit the scale {scale}")


def _signed(
    one: Mapping[str, Trait],
    other: Mapping[str, Trait],
    criteria: Sequence[Criterion],
    spans: Mapping[str, float],
) -> float:
    total = known = 0.0
    for criterion in criteria:
        here, there = one.get(criterion.key), other.get(criterion.key)
        apart = difference(one=here, other=there, scale=criterion.scale, span=spans[criterion.key])
        if apart is not None:
            known += criterion.weight
            total += criterion.weight * (apart if criterion.direction == Direction.GATHER else -apart)
    return total / known if known else 0.0


def _span(criterion: Criterion, people: Sequence[Person]) -> float:
    """Return the widest difference of a criterion among these people."""
    values = [one.traits.get(criterion.key) for one in people]
    if criterion.scale == Scale.NUMBER:
        numbers = [value for value in values if isinstance(value, (int, float))]
        return max(numbers) - min(numbers) if numbers else 0.0
    if criterion.scale == Scale.PLACE:
        places = sorted({value for value in values if isinstance(value, tuple)})
        return max((_km(a, b) for i, a in enumerate(places) for b in places[:i]), default=0.0)
    return 1.0


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance of two points (haversine)."""
    lat1, lon1, lat2, lon2 = (math.radians(value) for value in (*one, *other))
    inner = math.sin((lat2 - lat1) / 2) ** 2
    inner += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, inner)))
