"""Which known organisation a row speaks of."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from copil.directory.rules.matching import Ambiguous, Identity, Known, Pool, match

A, B = uuid4(), uuid4()
MOULIN = Identity("le moulin", postal_code="94220")


def known(pk: UUID, identity: Identity, **more: bool) -> Known:
    return Known(identity, name=identity.name_key, object_id=pk, **more)


def found(row: Identity, *there: Known) -> object:
    result = match(row, Pool(there).candidates(row))
    return result.object_id if isinstance(result, Known) else result


@pytest.mark.parametrize("key", [
    {"external_ref": "A-12"}, {"siret": "81234567600017", "siren": "812345676"}, {"rna": "W941009876"},
    {"siren": "812345676"},
])  # fmt: skip  # a table reads by its lines
def test_an_identifier_is_enough_whatever_the_name(key: dict[str, str]) -> None:
    assert found(Identity("autre nom", **key), known(A, replace(MOULIN, **key)), known(B, Identity("x"))) == A


def test_two_establishments_are_two_organisations() -> None:
    seat = known(A, Identity("le moulin", siret="81234567600017", siren="812345676"))
    branch = Identity("le moulin antenne", siret="81234567600025", siren="812345676")
    assert found(branch, seat) is None
    assert found(Identity("x", siren="812345676"), seat) == A
    ambiguous = found(Identity("x", siren="812345676"), seat, known(B, branch))
    assert isinstance(ambiguous, Ambiguous)
    assert "SIRET" in ambiguous.reason


def test_a_siret_finds_the_one_that_has_only_the_siren() -> None:
    row = Identity("le moulin", siret="81234567600017", siren="812345676")
    assert found(row, known(A, Identity("moulin", siren="812345676"))) == A


def test_identifiers_of_two_organisations_are_a_contradiction() -> None:
    row = Identity("x", rna="W1", external_ref="A")
    result = found(row, known(A, Identity("a", rna="W1")), known(B, Identity("b", external_ref="A")))
    assert isinstance(result, Ambiguous)
    assert "« b » et « a »" in result.reason


@pytest.mark.parametrize(("row", "there", "same"), [
    ({"postal_code": "94220"}, {"postal_code": "94220"}, True),
    ({"postal_code": "94220"}, {"postal_code": "94300"}, False),
    ({"commune": "c1"}, {"commune": "c1", "postal_code": "94220"}, True),
    ({}, {}, True),
    ({}, {"postal_code": "94220"}, False),
    ({"postal_code": "94220", "rna": "W1"}, {"postal_code": "94220"}, True),
    ({"postal_code": "94220", "rna": "W1"}, {"postal_code": "94220", "rna": "W2"}, False),
])  # fmt: skip  # a table reads by its lines
def test_a_name_needs_its_place(row: dict[str, str], there: dict[str, str], same: bool) -> None:
    result = found(Identity("comité des fêtes", **row), known(A, Identity("comité des fêtes", **there)))
    assert result == (A if same else None)


def test_namesakes_at_the_same_place_are_ambiguous() -> None:
    there = [known(A, replace(MOULIN, rna="W1")), known(B, replace(MOULIN, rna="W2"))]
    assert isinstance(found(MOULIN, *there), Ambiguous)


def test_an_archived_one_answers_only_when_alone() -> None:
    old = known(A, replace(MOULIN, rna="W1"), archived=True)
    assert found(replace(MOULIN, rna="W1"), old) == A
    assert found(replace(MOULIN, rna="W1"), old, known(B, replace(MOULIN, rna="W1"))) == B
