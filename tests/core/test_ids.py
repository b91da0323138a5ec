"""Identifiers sort in the order in which they were made."""

import time
import uuid
from unittest import mock

import pytest

from copil.core import ids
from copil.core.ids import uuid7


@pytest.fixture(autouse=True)
def own_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Identifiers never go back: another test's day in the future must not be read here."""
    monkeypatch.setattr(ids, "_clock", ids._Clock())


def test_ten_thousand_identifiers_of_one_process_are_in_order() -> None:
    made = [uuid7() for _ in range(10_000)]
    assert made == sorted(made)
    assert len(set(made)) == 10_000


def test_an_identifier_has_the_form_of_version_7_and_its_time() -> None:
    before = time.time_ns() // 1_000_000
    made = uuid7()
    after = time.time_ns() // 1_000_000
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert before <= made.int >> 80 <= after


def test_a_clock_that_goes_back_does_not_take_the_order_with_it() -> None:
    first = uuid7()
    with mock.patch("copil.core.ids.time.time_ns", return_value=time.time_ns() - 3_600_000_000_000):
        assert uuid7() > first
