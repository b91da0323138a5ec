"""Who has a place: the rules, without a database."""

import hypothesis.strategies as st
from hypothesis import given

from copil.meetings.rules.places import Room, next_in_line

KEYS = st.sampled_from([None, "a", "b"])


def test_what_is_kept_for_some_is_not_for_others() -> None:
    room = Room(capacity=10, kept={"asso": 3}, held={None: 7})
    assert (room.left(), room.left("asso")) == (0, 3)
    assert Room(capacity=10, kept={"asso": 3}, held={None: 5, "asso": 4}).left() == 1
    assert next_in_line(room, [None, "asso", None, "asso"]) == [1, 3]


@given(st.integers(1, 12), st.integers(0, 6), st.integers(0, 6), st.lists(KEYS, max_size=30))
def test_places_never_go_above_the_capacity_nor_into_what_is_kept(
    capacity: int, first: int, second: int, line: list[str | None]
) -> None:
    kept = {"a": min(first, capacity)}
    kept["b"] = min(second, capacity - kept["a"])
    room = Room(capacity, kept, {})
    for rank in next_in_line(room, line):
        room = room.with_one(line[rank])
    assert room.taken <= capacity
    assert room.taken + room.still_kept() <= capacity
