"""Rankings compared two by two: how many voters put one option before another.

A ranking is a sequence of ranks, each a group of options held equal, the preferred first. Options that a
voter did not rank come after the others, equal between themselves.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from copil.algorithms.voting.places import Places, by_beaten, placed

Ranking = Sequence[Iterable[str]]
Duels = Mapping[str, Mapping[str, int]]


def duels(*, options: Sequence[str], ballots: Iterable[tuple[int, Ranking]]) -> dict[str, dict[str, int]]:
    """Count, for each ordered pair, the voters who put the first before the second. O(ballots x options²)."""
    wins = {one: {other: 0 for other in options if other != one} for one in options}
    for votes, ranking in ballots:
        positions = {option: number for number, group in enumerate(ranking) for option in group}
        last = len(positions) + 1
        for one in options:
            mine = positions.get(one, last)
            for other, won in wins[one].items():
                if mine < positions.get(other, last):
                    wins[one][other] = won + votes
    return wins


def condorcet_winner(wins: Duels) -> str | None:
    """Return the option that beats each other one, if there is one."""
    return next(
        (one for one, row in wins.items() if all(won > wins[other][one] for other, won in row.items())), None
    )


def copeland(wins: Duels) -> tuple[Places, dict[str, int]]:
    """Rank by the number of duels won, a draw counting for neither."""
    won = {one: sum(row[other] > wins[other][one] for other in row) for one, row in wins.items()}
    return placed(options=won, key=won.__getitem__), won


@dataclass(frozen=True)
class Schulze:
    """The options in order, the strength of the strongest path of each pair, and its next step."""

    places: Places
    strength: Mapping[str, Mapping[str, int]]
    following: Mapping[str, Mapping[str, str]]

    def path(self, one: str, other: str) -> tuple[str, ...]:
        """Return the strongest path from an option to another: the chain of duels it is made of."""
        steps = [one]
        while steps[-1] != other:
            steps.append(self.following[steps[-1]][other])
        return tuple(steps)


def schulze(wins: Duels) -> Schulze:
    """Rank by strongest paths (Schulze, Social Choice and Welfare 36, 2011), strength being winning votes.

    1. A won duel is a link as strong as the votes it won. 2. A path is as strong as its weakest link.
    3. An option stands before another when its strongest path to it is stronger than the path back.
    O(options³), by Floyd and Warshall.
    """
    options = list(wins)
    strength = {
        one: {other: won if won > wins[other][one] else 0 for other, won in row.items()}
        for one, row in wins.items()
    }
    following = {one: {other: other for other in row} for one, row in wins.items()}
    for middle in options:
        for one in options:
            if one == middle:
                continue
            through = strength[one][middle]
            for other in options:
                if other in (one, middle):
                    continue
                if (passing := min(through, strength[middle][other])) > strength[one][other]:
                    strength[one][other] = passing
                    following[one][other] = following[one][middle]
    places = by_beaten(options, lambda one, other: strength[one][other] > strength[other][one])
    return Schulze(places, strength, following)


@dataclass(frozen=True)
class RankedPairs:
    """The options in order, the duels kept, and those set aside because they would close a circle."""

    places: Places
    kept: tuple[tuple[str, str], ...]
    set_aside: tuple[tuple[str, str], ...]


def ranked_pairs(wins: Duels) -> RankedPairs:
    """Rank by keeping won duels from the clearest on (Tideman, Social Choice and Welfare 4, 1987).

    Duels are taken by votes won, then fewest votes against, then in the order of the options; one that would
    contradict those kept is set aside.
    """
    options = list(wins)
    won = [(one, other) for one in options for other in options if one != other]
    won = [(one, other) for one, other in won if wins[one][other] > wins[other][one]]
    won.sort(key=lambda pair: (-wins[pair[0]][pair[1]], wins[pair[1]][pair[0]]))
    below: dict[str, set[str]] = {option: set() for option in options}
    kept, set_aside = [], []
    for one, other in won:
        if one in below[other]:
            set_aside.append((one, other))
            continue
        kept.append((one, other))
        reached = {other, *below[other]}
        for option in options:
            if option == one or one in below[option]:
                below[option] |= reached
    places = by_beaten(options, lambda one, other: other in below[one])
    return RankedPairs(places, tuple(kept), tuple(set_aside))
