"""Who was there, from what was noted: the order in which notes arrive changes nothing."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from copil.meetings.enums import NoteKind
from copil.meetings.rules import attendance as rules
from copil.meetings.rules.attendance import Note, State

NINE = dt.datetime(2026, 12, 10, 9, tzinfo=dt.UTC)


def note(kind: str, minutes: int, key: str = "a") -> Note:
    return Note(key, kind, NINE + dt.timedelta(minutes=minutes))


def at(minutes: int) -> dt.datetime:
    return NINE + dt.timedelta(minutes=minutes)


def test_arrival_departure_and_what_is_taken_back() -> None:
    assert rules.folded([]) == State()
    assert rules.folded([note("present", 5), note("present", 9)]) == State("present", at(5))
    assert rules.folded([note("present", 5), note("left", 60)]) == State("present", at(5), at(60))
    assert rules.folded([note("left", 3)]) == State()
    assert rules.folded([note("present", 5), note("undo", 6)]) == State()
    assert rules.folded([note("present", 5), note("undo", 6), note("present", 7)]) == State("present", at(7))
    assert rules.folded([note("present", 5), note("excused", 6)]) == State("excused")
    assert rules.folded([note("remote", 5), note("present", 30)]) == State("present", at(5))
    assert rules.folded([note("present", 5), note("left", 20), note("present", 30)]) == State(
        "present", at(5)
    )


def test_those_who_took_part_ask_for_corrections() -> None:
    shown = ("present", "remote", "represented", "visitor", "excused", "absent", "unknown")
    assert [rules.may_amend(shown=one, noted=True) for one in shown] == [True] * 3 + [False] * 4
    assert all(rules.may_amend(shown=one, noted=False) for one in shown)
    assert rules.is_there("remote", left=False)
    assert not rules.is_there("present", left=True)
    assert not rules.is_there("represented", left=False)


NOTES = st.lists(
    st.builds(note, st.sampled_from(NoteKind.values), st.integers(0, 9), st.uuids().map(str)), max_size=8
)


@given(NOTES, st.randoms())
def test_the_order_of_arrival_and_copies_change_nothing(notes: list[Note], chance: object) -> None:
    mixed = [*notes, *notes]
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # Hypothesis gives a random.Random
    once = {one.key: one for one in mixed}.values()
    assert rules.folded(once) == rules.folded(notes)


@given(NOTES)
def test_nobody_leaves_before_they_came(notes: list[Note]) -> None:
    state = rules.folded(notes)
    if state.left_at is not None:
        assert state.arrived_at is not None
        assert state.arrived_at <= state.left_at


def test_the_door_opens_two_hours_before_and_wrong_clocks_are_brought_back() -> None:
    ends = at(90)
    assert rules.is_open(starts_at=NINE, ends_at=ends, at=at(-120))
    assert not rules.is_open(starts_at=NINE, ends_at=ends, at=at(-121))
    assert not rules.is_open(starts_at=NINE, ends_at=ends, at=ends + dt.timedelta(hours=13))
    assert rules.moment(at(500), opens=at(-120), at=at(10)) == at(10)
    assert rules.moment(at(-500), opens=at(-120), at=at(10)) == at(-120)
    assert rules.moment(at(3), opens=at(-120), at=at(10)) == at(3)


def test_an_absence_is_never_guessed() -> None:
    assert rules.shown(status="", reply="", is_over=False) == "expected"
    assert rules.shown(status="", reply="yes", is_over=True) == "unknown"
    assert rules.shown(status="", reply="no", is_over=True) == "excused"
    assert rules.shown(status="", reply="represented", is_over=False) == "represented"
    assert rules.shown(status="present", reply="no", is_over=True) == "present"


def test_shares_of_each_group() -> None:
    found = rules.shares([("Élus", "present"), ("Élus", ""), ("Associations", "remote")])
    assert [(one.name, one.there, one.expected) for one in found] == [("Élus", 1, 2), ("Associations", 1, 1)]
