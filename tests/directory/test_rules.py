"""Telephones, postal codes, web addresses, names of people, completeness."""

import pytest

from copil.directory import merging_text
from copil.directory.rules import contact, people, profile


@pytest.mark.parametrize(("typed", "kept"), [
    ("0143680000", "01 43 68 00 00"),
    ("01.43-68 00/00", "01 43 68 00 00"),
    ("+33 (0)1 43 68 00 00", "01 43 68 00 00"),
    ("0033143680000", "01 43 68 00 00"),
    ("143680000", "01 43 68 00 00"),
    ("3939", "3939"),
    ("+32 2 739 12 34", "+3227391234"),
    ("01 43 68", None),
    ("voir site", None),
    ("", None),
])  # fmt: skip  # a table reads by its lines
def test_phone(typed: str, kept: str | None) -> None:
    assert contact.normal_phone(typed) == kept


def test_phone_as_shown_and_as_called() -> None:
    assert contact.shown_phone("01 43 68 00 00") == "01\u00a043\u00a068\u00a000\u00a000"
    assert contact.phone_address("01 43 68 00 00") == "tel:+33143680000"
    assert contact.phone_address("+3227391234") == "tel:+3227391234"


@pytest.mark.parametrize(
    ("typed", "kept"), [("94220", "94220"), ("1000", "01000"), ("9422", "09422"), ("x", None)]
)
def test_postal_code(typed: str, kept: str | None) -> None:
    assert contact.normal_postal_code(typed) == kept


def test_postal_code_of_a_commune() -> None:
    def fits(code: str, communes: set[str], departement: str = "94") -> bool:
        return contact.postal_code_fits(code, communes=communes, commune="ici", departement=departement)

    assert fits("94220", {"ici", "là"})
    assert not fits("94220", {"là"})
    assert fits("94227", set()), "a business code begins like the département"
    assert not fits("75570", set())
    assert fits("20193", set(), departement="2A")


@pytest.mark.parametrize(("typed", "kept"), [
    ("www.exemple.fr", "https://www.exemple.fr"),
    ("http://exemple.fr/", "http://exemple.fr"),
    ("https://exemple.fr/a?b=c", "https://exemple.fr/a?b=c"),
    ("exemple.fr:8080", "https://exemple.fr:8080"),
    ("javascript:alert(1)", None),
    ("ftp://exemple.fr", None),
    ("https://moi@exemple.fr", None),
    ("voir sur place", None),
])  # fmt: skip  # a table reads by its lines
def test_website(typed: str, kept: str | None) -> None:
    assert contact.normal_website(typed) == kept


@pytest.mark.parametrize(("typed", "given", "family"), [
    ("Mireille Castan", "Mireille", "Castan"),
    ("CASTAN Mireille", "Mireille", "CASTAN"),
    ("Jean-Paul de La Tour", "Jean-Paul", "de La Tour"),
    ("Castan", "", "Castan"),
    ("MIREILLE CASTAN", "MIREILLE", "CASTAN"),
])  # fmt: skip  # a table reads by its lines
def test_names_typed_in_one_go(typed: str, given: str, family: str) -> None:
    assert people.split_name(typed) == people.NewPerson(given, family)


def test_an_empty_profile_has_everything_to_tell() -> None:
    known = profile.completeness({})
    assert (known.answered, known.total) == (0, 19)
    assert [state.label for state in known.criteria] == ["À compléter"] * 5


def test_completeness_by_criterion() -> None:
    known = profile.completeness(
        {
            "current_area": "Charenton",
            "potential_area": "Vincennes",
            "sector": "Réemploi",
            "fte": 0,
            "jobs": "  ",
        }
    )
    states = {state.criterion.key: state for state in known.criteria}
    assert states["territory"].label == "Complet"
    assert states["sector"].label == "À préciser : branche ou filière"
    assert states["weight"].answered == 1, "nought employees is an answer"
    assert states["weight"].label == "Il manque 5 réponses"
    assert states["skills"].label == "À compléter", "blanks are no answer"
    assert known.answered == profile.count_answers(
        {"current_area": "x", "potential_area": "y", "sector": "z", "fte": 0}
    )


def test_what_a_merge_moved_is_counted_in_words() -> None:
    models = ["exchange.importrow", "needs.need", "needs.need", "here.unknown"]
    moved = [{"model": model, "state": "moved"} for model in models]
    assert merging_text.counted([*moved, {"model": "tasks.task", "state": "left"}]) == [
        "2\u00a0besoins",
        "1\u00a0autre lien",
        "1\u00a0ligne d’import",
    ]
