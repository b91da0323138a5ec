"""The life of a meeting: each move exists from its own states only, for those it belongs to."""

import pytest

from copil.meetings.enums import MeetingState
from copil.meetings.rules.life import MOVES, Facts, offered, possible, refusal

READY = Facts(
    has_date=True, day_reached=True, has_points=True, has_people=True, has_words=True
)  # fmt: skip  # a table reads by its lines
EVERY = [(state.value, key) for state in MeetingState for key in MOVES]


@pytest.mark.parametrize(("state", "key"), EVERY)
def test_a_move_exists_from_its_own_states_only(state: str, key: str) -> None:
    found = possible(state=state, key=key, may_prepare=True, may_approve=True)
    assert (found is not None) == (state in MOVES[key].sources)


@pytest.mark.parametrize("key", MOVES)
def test_a_move_belongs_to_those_who_may(key: str) -> None:
    move = MOVES[key]
    state = move.sources[0].value
    prepares = possible(state=state, key=key, may_prepare=True, may_approve=False)
    approves = possible(state=state, key=key, may_prepare=False, may_approve=True)
    assert (prepares is not None, approves is not None) == (not move.approves, move.approves)
    assert possible(state=state, key=key, may_prepare=False, may_approve=False) is None


def test_what_is_unknown_does_not_exist() -> None:
    assert possible(state="draft", key="publier", may_prepare=True, may_approve=True) is None
    assert possible(state="inconnu", key="convoquer", may_prepare=True, may_approve=True) is None


@pytest.mark.parametrize(
    ("key", "facts", "words"),
    [
        ("convoquer", Facts(), "un jour et une heure"),
        ("convoquer", Facts(has_date=True), "qui est attendu"),
        ("convoquer", Facts(has_date=True, has_people=True), "un point"),
        ("ouvrir", Facts(has_date=True), "le jour de la réunion"),
        ("envoyer", Facts(), "ce qui s’est dit"),
        ("approuver", Facts(amendments_wait=True), "corrections demandées"),
        ("approuver", Facts(consultation_open=True), "encore ouverte"),
    ],
)
def test_what_each_move_waits_for(key: str, facts: Facts, words: str) -> None:
    assert words in refusal(MOVES[key], facts)


@pytest.mark.parametrize("key", MOVES)
def test_nothing_is_waited_for_once_ready(key: str) -> None:
    assert refusal(MOVES[key], READY) == ""


def test_the_screen_offers_what_the_rules_allow() -> None:
    rows = offered(state="draft", may_prepare=True, may_approve=False, facts=Facts())
    assert [(one.move.key, bool(one.refusal)) for one in rows] == [("convoquer", True), ("annuler", False)]
    assert offered(state="locked", may_prepare=True, may_approve=True, facts=READY) == []
    assert offered(state="cancelled", may_prepare=True, may_approve=True, facts=READY) == []
