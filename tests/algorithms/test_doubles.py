"""Organisations and people written twice: found, explained, and those that only look alike left alone."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copil.algorithms.doubles import names, organisations, people
from copil.algorithms.doubles.organisations import Level, Nearness, Record
from copil.algorithms.doubles.people import Person

PAIRS = tomllib.loads((Path(__file__).parents[2] / "bench/data/doubles_fr.toml").read_text(encoding="utf-8"))
CRETEIL: dict[str, Any] = {"commune": "94028", "commune_name": "Créteil", "point": (48.79, 2.46)}
NOGENT: dict[str, Any] = {"commune": "94052", "commune_name": "Nogent-sur-Marne", "point": (48.84, 2.48)}
MARSEILLE: dict[str, Any] = {"commune": "13055", "commune_name": "Marseille", "point": (43.3, 5.4)}
CROWD = [Record(id=f"z{n}", name=f"Amicale {n} du {n}e étage", **MARSEILLE) for n in range(40)]

texts = st.text(alphabet="abcdefg éà’-1", max_size=24)
records = st.builds(
    Record,
    id=st.uuids().map(str),
    name=texts,
    acronym=st.sampled_from(["", "MJC", "ab"]),
    siret=st.sampled_from(["", "99990274500036", "99990137400028"]),
    siren=st.sampled_from(["", "999902745"]),
    rna=st.sampled_from(["", "W941990226"]),
    email=st.sampled_from(["", "a@b.fr"]),
    commune=st.sampled_from(["", "1", "2"]),
    former_names=st.lists(texts, max_size=1).map(tuple),
)


def judged(one: Record, other: Record) -> organisations.Pair | None:
    found = organisations.propose(records=[one, other, *CROWD])
    return next((pair for pair in found if {pair.one, pair.other} == {one.id, other.id}), None)


def record(side: str, name: str, place: str = "Créteil") -> Record:
    known: dict[str, Any] = {} if place == "?" else {"commune": place, "commune_name": place}
    return Record(id=side, name=name, **known)


@pytest.mark.parametrize("pair", PAIRS["different"], ids=lambda pair: " / ".join(pair["names"]))
def test_what_only_looks_alike_is_left_alone(pair: dict[str, list[str]]) -> None:
    one, other = (record(*each) for each in zip("ab", pair["names"], pair["places"], strict=True))
    assert judged(one, other) is None


def test_the_same_organisation_written_twice_is_found() -> None:
    missed = [
        pair["names"]
        for pair in PAIRS["same"]
        if not judged(*(record(*each) for each in zip("ab", pair["names"], pair["places"], strict=True)))
    ]
    assert missed in ([], [["Union sportive de Champigny", "US Champigny"]])


def test_numbers_decide_before_names() -> None:
    one = Record(id="a", name="La Fabrique", siret="99990274500036", **CRETEIL)
    assert (found := judged(one, replace(one, id="b", name="Le Pont"))) is not None
    assert (found.level, found.same) == (Level.SURE, ("siret", "siren"))
    elsewhere = judged(one, replace(one, id="b", name="Le Pont", siret="99990274500044"))
    assert elsewhere is not None
    assert (elsewhere.level, elsewhere.same, elsewhere.differ) == (Level.POSSIBLE, ("siren",), ("siret",))


def test_two_legal_units_of_one_name_are_only_to_be_checked() -> None:
    one = Record(id="a", name="Cœur de village", rna="W941990226", **CRETEIL)
    found = judged(one, replace(one, id="b", rna="W941990227"))
    assert found is not None
    assert (found.level, found.differ) == (Level.POSSIBLE, ("rna",))
    assert judged(one, replace(one, id="b", name="Cœur du village vert", rna="W941990227")) is None


def test_place_weighs_on_a_name() -> None:
    one = Record(id="a", name="Ressourcerie La Boucle", **CRETEIL)
    same, near, far, unknown = (
        judged(one, Record(id="b", name="La Boucle, ressourcerie", **place))
        for place in (CRETEIL, NOGENT, MARSEILLE, {})
    )
    assert same is not None
    assert same.level == Level.SURE
    assert near is not None
    assert (near.level, near.place) == (Level.POSSIBLE, Nearness.NEAR)
    assert near.km is not None
    assert 4 < near.km < 8
    assert far is None
    assert unknown is not None
    assert unknown.level == Level.LIKELY


def test_an_earlier_name_or_number_is_recognised() -> None:
    one = Record(id="a", name="Tandem", former_names=("Ressourcerie La Boucle",), **CRETEIL)
    found = judged(one, Record(id="b", name="Ressourcerie la boucle", **CRETEIL))
    assert found is not None
    assert found.former
    moved = Record(id="a", name="Tandem", siret="99990274500036", former_numbers=("99990274500044",))
    found = judged(moved, Record(id="b", name="Autre nom", siret="99990274500044"))
    assert found is not None
    assert found.former
    assert found.level == Level.SURE


def test_a_slip_of_a_letter_is_named() -> None:
    one = Record(id="a", name="Ressourcerie La Boucle", **CRETEIL)
    found = judged(one, Record(id="b", name="Resourcerie la Boucle", **CRETEIL))
    assert found is not None
    assert ("ressourcerie", "resourcerie") in found.words


@given(st.lists(records, max_size=8, unique_by=lambda one: one.id))
def test_proposals_are_the_same_in_any_order_and_name_each_pair_once(given_records: list[Record]) -> None:
    found = organisations.propose(records=given_records)
    assert found == organisations.propose(records=given_records[::-1])
    pairs = [frozenset((pair.one, pair.other)) for pair in found]
    assert len(set(pairs)) == len(pairs)
    assert all(len(pair) == 2 for pair in pairs)
    assert all(0 <= pair.score <= 1.0001 for pair in found)


@given(texts, texts)
def test_distance_is_a_distance(one: str, other: str) -> None:
    assert names.distance(one, one, most=2) == 0
    assert names.distance(one, other, most=2) == names.distance(other, one, most=2)
    assert (names.distance(one, other, most=2) == 0) == (one == other)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (("Mireille", "Castan", "m@c.fr"), ("Castan", "Mireille", "m@c.fr"), Level.SURE),
        (("Mireille", "Castan", "m@c.fr"), ("M.", "Castan", "m@c.fr"), Level.LIKELY),
        (("Mireille", "Castan", "m@c.fr"), ("Mireile", "Castan", "m@c.fr"), Level.LIKELY),
        (("Mireille", "Castan", ""), ("Mireille", "Castan", ""), Level.POSSIBLE),
        (("Mireille", "Castan", "m@c.fr"), ("Paul", "Castan", "m@c.fr"), None),
        (("Mireille", "Castan", "m@c.fr"), ("Mireille", "Durand", "m@c.fr"), None),
    ],
)
def test_people_are_recognised_by_name_and_address(
    one: tuple[str, str, str], other: tuple[str, str, str], level: Level | None
) -> None:
    found = people.propose(people=[Person("a", *one), Person("b", *other)])
    assert [pair.level for pair in found] == ([] if level is None else [level])


def test_namesakes_of_two_organisations_with_two_addresses_are_two_people() -> None:
    one = Person("a", "Jean", "Martin", "j@x.fr", organisations=frozenset({"x"}))
    other = Person("b", "Jean", "Martin", "j@y.fr", organisations=frozenset({"y"}))
    assert people.propose(people=[one, other]) == []
    here = replace(other, organisations=frozenset({"x"}))
    assert [pair.level for pair in people.propose(people=[one, here])] == [Level.SURE]


def test_two_accounts_are_two_people() -> None:
    one = Person("a", "Jean", "Martin", account="1")
    assert people.propose(people=[one, replace(one, id="b", account="2")]) == []
