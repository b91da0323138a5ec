"""The verdicts of the minimum rules, over plain values."""

import datetime as dt

import pytest

from copil.initiatives import method_file, verdicts
from copil.initiatives.enums import ActivityState as S
from copil.initiatives.enums import RuleVerdict as V
from copil.initiatives.evidence import Evidence
from copil.initiatives.verdicts import Standing, Stay

METHOD = method_file.load(method_file.DATA / "methods" / "experimentation-collective.yaml")
RULES = {rule.id: rule for rule in METHOD.rules}
TODAY = dt.date(2026, 11, 22)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def known(
    *,
    done: dict[str, str | None] | None = None,
    skipped: tuple[str, ...] = (),
    stays: dict[str, Stay] | None = None,
    facts: dict[str, Evidence] | None = None,
    provided: tuple[str, ...] = (),
) -> verdicts.Known:
    standings = {}
    stage_of = {one.id: stage.key for stage in METHOD.stages for one in stage.activities}
    for one in METHOD.activities():
        on = (done or {}).get(one.id)
        state = S.COVERED if one.id in (done or {}) else S.SKIPPED if one.id in skipped else S.AHEAD
        standings[one.id] = Standing(one.title, state, day(on) if on else None, stage_of[one.id])
    return verdicts.Known(facts or {}, provided, standings, stays or {}, TODAY)


def verdict(rule: str, what: verdicts.Known) -> V:
    return verdicts.judge(rule=RULES[rule], known=what).verdict


GROUPS = {"x2.4": "2026-06-01"}
LAST = {"x3.1": "2026-07-01", "x3.2": "2026-07-01"}


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        ({}, V.UNKNOWN),
        (GROUPS, V.UNKNOWN),
        (GROUPS | LAST, V.UNKNOWN),
        (GROUPS | LAST | {"x2.6": "2026-07-01"}, V.MET),
        (GROUPS | LAST | {"x2.6": "2026-06-15"}, V.UNMET),
        (GROUPS | {"x2.6": "2026-06-15"}, V.UNMET),
        (LAST, V.UNMET),
        (GROUPS | LAST | {"x2.6": None}, V.UNKNOWN),
    ],
)
def test_the_last_committee_sits_between_the_groups_and_the_restitution(
    done: dict[str, str | None], expected: V
) -> None:
    assert verdict("x.r9", known(done=done)) is expected


def test_what_was_set_aside_does_not_count_in_an_order() -> None:
    done: dict[str, str | None] = {"x2.2": "2026-05-01", "x2.4": "2026-05-20"}
    assert verdict("x.r7", known(done=done)) is V.UNMET
    assert verdict("x.r7", known(done=done, skipped=("x2.3",))) is V.MET


def test_the_sessions_held_say_more_than_what_is_said_of_them() -> None:
    key = "workshops.sessions_in_order"
    part = {key: Evidence("2 groupes sur 3", complete=False)}
    whole = {key: Evidence("3 groupes sur 3", complete=True)}
    done: dict[str, str | None] = {"x2.2": "2026-05-01", "x2.3": "2026-05-10", "x2.4": "2026-05-20"}
    assert verdict("x.r7", known(done=done, provided=(key,))) is V.MET
    assert verdict("x.r7", known(done=done, provided=(key,), facts=part)) is V.UNMET
    assert verdict("x.r7", known(provided=(key,), facts=part)) is V.UNKNOWN
    assert verdict("x.r7", known(provided=(key,), facts=whole)) is V.MET


@pytest.mark.parametrize(
    ("entered", "left", "expected"),
    [
        (None, None, V.UNKNOWN),
        ("2026-01-10", None, V.UNKNOWN),
        ("2025-01-10", None, V.UNMET),
        ("2025-01-10", "2025-07-10", V.MET),
        ("2025-01-10", "2025-07-09", V.UNMET),
        ("2025-01-10", "2026-07-31", V.MET),
        ("2025-01-10", "2026-08-10", V.UNMET),
    ],
)
def test_the_preparation_lasts_six_to_eighteen_months(
    entered: str | None, left: str | None, expected: V
) -> None:
    stay = Stay("Phase préparatoire", day(entered) if entered else None, day(left) if left else None)
    assert verdict("x.r1", known(stays={"phase-preparatoire": stay})) is expected


def test_what_is_prepared_is_settled_before_the_stage_is_left() -> None:
    ids = RULES["x.r5"].activities
    over = {"phase-preparatoire": Stay("Phase préparatoire", day("2025-01-10"), day("2025-09-10"))}
    assert verdict("x.r5", known()) is V.UNKNOWN
    assert verdict("x.r5", known(stays=over)) is V.UNMET
    assert verdict("x.r5", known(stays=over, done=dict.fromkeys(ids, "2025-09-10"))) is V.MET
    assert verdict("x.r5", known(stays=over, done=dict.fromkeys(ids, "2025-09-11"))) is V.UNMET
    assert verdict("x.r5", known(stays=over, done=dict.fromkeys(ids))) is V.UNKNOWN


def test_a_fact_that_nobody_provides_is_not_verifiable() -> None:
    key = "workshops.minutes_sent"
    part, whole = Evidence("2 comptes rendus sur 3", complete=False), Evidence("3 sur 3", complete=True)
    over = {"experimentation": Stay("Expérimentation", day("2025-09-10"), day("2025-12-10"))}
    done: dict[str, str | None] = dict.fromkeys(RULES["x.r4"].activities)
    assert verdict("x.r4", known(stays=over)) is V.UNKNOWN
    for late in ({"stays": over}, {"done": done}):
        assert verdict("x.r4", known(provided=(key,), facts={key: part}, **late)) is V.UNMET
    assert verdict("x.r4", known(provided=(key,), stays=over)) is V.UNMET
    assert verdict("x.r4", known(provided=(key,), facts={key: whole})) is V.MET


def test_what_is_missing_may_come_while_its_stage_goes_on() -> None:
    key = "meetings.committees_held"
    begun = {"phase-preparatoire": Stay("Phase préparatoire", day("2026-09-01"), None)}
    one = {key: Evidence("1 comité de pilotage tenu", complete=False)}
    for facts in ({}, one):
        early = known(stays=begun, provided=(key,), facts=facts)
        judged = verdicts.judge(rule=RULES["x.r2"], known=early)
        assert judged.verdict is V.UNKNOWN
        assert judged.why.startswith("Pas encore")
    settled: dict[str, str | None] = {one.id: None for one in METHOD.stages[0].activities}
    assert verdict("x.r2", known(stays=begun, done=settled, provided=(key,), facts=one)) is V.UNMET


def test_stays_begin_at_the_opening_and_end_at_the_last_leaving() -> None:
    moves = [("phase-preparatoire", day("2025-02-01")), ("experimentation", day("2025-10-01"))]
    back = [*moves, ("phase-preparatoire", day("2025-11-01")), ("experimentation", day("2025-12-01"))]
    for told, left in ((moves, "2025-10-01"), (back, "2025-12-01")):
        found = verdicts.stays(stages=METHOD.stages, moves=told, opened_on=day("2025-01-01"))
        stay = found["phase-preparatoire"]
        assert (stay.entered, stay.left) == (day("2025-01-01"), day(left))
        assert found["experimentation"].left is None
        assert found["bilan"].entered is None


def test_groups_are_settled_during_the_preparation() -> None:
    during: dict[str, str | None] = {f"x1.{number}": "2026-03-01" for number in range(3, 8)}
    left = {"phase-preparatoire": Stay("Préparation", day("2025-09-01"), day("2026-04-01"))}
    assert verdict("x.r5", known(done=during, stays=left)) is V.MET
    late = {**during, "x1.6": "2026-05-02"}
    assert verdict("x.r5", known(done=late, stays=left)) is V.UNMET
    short = {key: on for key, on in during.items() if key != "x1.7"}
    assert verdict("x.r5", known(done=short, stays=left)) is V.UNMET
    going_on = {"phase-preparatoire": Stay("Préparation", day("2025-09-01"), None)}
    assert verdict("x.r5", known(done=short, stays=going_on)) is V.UNKNOWN


def test_each_group_brings_the_three_types_of_actors_together() -> None:
    key = "workshops.actor_types_covered"
    part = {key: Evidence("2 groupes sur 3", complete=False)}
    whole = {key: Evidence("3 groupes sur 3", complete=True)}
    done: dict[str, str | None] = {"x1.4": "2026-03-01"}
    assert verdict("x.r6", known(provided=(key,), facts=whole)) is V.MET
    assert verdict("x.r6", known(provided=(key,), facts=part)) is V.UNKNOWN
    assert verdict("x.r6", known(done=done, provided=(key,), facts=part)) is V.UNMET
    assert verdict("x.r6", known(done=done)) is V.UNKNOWN
