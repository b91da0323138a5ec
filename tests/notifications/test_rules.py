"""When mails leave: no database, no clock."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from copil.notifications import rules
from copil.notifications.catalogue import kinds, parse
from copil.notifications.enums import Pace

PARIS = ZoneInfo("Europe/Paris")
AT = dt.datetime(2026, 10, 6, 12, 0, tzinfo=dt.UTC)  # a Tuesday, 14 h in Paris
HOUR = dt.timedelta(hours=1)


def due(pace: Pace, *, delay: dt.timedelta = HOUR, **more: dt.datetime) -> dt.datetime | None:
    return rules.due_at(pace=pace, delay=delay, at=AT, zone=PARIS, hour=8, weekday=0, **more)


def test_each_pace_leaves_at_its_time() -> None:
    assert due(Pace.NEVER) is None
    assert due(Pace.IMMEDIATE) == AT + HOUR
    assert due(Pace.IMMEDIATE, delay=dt.timedelta()) == AT
    assert due(Pace.DAILY) == dt.datetime(2026, 10, 7, 6, 0, tzinfo=dt.UTC)
    assert due(Pace.WEEKLY) == dt.datetime(2026, 10, 12, 6, 0, tzinfo=dt.UTC)


def test_what_follows_joins_the_mail_that_waits_but_nobody_waits_for_the_urgent() -> None:
    waiting = AT + dt.timedelta(minutes=10)
    assert due(Pace.IMMEDIATE, waiting=waiting) == waiting
    assert due(Pace.IMMEDIATE, delay=dt.timedelta(), waiting=waiting) == AT


@pytest.mark.parametrize("day", [28, 29, 30])  # the last Sunday of March, clocks jump from 2 h to 3 h
def test_a_digest_leaves_every_day_whatever_the_clocks_do(day: int) -> None:
    before = dt.datetime(2026, 3, day, 0, 30, tzinfo=PARIS).astimezone(dt.UTC)
    for hour in (2, 8):
        found = rules.next_digest(at=before, zone=PARIS, hour=hour, weekday=None)
        assert dt.timedelta() < found - before < dt.timedelta(hours=26)


def test_a_digest_asked_at_its_very_hour_is_for_the_next_day() -> None:
    at = dt.datetime(2026, 10, 6, 6, 0, tzinfo=dt.UTC)
    assert rules.next_digest(at=at, zone=PARIS, hour=8, weekday=None) == at + dt.timedelta(days=1)


def test_attempts_are_further_and_further_apart_then_end() -> None:
    waits = [rules.next_attempt(attempts=number, at=AT) for number in range(1, 9)]
    assert waits[-1] is None
    found = [one for one in waits if one is not None]
    assert found == sorted(found)
    assert sum((one - AT for one in found), dt.timedelta()) > dt.timedelta(days=1)


def test_the_catalogue_reads_well() -> None:
    for kind in kinds().values():
        assert not kind.subject.endswith("."), kind.key
        assert "{" not in kind.subject, f"{kind.key}: a subject names nobody and nothing"
        assert len(kind.reason) <= 200
        assert kind.why[0].islower()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- {key: a, family: b, title: c, subject: d, mute: nobody}", "entry 1: why is missing"),
        ("- {key: a, family: b, title: c, subject: d, why: e}", "mute is recipient or nobody"),
        ("- {key: a, family: b, title: c, subject: d, why: e, mute: nobody, x: 1}", "unknown field x"),
    ],
)
def test_a_wrong_catalogue_says_where(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        parse(text)
