"""Rules that add up: dots, approval, scores with a run-off (STAR)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from copil.algorithms.voting.pairwise import duels
from copil.algorithms.voting.places import Places, by_figures, placed

Scores = Mapping[str, int]


@dataclass(frozen=True)
class Totals:
    """The options in order of their sum, and how many voters gave each something."""

    places: Places
    totals: Mapping[str, int]
    supporters: Mapping[str, int]


def total(*, options: Sequence[str], ballots: Iterable[Scores], allowance: int | None = None) -> Totals:
    """Add up dots or points. A ballot with a negative figure, or more than its allowance, is a ValueError."""
    sums, supporters = dict.fromkeys(options, 0), dict.fromkeys(options, 0)
    for ballot in ballots:
        if any(points < 0 for points in ballot.values()):
            raise ValueError("negative points")
        if allowance is not None and sum(ballot.values()) > allowance:
            raise ValueError(f"more than {allowance} points")
        for option, points in ballot.items():
            sums[option] += points
            supporters[option] += points > 0
    return Totals(by_figures(sums), sums, supporters)


def approval(*, options: Sequence[str], ballots: Iterable[Iterable[str]]) -> Totals:
    """Count, for each option, the voters who approve of it."""
    return total(options=options, ballots=[dict.fromkeys(ballot, 1) for ballot in ballots])


@dataclass(frozen=True)
class Star:
    """The order, the sums of scores, the two finalists and the votes of each against the other."""

    places: Places
    totals: Mapping[str, int]
    finalists: tuple[str, ...]
    final: Mapping[str, int]


def star(*, options: Sequence[str], ballots: Sequence[Scores]) -> Star:
    """Score then automatic run-off: of the two largest sums, the one that more voters scored higher.

    Sums that tie for the final are parted by duels between the tied options, then by their given order. A
    final that ties goes to the larger sum; when the sums tie too, both are first. The others follow by sum.
    """
    summed = total(options=options, ballots=ballots)
    rankings = [(1, _ranking(options, ballot)) for ballot in ballots]
    wins = duels(options=options, ballots=rankings)

    def entry(option: str) -> tuple[int, int]:
        tied = [
            other for other in options if other != option and summed.totals[other] == summed.totals[option]
        ]
        return summed.totals[option], sum(wins[option][other] > wins[other][option] for other in tied)

    finalists = placed(options=options, key=entry).order[:2]
    final = {one: sum(wins[one][other] for other in finalists if other != one) for one in finalists}

    def key(option: str) -> tuple[int, int, int]:
        return (option in final, final.get(option, 0), summed.totals[option])

    return Star(placed(options=options, key=key), summed.totals, finalists, final)


def _ranking(options: Sequence[str], ballot: Scores) -> list[list[str]]:
    given = sorted({ballot.get(option, 0) for option in options}, reverse=True)
    return [[option for option in options if ballot.get(option, 0) == score] for score in given]
