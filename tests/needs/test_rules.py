"""Rules of needs: confirmation, moves, separations."""

import datetime as dt
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copil.needs import rules, sayings
from copil.needs.enums import Nature, OriginKind, SharedNeedState

DAY = dt.date(2026, 6, 12)
IDS = st.lists(st.uuids().map(str), min_size=1, max_size=6, unique=True)


@pytest.mark.parametrize(
    ("kinds", "on", "expected"),
    [
        ([], None, False),
        ([OriginKind.STRUCTURE], None, False),
        ([OriginKind.DIAGNOSTIC, OriginKind.DIAGNOSTIC], None, False),
        ([OriginKind.DIAGNOSTIC, OriginKind.PROVIDER], None, True),
        ([OriginKind.DIAGNOSTIC], DAY, True),
    ],
)
def test_a_second_kind_of_origin_or_the_structure_confirms(
    kinds: list[str], on: dt.date | None, expected: bool
) -> None:
    assert rules.is_confirmed(kinds=kinds, confirmed_on=on) is expected


def test_every_state_is_left_and_reached() -> None:
    assert set(rules.MOVES) == set(SharedNeedState.values)
    for before, after in permutations(SharedNeedState.values, 2):
        allowed = (before, after) != ("set_aside", "confirmed")
        assert rules.may_move(before=before, after=after) is allowed
    assert not rules.may_move(before="accepted", after="accepted")


def test_every_nature_calls_for_a_type_of_engineering() -> None:
    assert {nature: rules.TYPOLOGY[nature] for nature in Nature.values} == {
        "specific": "individual",
        "identical": "A",
        "common": "B",
    }
    assert set(sayings.TYPOLOGIES) == set(rules.TYPOLOGY.values())


def test_a_choice_that_follows_the_facts_needs_no_reason() -> None:
    assert not rules.needs_reason(chosen="common", advised="common")
    assert not rules.needs_reason(chosen="", advised="common")
    assert rules.needs_reason(chosen="identical", advised="common")


def test_lines_become_needs_without_blanks_nor_marks() -> None:
    typed = "- Un local\n\n   * Un   four à pain\r\n•\tUne relève\n–\n"
    assert rules.lines_of(typed) == ["Un local", "Un four à pain", "Une relève"]


@given(st.lists(IDS, min_size=1, max_size=4))
def test_a_separation_has_one_signature_whatever_its_order(sides: list[list[str]]) -> None:
    turned = [list(reversed(side)) for side in reversed(sides)]
    assert rules.signature(sides) == rules.signature(turned)
    assert len(rules.signature(sides)) == 64


@given(IDS, IDS)
def test_only_different_sides_are_kept_apart(one: list[str], other: list[str]) -> None:
    assert set(rules.pairs_apart([one, other])) == {(a, b) for a in one for b in other}
    assert list(rules.pairs_apart([one])) == []
    alone = rules.one_by_one(one)
    assert len(list(rules.pairs_apart(alone))) == len(one) * (len(one) - 1) // 2


def test_numbers_are_said_in_words_while_they_are_small() -> None:
    assert sayings.opening(4, 4) == "Quatre structures disent la même chose avec d’autres mots."
    assert sayings.opening(1, 2) == "La même structure le dit deux fois, avec des mots différents."
    assert sayings.opening(2, 14) == "Deux structures disent la même chose, en 14 besoins différents."
    assert sayings.cost(structures=3, nature="common", left=3).startswith("il reste trois structures")
    assert "plus rien à rapprocher" in sayings.cost(structures=1, nature="specific", left=1)
    assert sayings.joined(["a"]) == "a"
    assert sayings.joined(["a", "b", "c"]) == "a, b et c"


@pytest.mark.parametrize(
    ("radius", "structures", "expected"),
    [
        (None, 2, "ne sont pas situés"),
        (0.2, 2, "moins de 1 km"),
        (3.4, 2, "à 3 km au plus"),
        (64.0, 2, "jusqu’à 64 km"),
    ],
)
def test_distances_are_said(radius: float | None, structures: int, expected: str) -> None:
    (sentence,) = sayings.distance(radius, structures=structures)
    assert expected in sentence
    assert sayings.distance(radius, structures=1) == []
