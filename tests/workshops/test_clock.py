"""The clock of a session: what is kept, what it says, over values."""

import datetime as dt
from dataclasses import replace

import pytest

from copil.core.errors import ActionRefused
from copil.workshops import clock, scripts
from copil.workshops.clock import State, Step
from copil.workshops.conducting import told
from copil.workshops.enums.groups import Rank

AT = dt.datetime(2026, 12, 10, 17, tzinfo=dt.UTC)
STEPS = (Step(1, "Accueillir", 10), Step(2, "Tour de table", 20), Step(3, "Se quitter", 30))


def after(minutes: float) -> dt.datetime:
    return AT + dt.timedelta(minutes=minutes)


def reading(state: State, minutes: float, *, due: float | None = None) -> clock.Reading:
    found = clock.read(
        steps=STEPS, state=state, due_at=after(due) if due is not None else None, at=after(minutes)
    )
    assert found is not None
    return found


def test_time_is_kept_through_a_pause_and_a_step_back() -> None:
    state = clock.start(steps=STEPS, state=State(), at=AT)
    state = clock.pause(state=state, at=after(4))
    assert reading(state, 9).spent == 240
    state = clock.start(steps=STEPS, state=state, at=after(9))
    state = clock.go(steps=STEPS, state=state, by=1, at=after(11))
    assert state.of(1).spent == 360
    assert reading(state, 12).spent == 60
    state = clock.go(steps=STEPS, state=state, by=-1, at=after(12))
    assert reading(state, 13).spent == 420
    assert state.of(2).spent == 60


def test_the_end_foreseen_moves_with_what_overruns_and_what_is_added() -> None:
    state = clock.start(steps=STEPS, state=State(), at=AT)
    assert (reading(state, 0, due=60).drift, reading(state, 0, due=90).drift) == (0, -30)
    assert reading(state, 13, due=60).drift == 3
    assert reading(state, 13).left == -180
    longer = clock.extend(state=state, minutes=1)
    assert (reading(longer, 5).drift, reading(longer, 5).left) == (1, 360)
    assert reading(clock.go(steps=STEPS, state=state, by=1, at=after(4)), 4, due=60).drift == -6
    assert [told(one) for one in (0, 75, -3)] == [
        "À l’heure",
        "1\u00a0h\u00a015 de retard",
        "3\u00a0min d’avance",
    ]


def test_a_session_ends_once_and_may_be_taken_up_again() -> None:
    state = clock.start(steps=STEPS, state=State(), at=AT)
    over = clock.end(state=state, at=after(50))
    assert (over.running_since, over.of(1).spent) == (None, 3000)
    with pytest.raises(ActionRefused):
        clock.end(state=over, at=after(51))
    with pytest.raises(ActionRefused):
        clock.extend(state=over, minutes=1)
    again = clock.start(steps=STEPS, state=over, at=after(60))
    assert again.ended_at is None
    assert reading(again, 61).spent == 3060


def test_nothing_moves_beyond_the_ends() -> None:
    state = clock.start(steps=STEPS, state=State(), at=AT)
    with pytest.raises(ActionRefused):
        clock.go(steps=STEPS, state=state, by=-1, at=AT)
    last = replace(state, current=3)
    with pytest.raises(ActionRefused):
        clock.go(steps=STEPS, state=last, by=1, at=AT)
    with pytest.raises(ActionRefused):
        clock.start(steps=(), state=State(), at=AT)
    assert clock.read(steps=STEPS, state=replace(state, current=9), due_at=None, at=AT) is None


def test_each_session_has_a_script_that_fits_in_its_meeting() -> None:
    assert {rank: sum(one.minutes for one in scripts.proposed(rank)) for rank in Rank.values} == {
        1: 150,
        2: 150,
        3: 150,
    }
    needs = {rank: [one.need for one in scripts.proposed(rank)] for rank in Rank.values}
    assert "problems" in needs[1]
    assert {"ideas", "vote"} <= set(needs[2])
    assert "sheets" in needs[3]
