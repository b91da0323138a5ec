"""How many people each group takes in an allocation: plain functions over values."""

from collections.abc import Mapping, Sequence


def sizes(*, people: int, groups: Sequence[str], wanted: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """Return the least and the most of each group: what is wanted of some, the rest shared equally.

    When what is wanted does not fit the number of people, it is kept in proportion, the largest remainders
    first: people come and go, an allocation never gets stuck on it.
    """
    given = {key: wanted[key] for key in groups if key in wanted}
    free = [key for key in groups if key not in given]
    rest = people - sum(given.values())
    if free and rest >= 0:
        low, over = divmod(rest, len(free))
        return {key: (given[key],) * 2 if key in given else (low, low + bool(over)) for key in groups}
    whole = people / len(groups) if groups else 0
    weights = {key: float(given.get(key, whole)) for key in groups}
    total = sum(weights.values()) or 1.0
    exact = {key: people * weight / total for key, weight in weights.items()}
    found = {key: int(share) for key, share in exact.items()}
    last = sorted(groups, key=lambda key: (found[key] - exact[key], list(groups).index(key)))
    for key in last[: people - sum(found.values())]:
        found[key] += 1
    return {key: (size, size) for key, size in found.items()}


def sizes_refusal(*, people: int, groups: int, wanted: Sequence[int]) -> str:
    """Say why sizes do not fit the people to share out; "" when they do."""
    total = sum(wanted)
    if total > people or (len(wanted) == groups and total != people):
        return f"Ces tailles font {total} personnes, pour {people} à répartir. Laissez-en une vide."
    return ""
