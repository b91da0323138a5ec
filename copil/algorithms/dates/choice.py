"""The best dates of a poll: every candidate is looked at, so the answer is exact and each place explained.

What is sought, in this order (the first that tells two dates apart decides):

1. every required person can come: as few of them missing as possible, then as few without an answer;
2. the quorum is reached, that of everybody and that of each college: as few people missing as possible;
3. attendance: the greatest weight of those who can come, gladly or if need be;
4. comfort: the smallest weight of those who come only if need be;
5. balance: the greatest share of the college that is served least;
6. a day that is neither in the school holidays nor a public holiday;
7. the earliest day, then the key: the answer is the same every time.

A date that no other one beats at once on attendance, balance and earliness is said to be worth a look
(``undominated``, the Pareto set): it may be preferred for a good reason. Shares are exact fractions.
Time is O(candidates x people + candidates²); sixty dates and two hundred people take milliseconds.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction


class Answer(StrEnum):
    """What somebody said of a date; nothing at all is no answer."""

    YES = "yes"
    IF_NEED_BE = "if_need_be"
    NO = "no"


class Criterion(StrEnum):
    """What told a date from the next one, in the order in which they are looked at."""

    REQUIRED_MISSING = "required_missing"
    REQUIRED_UNKNOWN = "required_unknown"
    QUORUM = "quorum"
    ATTENDANCE = "attendance"
    COMFORT = "comfort"
    BALANCE = "balance"
    DAY_OFF = "day_off"
    EARLIEST = "earliest"


@dataclass(frozen=True)
class Person:
    """Somebody asked: their weight, their college ("" when they are in none), whether all hangs on them."""

    key: str
    weight: int = 1
    required: bool = False
    college: str = ""


@dataclass(frozen=True)
class Candidate:
    """A date proposed, and why few people may come that day ("" when nothing says so)."""

    key: str
    starts_at: dt.datetime
    day_off: str = ""


@dataclass(frozen=True)
class Served:
    """How one college would be served: who can come, out of how many, and the quorum it needs."""

    college: str
    coming: int
    members: int
    quorum: int

    @property
    def missing(self) -> int:
        return max(0, self.quorum - self.coming)

    @property
    def share(self) -> Fraction:
        return Fraction(self.coming, self.members)


@dataclass(frozen=True)
class Ranked:
    """A date with its place (from 1), its figures, and what puts it before the next one."""

    candidate: Candidate
    place: int
    yes: int
    if_need_be: int
    no: int
    silent: int
    weight: int
    reluctant: int
    required_missing: tuple[str, ...]
    required_unknown: tuple[str, ...]
    everybody: Served
    colleges: tuple[Served, ...]
    undominated: bool
    before_next: Criterion | None

    @property
    def quorum_missing(self) -> int:
        return self.everybody.missing + sum(one.missing for one in self.colleges)

    @property
    def least_share(self) -> Fraction:
        return min((one.share for one in self.colleges), default=Fraction(1))

    @property
    def is_possible(self) -> bool:
        """Tell whether nobody required is missing and every quorum is reached, by the answers so far."""
        return not self.required_missing and not self.quorum_missing


Answers = Mapping[tuple[str, str], Answer]
_Rank = tuple[int, int, int, int, int, Fraction, bool, dt.datetime]
_CRITERIA = tuple(Criterion)


def best_dates(
    *,
    candidates: Sequence[Candidate],
    people: Sequence[Person],
    answers: Answers,
    quorums: Mapping[str, int] | None = None,
    quorum: int = 0,
) -> tuple[Ranked, ...]:
    """Return every candidate, the best first.

    ``answers`` is by (person, candidate); ``quorums`` is by college and ``quorum`` that of everybody, in
    heads, 0 where there is none. Raises ``ValueError`` for a weight below zero, a doubled key, or a quorum of
    a college that nobody is in.
    """
    needed = dict(quorums or {})
    _check(candidates, people, needed)
    counted = [_counted(one, people, answers, needed, quorum) for one in candidates]
    counted.sort(key=lambda one: (_rank(one), one.candidate.key))
    front = _undominated(counted)
    ranked = []
    for index, one in enumerate(counted):
        after = counted[index + 1] if index + 1 < len(counted) else None
        decided = decided_by(one, after) if after is not None else None
        undominated = one.candidate.key in front
        ranked.append(replace(one, place=index + 1, undominated=undominated, before_next=decided))
    return tuple(ranked)


def _check(candidates: Sequence[Candidate], people: Sequence[Person], quorums: Mapping[str, int]) -> None:
    for keys in ([one.key for one in candidates], [one.key for one in people]):
        doubled = [key for key, times in Counter(keys).items() if times > 1]
        if doubled:
            raise ValueError(f"{doubled[0]} is there twice")
    if any(one.weight < 0 for one in people):
        raise ValueError("a weight is below zero")
    colleges = {one.college for one in people}
    unknown = sorted(college for college, number in quorums.items() if number and college not in colleges)
    if unknown:
        raise ValueError(f"nobody is in the college {unknown[0]}")


def _counted(
    candidate: Candidate, people: Sequence[Person], answers: Answers, quorums: Mapping[str, int], quorum: int
) -> Ranked:
    said = {one.key: answers.get((one.key, candidate.key)) for one in people}
    numbers = Counter(said.values())
    coming = [one for one in people if said[one.key] in (Answer.YES, Answer.IF_NEED_BE)]
    required = [one.key for one in people if one.required]
    return Ranked(
        candidate=candidate,
        place=0,
        yes=numbers[Answer.YES],
        if_need_be=numbers[Answer.IF_NEED_BE],
        no=numbers[Answer.NO],
        silent=numbers[None],
        weight=sum(one.weight for one in coming),
        reluctant=sum(one.weight for one in coming if said[one.key] == Answer.IF_NEED_BE),
        required_missing=tuple(key for key in required if said[key] == Answer.NO),
        required_unknown=tuple(key for key in required if said[key] is None),
        everybody=Served("", len(coming), len(people), quorum),
        colleges=_served(people, {one.key for one in coming}, quorums),
        undominated=False,
        before_next=None,
    )


def _served(people: Sequence[Person], coming: set[str], quorums: Mapping[str, int]) -> tuple[Served, ...]:
    members: dict[str, list[str]] = defaultdict(list)
    for one in people:
        if one.college:
            members[one.college].append(one.key)
    return tuple(
        Served(college, sum(key in coming for key in keys), len(keys), quorums.get(college, 0))
        for college, keys in sorted(members.items())
    )


def _rank(one: Ranked) -> _Rank:
    return (
        len(one.required_missing),
        len(one.required_unknown),
        one.quorum_missing,
        -one.weight,
        one.reluctant,
        -one.least_share,
        bool(one.candidate.day_off),
        one.candidate.starts_at,
    )


def decided_by(one: Ranked, after: Ranked) -> Criterion | None:
    """Return the first criterion that tells two dates apart, as they were ranked; None when none does."""
    pairs = zip(_CRITERIA, _rank(one), _rank(after), strict=True)
    return next((criterion for criterion, mine, theirs in pairs if mine != theirs), None)


def _undominated(ranked: Sequence[Ranked]) -> set[str]:
    """Return the dates that no other beats on attendance, balance and earliness together."""
    goods: dict[str, tuple[Fraction, ...]] = {one.candidate.key: _goods(one) for one in ranked}

    def beaten(key: str) -> bool:
        mine = goods[key]
        return any(
            other != mine and all(theirs >= own for theirs, own in zip(other, mine, strict=True))
            for other in goods.values()
        )

    return {key for key in goods if not beaten(key)}


def _goods(one: Ranked) -> tuple[Fraction, ...]:
    """Return what a date is good at, the more the better: attendance, balance, earliness."""
    return Fraction(one.weight), one.least_share, -Fraction(one.candidate.starts_at.timestamp())
