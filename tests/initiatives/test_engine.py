"""The method engine over plain values: states and what comes next."""

import itertools

import pytest

from copil.initiatives import rules
from copil.initiatives.enums import ActivityState, MarkKind
from copil.initiatives.evidence import Evidence
from copil.initiatives.method_file import Evidence as Asked
from copil.initiatives.method_file import EvidenceMode

WHOLE = Evidence("fait", complete=True)
PART = Evidence("en partie", complete=False)
S = ActivityState


@pytest.mark.parametrize(
    ("mode", "facts", "state"),
    [
        (EvidenceMode.ALL, {}, S.AHEAD),
        (EvidenceMode.ALL, {"a.x": WHOLE}, S.IN_PROGRESS),
        (EvidenceMode.ALL, {"a.x": WHOLE, "a.y": PART}, S.IN_PROGRESS),
        (EvidenceMode.ALL, {"a.x": WHOLE, "a.y": WHOLE}, S.COVERED),
        (EvidenceMode.ANY, {"a.y": PART}, S.IN_PROGRESS),
        (EvidenceMode.ANY, {"a.y": WHOLE}, S.COVERED),
        (EvidenceMode.ANY, {"b.z": WHOLE}, S.AHEAD),
    ],
)
def test_facts_cover_what_the_method_asks(
    mode: EvidenceMode, facts: dict[str, Evidence], state: ActivityState
) -> None:
    asked = Asked(mode=mode, keys=("a.x", "a.y"))
    assert rules.activity_state(evidence=asked, facts=facts, said=None) is state


@pytest.mark.parametrize(
    ("said", "state"),
    [
        (MarkKind.ATTESTED, S.COVERED),
        (MarkKind.ADAPTED, S.ADAPTED),
        (MarkKind.SKIPPED, S.SKIPPED),
        (MarkKind.CARRIED_BY_OTHER, S.CARRIED_BY_OTHER),
    ],
)
def test_what_a_person_says_comes_before_the_facts(said: MarkKind, state: ActivityState) -> None:
    asked = Asked(mode=EvidenceMode.ALL, keys=("a.x",))
    for facts in ({}, {"a.x": WHOLE}, {"a.x": PART}):
        assert rules.activity_state(evidence=asked, facts=facts, said=said) is state


def test_an_activity_without_evidence_waits_for_a_word() -> None:
    assert rules.activity_state(evidence=None, facts={"a.x": WHOLE}, said=None) is S.AHEAD


def test_progress_counts_what_is_settled_whatever_the_way() -> None:
    progress = rules.progress([S.COVERED, S.ADAPTED, S.SKIPPED, S.CARRIED_BY_OTHER, S.AHEAD, S.IN_PROGRESS])
    assert (progress.settled, progress.total, progress.is_complete) == (4, 6, False)
    assert rules.progress([S.SKIPPED]).is_complete
    assert not rules.progress([]).is_complete


def test_what_is_next_begins_with_what_was_begun_here() -> None:
    stages = [
        ("one", [("1.1", S.COVERED), ("1.2", S.AHEAD)]),
        ("two", [("2.1", S.AHEAD), ("2.2", S.IN_PROGRESS), ("2.3", S.SKIPPED)]),
        ("three", [("3.1", S.AHEAD)]),
        ("four", [("4.1", S.AHEAD)]),
    ]
    assert rules.next_first(stages=stages, current="two", after={}) == [
        ("2.2", "begun"),
        ("2.1", "current"),
        ("1.2", "left"),
        ("3.1", "ahead"),
    ]


def test_a_settled_activity_is_never_next() -> None:
    for states in itertools.product(ActivityState, repeat=3):
        stages = [("one", [(str(n), state) for n, state in enumerate(states)])]
        shown = {activity for activity, _ in rules.next_first(stages=stages, current="one", after={})}
        assert shown == {str(n) for n, state in enumerate(states) if state not in rules.SETTLED}


def test_what_comes_after_a_later_stage_waits_behind_it() -> None:
    stages = [
        ("groups", [("x2.5", S.AHEAD), ("x2.6", S.AHEAD)]),
        ("lessons", [("x3.1", S.AHEAD), ("x3.2", S.AHEAD), ("x3.3", S.AHEAD)]),
    ]
    after = {"x2.6": {"x2.5", "x3.1", "x3.2"}, "x3.1": {"x2.5"}}
    shown = [activity for activity, _ in rules.next_first(stages=stages, current="groups", after=after)]
    assert shown == ["x2.5", "x3.1", "x3.2", "x2.6", "x3.3"]
