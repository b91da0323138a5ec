"""Public identifiers, against an independent implementation (python-stdnum)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.fr import siren as stdnum_siren
from stdnum.fr import siret as stdnum_siret

from copil.directory.rules import identifiers

DIGITS = "0123456789"
BODY = st.text(DIGITS, min_size=9, max_size=9).filter(lambda body: body[:-1].strip("0"))


@given(BODY)
def test_a_siren_is_right_exactly_when_stdnum_says_so(siren: str) -> None:
    for last in DIGITS:
        number = siren[:-1] + last
        assert (identifiers.siren_problem(number) == "") == stdnum_siren.is_valid(number)


@given(st.one_of(BODY, st.just(identifiers.LA_POSTE)), st.text(DIGITS, min_size=5, max_size=5))
def test_a_siret_is_right_exactly_when_stdnum_says_so(siren: str, rest: str) -> None:
    for last in DIGITS:
        number = siren + rest[:-1] + last
        assert (identifiers.siret_problem(number) == "") == stdnum_siret.is_valid(number)


@pytest.mark.parametrize("siret", ["35600000000048", "35600000049837", "81234567600017"])
def test_known_sirets(siret: str) -> None:
    assert identifiers.siret_problem(siret) == ""


def test_noughts_are_no_number() -> None:
    assert identifiers.siren_problem("000000000")
    assert identifiers.siret_problem("0" * 14)


def test_problems_say_what_to_do() -> None:
    assert "neuf chiffres" in identifiers.siren_problem("12345")
    assert "celui-ci en a 13" in identifiers.siret_problem("8123456760001")
    assert "clé de contrôle" in identifiers.siret_problem("81234567600018")


@pytest.mark.parametrize(
    ("rna", "good"),
    [
        ("W941009876", True),
        ("W9R1000123", True),
        ("W94100987", False),
        ("941009876", False),
        ("W94100987é", False),
    ],
)
def test_rna(rna: str, good: bool) -> None:
    assert (identifiers.rna_problem(rna) == "") is good


def test_pasted_numbers_are_cleaned() -> None:
    assert identifiers.compact(" 812\u00a0345 676-00017 ") == "81234567600017"
    assert identifiers.compact("w941009876") == "W941009876"


def test_numbers_are_written_in_groups() -> None:
    assert identifiers.shown_siren("812345676") == "812\u00a0345\u00a0676"
    assert identifiers.shown_siret("81234567600017") == "812\u00a0345\u00a0676\u00a000017"
    assert identifiers.shown_siret("") == ""


def test_a_siret_gives_its_siren() -> None:
    assert identifiers.siren_of(siren="", siret="81234567600017") == "812345676"
    assert identifiers.disagree(siren="732829320", siret="81234567600017")
    assert not identifiers.disagree(siren="", siret="81234567600017")
