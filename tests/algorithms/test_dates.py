"""The best dates of a poll, and the days on which few people can come."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vacances_scolaires_france import SchoolHolidayDates

from copil.algorithms.dates import holidays
from copil.algorithms.dates.choice import Answer, Candidate, Criterion, Person, Ranked, best_dates

Y, I, N = Answer.YES, Answer.IF_NEED_BE, Answer.NO  # noqa: E741  # the initials of the three answers
NINE = dt.time(9, tzinfo=dt.UTC)


def candidate(key: str, day: int = 1, *, off: str = "") -> Candidate:
    return Candidate(key, dt.datetime.combine(dt.date(2027, 3, day), NINE), off)


def ranked(
    people: list[Person], rows: dict[str, list[Answer | None]], *, off: tuple[str, ...] = (), **quorums: int
) -> tuple[Ranked, ...]:
    candidates = [candidate(key, day, off="fermé" if key in off else "") for day, key in enumerate(rows, 1)]
    answers = {
        (person.key, key): said
        for key, row in rows.items()
        for person, said in zip(people, row, strict=True)
        if said is not None
    }
    return best_dates(candidates=candidates, people=people, answers=answers, quorums=quorums)


def order(found: tuple[Ranked, ...]) -> str:
    return "".join(one.candidate.key for one in found)


TRIO = [Person("ana"), Person("bob"), Person("cléo")]


def test_the_date_with_the_most_people_comes_first_and_says_why() -> None:
    found = ranked(TRIO, {"a": [Y, N, N], "b": [Y, Y, N], "c": [Y, I, None]})
    assert order(found) == "bca"
    best, second, last = found
    assert (best.yes, best.if_need_be, best.no, best.silent, best.weight) == (2, 0, 1, 0, 2)
    assert best.before_next is Criterion.COMFORT
    assert second.before_next is Criterion.ATTENDANCE
    assert last.before_next is None
    assert [one.place for one in found] == [1, 2, 3]


def test_somebody_required_counts_before_any_number() -> None:
    people = [Person("maire", required=True), Person("bob"), Person("cléo")]
    found = ranked(people, {"a": [N, Y, Y], "b": [Y, N, N], "c": [None, Y, Y]})
    assert order(found) == "bca"
    assert found[-1].required_missing == ("maire",)
    assert not found[-1].is_possible
    assert found[1].required_unknown == ("maire",)
    assert found[0].before_next is Criterion.REQUIRED_UNKNOWN


def test_a_quorum_counts_heads_college_by_college_before_attendance() -> None:
    people = [
        Person("a1", 5, college="assos"),
        Person("a2", 5, college="assos"),
        Person("e1", college="élus"),
    ]
    found = ranked(people, {"a": [Y, Y, N], "b": [Y, N, Y]}, assos=1, élus=1)
    assert order(found) == "ba"
    assert [(one.college, one.coming, one.members, one.quorum) for one in found[1].colleges] == [
        ("assos", 2, 2, 1),
        ("élus", 0, 1, 1),
    ]
    assert found[1].quorum_missing == 1
    assert found[0].before_next is Criterion.QUORUM


def test_weights_then_balance_then_days_off_then_the_earliest() -> None:
    assert order(ranked([Person("a", 3), Person("b"), Person("c")], {"a": [N, Y, Y], "b": [Y, N, N]})) == "ba"
    colleges = [Person("x1", college="x"), Person("x2", college="x"), Person("y", college="y")]
    assert order(ranked(colleges, {"a": [Y, Y, N], "b": [Y, N, Y]})) == "ba"
    found = ranked(TRIO, {"a": [Y, Y, N], "b": [Y, N, Y], "c": [N, Y, Y]}, off=("a",))
    assert order(found) == "bca"
    assert [one.before_next for one in found] == [Criterion.EARLIEST, Criterion.DAY_OFF, None]


def test_a_date_that_no_other_beats_is_worth_a_look() -> None:
    found = {one.candidate.key: one for one in ranked(TRIO, {"a": [Y, N, N], "b": [Y, Y, N], "c": [Y, Y, N]})}
    assert found["a"].undominated
    assert found["b"].undominated
    assert not found["c"].undominated


@pytest.mark.parametrize(
    ("people", "quorums"),
    [([Person("a"), Person("a")], {}), ([Person("a", -1)], {}), ([Person("a")], {"élus": 1})],
)
def test_what_makes_no_sense_is_refused(people: list[Person], quorums: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"twice|zero|college"):
        best_dates(candidates=[candidate("a")], people=people, answers={}, quorums=quorums)


ROWS = st.lists(
    st.lists(st.sampled_from([Y, I, N, None]), min_size=3, max_size=3), min_size=1, max_size=4
).map(lambda rows: dict(zip("abcd", rows, strict=False)))


@given(ROWS, st.permutations(range(3)))
def test_the_order_of_people_changes_nothing(rows: dict[str, list[Answer | None]], how: list[int]) -> None:
    people = [Person("a", 2, college="x"), Person("b", required=True, college="y"), Person("c")]
    mixed = ranked([people[i] for i in how], {key: [row[i] for i in how] for key, row in rows.items()}, x=1)
    assert order(mixed) == order(ranked(people, rows, x=1))


@given(ROWS, st.sampled_from("abcd"), st.integers(0, 2))
def test_one_more_yes_never_makes_a_date_fall(
    rows: dict[str, list[Answer | None]], key: str, who: int
) -> None:
    people = [Person("a", 2, college="x"), Person("b", required=True, college="y"), Person("c")]
    key = key if key in rows else "a"
    before = next(one.place for one in ranked(people, rows, x=1) if one.candidate.key == key)
    rows = {name: list(row) for name, row in rows.items()}
    rows[key][who] = Y
    after = next(one.place for one in ranked(people, rows, x=1) if one.candidate.key == key)
    assert after <= before


def test_the_school_calendar_is_the_one_of_an_independent_table() -> None:
    calendar, oracle = holidays.school_calendar(), SchoolHolidayDates()
    assert "Éducation nationale" in calendar.source
    day = calendar.first_day
    while calendar.covers(day):
        _, zones = calendar.zones_off(day)
        assert zones == tuple(zone for zone in "ABC" if oracle.is_holiday_for_zone(day, zone)), day
        day += dt.timedelta(days=1)
    assert not calendar.covers(dt.date(2030, 1, 1))


def test_public_holidays_of_a_year() -> None:
    days = (dt.date(2027, 1, 1) + dt.timedelta(days=number) for number in range(365))
    named = [(f"{day:%d/%m}", name) for day in days if (name := holidays.public_holiday(day))]
    assert [day for day, _ in named] == (
        "01/01 29/03 01/05 06/05 08/05 17/05 14/07 15/08 01/11 11/11 25/12".split()
    )
    assert dict(named)["17/05"] == "lundi de Pentecôte"
    known = {1818: (3, 22), 1943: (4, 25), 2000: (4, 23), 2024: (3, 31), 2038: (4, 25)}
    assert all(holidays.easter(year) == dt.date(year, *day) for year, day in known.items())


def test_why_few_people_may_come() -> None:
    calendar = holidays.school_calendar()
    winter, spring = dt.date(2027, 2, 15), dt.date(2027, 5, 17)
    assert holidays.day_off(winter, zones=["A", "C"], calendar=calendar) == "vacances d’hiver, zones A et C"
    assert holidays.day_off(winter, zones=["B"], calendar=calendar) == ""
    assert holidays.day_off(spring, zones=[], calendar=calendar) == "jour férié : lundi de Pentecôte"
    assert holidays.day_off(dt.date(2027, 3, 16), zones="ABC", calendar=calendar) == ""


@pytest.mark.parametrize("days", ["{ D = [2027-01-02, 2027-01-03] }", "{ A = [2027-01-03, 2027-01-02] }"])
def test_a_calendar_that_makes_no_sense_is_refused(days: str) -> None:
    text = (
        f'source = "s"\nfirst_day = 2027-01-01\nlast_day = 2027-12-31\n[[breaks]]\nname = "n"\ndays = {days}'
    )
    with pytest.raises(ValueError, match="n: "):
        holidays.parse(text)


def test_sixty_dates_and_two_hundred_people_are_all_looked_at() -> None:
    people = [Person(f"p{number}", college="xyz"[number % 3]) for number in range(200)]
    candidates = [
        Candidate(f"d{number:02d}", dt.datetime(2027, 1, 1, 9, tzinfo=dt.UTC) + dt.timedelta(days=number))
        for number in range(60)
    ]
    said = itertools.cycle([Y, N, I, None, Y, N, Y])
    answers = {(p.key, c.key): a for c in candidates for p in people if (a := next(said)) is not None}
    found = best_dates(candidates=candidates, people=people, answers=answers, quorums={"x": 20})
    assert len(found) == 60
    assert found[0].weight == max(one.weight for one in found if one.is_possible)
