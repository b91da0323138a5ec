"""Majority judgment: voters give every option a grade; the one that the middle voter grades best wins.

Grades are numbered from the worst (0) to the best. The majority grade is the LOWER median. Between equal
majority grades one looks at the larger camp, those above it or those below it, and goes on so until the two
options differ (Balinski and Laraki, "Majority Judgment", MIT Press, 2010; the form used here, without taking
votes away one by one, is that of the MieuxVoter association).

1. Note the median grade, how many voters are above it and how many below.
2. More above: note (grade, +above) and pour the median's votes into the next grade that has votes above.
   Else note (grade, -below) and pour them into the next one below.
3. As many times as there are grades; two options are compared on their notes, in order.

O(grades²) an option, whatever the number of voters. Counts are integers: nothing is rounded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import lcm

from copil.algorithms.voting.places import Places, placed

Tally = Sequence[int]
Value = tuple[tuple[int, int], ...]


class Missing(StrEnum):
    """What is done of the options that some voters left without a grade."""

    REFUSED = "refused"
    GRADE = "grade"
    MEDIAN = "median"
    SCALED = "scaled"


@dataclass(frozen=True)
class Judged:
    """An option once judged: its tally as counted, its majority grade, the two camps, the whole value."""

    tally: tuple[int, ...]
    grade: int
    above: int
    below: int
    value: Value

    @property
    def voters(self) -> int:
        return sum(self.tally)


@dataclass(frozen=True)
class Judgment:
    """The options in order and how each was judged."""

    places: Places
    judged: Mapping[str, Judged]

    def first_difference(
        self, better: str, worse: str
    ) -> tuple[int, tuple[int, int], tuple[int, int]] | None:
        """Return the round at which two options part and the note of each; None when they are tied."""
        pairs = zip(self.judged[better].value, self.judged[worse].value, strict=True)
        return (
            next((turn, one, other) for turn, (one, other) in enumerate(pairs) if one != other)
            if (self.judged[better].value != self.judged[worse].value)
            else None
        )


def judge(
    *,
    tallies: Mapping[str, Tally],
    missing: Missing = Missing.REFUSED,
    grade: int = 0,
    voters: int | None = None,
) -> Judgment:
    """Rank options by majority judgment.

    tallies: votes an option got at each grade, worst first. missing: what is done when an option has fewer
    grades than there are voters: refuse (ValueError), count ``grade``, its own median, or the shares alone.
    voters: how many voted; the largest tally when None.
    """
    counted = _balanced(tallies, missing, grade, voters)
    judged = {option: _judged(tally) for option, tally in counted.items()}
    return Judgment(placed(options=judged, key=lambda option: judged[option].value), judged)


def usual_judgment(*, tallies: Mapping[str, Tally]) -> Places:
    """Rank by the median, ties parted by (above - below) / at the median (Fabre, "Tie-breaking the highest
    median", Social Choice and Welfare, 2021): a check of how much hangs on the way ties are parted."""
    judged = {option: _judged(tuple(tally)) for option, tally in tallies.items()}

    def key(option: str) -> tuple[int, Fraction]:
        one = judged[option]
        at_median = one.voters - one.above - one.below
        return one.grade, Fraction(one.above - one.below, at_median or 1)

    return placed(options=judged, key=key)


def median(tally: Tally) -> int:
    """Return the lower median of a tally: the best grade that more than half would not lower."""
    half, seen = (sum(tally) + 1) // 2, 0
    for number, votes in enumerate(tally):
        seen += votes
        if votes and seen >= half:
            return number
    return 0


def _judged(tally: tuple[int, ...]) -> Judged:
    grade = median(tally)
    return Judged(tally, grade, sum(tally[grade + 1 :]), sum(tally[:grade]), _value(tally))


def _value(tally: Tally) -> Value:
    left = list(tally)
    notes: list[tuple[int, int]] = []
    for _ in tally:
        grade = median(left)
        above, below = sum(left[grade + 1 :]), sum(left[:grade])
        notes.append((grade, above if above > below else -below))
        moved, left[grade] = left[grade], 0
        if above > below:
            left[next(number for number in range(grade + 1, len(left)) if left[number])] += moved
        elif below:
            left[next(number for number in range(grade - 1, -1, -1) if left[number])] += moved
        else:
            left[grade] = moved
    return tuple(notes)


def _balanced(
    tallies: Mapping[str, Tally], missing: Missing, grade: int, voters: int | None
) -> dict[str, tuple[int, ...]]:
    totals = {option: sum(tally) for option, tally in tallies.items()}
    everyone = max(totals.values(), default=0) if voters is None else voters
    if missing is Missing.SCALED:
        common = lcm(*(total for total in totals.values() if total)) if any(totals.values()) else 1
        return {
            option: tuple(votes * (common // (totals[option] or 1)) for votes in tally)
            for option, tally in tallies.items()
        }
    balanced = {}
    for option, tally in tallies.items():
        lacking = everyone - totals[option]
        if lacking < 0 or (lacking and missing is Missing.REFUSED):
            raise ValueError(f"{option}: {totals[option]} grades for {everyone} voters")
        given = list(tally)
        given[median(tally) if missing is Missing.MEDIAN else grade] += lacking
        balanced[option] = tuple(given)
    return balanced
