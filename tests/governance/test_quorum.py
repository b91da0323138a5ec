"""Voices present, voices needed, voices by proxy: rules without a database."""

import datetime as dt
import uuid

import pytest

from copil.governance.rules.bodies import Sitting, deliberative_seats, overlap, quorum, voices_needed

A, B, C, D = (uuid.UUID(int=number) for number in range(1, 5))


@pytest.mark.parametrize(
    ("kind", "value", "seats", "expected"),
    [
        ("none", None, 9, 0),
        ("number", 4, 9, 4),
        ("share", 50, 9, 5),
        ("share", 50, 8, 4),
        ("share", 100, 7, 7),
    ],
)
def test_voices_needed(kind: str, value: int | None, seats: int, expected: int) -> None:
    assert voices_needed(kind=kind, value=value, seats=seats) == expected


def test_a_proxy_is_a_voice_in_the_vote_but_never_makes_the_quorum() -> None:
    sittings = [Sitting(A, "deliberative"), Sitting(B, "deliberative", proxy=A), Sitting(C, "consultative")]
    counted = quorum(kind="number", value=2, seats=3, sittings=sittings, present={A, C})
    assert (counted.present, counted.represented, counted.voices) == (1, 1, 2)
    assert not counted.is_reached
    assert counted.lacking == 1


def test_one_person_holds_one_proxy_and_none_while_the_giver_is_there() -> None:
    given = [Sitting(one, "deliberative", proxy=A) for one in (B, C, D)]
    counted = quorum(
        kind="share", value=50, seats=4, sittings=[Sitting(A, "deliberative"), *given], present={A, B}
    )
    assert (counted.present, counted.represented) == (2, 1)
    assert counted.is_reached


def test_vacant_seats_count_and_a_college_may_hold_more_than_its_seats() -> None:
    assert deliberative_seats(colleges=[(3, 1), (2, 4)], without_college=2) == 9


def test_two_mandates_meet_when_they_share_a_day() -> None:
    first = (dt.date(2026, 1, 1), dt.date(2026, 6, 30))
    assert overlap(first, (dt.date(2026, 6, 30), None))
    assert not overlap(first, (dt.date(2026, 7, 1), None))
