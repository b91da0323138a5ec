"""Names, keys and typed places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copil.territories import rules
from copil.territories.models import KIND_LABELS


@pytest.mark.parametrize(
    ("name", "article", "expected"),
    [
        ("Indre", 5, "de l’Indre"),
        ("Cher", 2, "du Cher"),
        ("Marne", 3, "de la Marne"),
        ("Landes", 4, "des Landes"),
        ("Seine-et-Marne", 0, "de Seine-et-Marne"),
        ("Île-de-France", 1, "d’Île-de-France"),
        ("Ablon-sur-Seine", 1, "d’Ablon-sur-Seine"),
        ("Charenton-le-Pont", 0, "de Charenton-le-Pont"),
        ("Le Havre", 2, "du Havre"),
        ("Les Lilas", 4, "des Lilas"),
        ("Aux Marais", 6, "des Marais"),
        ("La Rochelle", 3, "de La Rochelle"),
        ("L’Haÿ-les-Roses", 5, "de L’Haÿ-les-Roses"),
        ("Los Masos", 8, "de Los Masos"),
        ("La Réunion", 0, "de La Réunion"),
        ("CC Val de l’Indre", None, "de la CC Val de l’Indre"),
        ("Eurométropole de Strasbourg", None, "de l’Eurométropole de Strasbourg"),
        ("Est Ensemble", None, "d’Est Ensemble"),
        ("Papeete", None, "de Papeete"),
    ],
)
def test_the_name_follows_its_article(name: str, article: int | None, expected: str) -> None:
    assert rules.of_territory(name, article) == expected


def test_a_key_says_vintage_kind_and_code() -> None:
    key = rules.key_of(vintage=2026, kind="commune", code="2A004")
    assert key == "2026-commune-2A004"
    assert rules.code_of(key) == "2A004"
    assert rules.code_of(None) == ""


@given(st.text(max_size=60))
def test_a_sorting_key_holds_only_what_every_database_sorts_alike(name: str) -> None:
    assert set(rules.sort_key(name)) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")


def test_terms_are_the_ends_of_a_name_from_each_word_worth_typing() -> None:
    assert rules.terms("saint maur des fosses") == [
        (0, "saint maur des fosses"),
        (1, "maur des fosses"),
        (3, "fosses"),
    ]
    assert rules.terms("les") == [(0, "les")]


def read(typed: str) -> rules.TypedPlace:
    return rules.readings(typed, kinds=KIND_LABELS)[0]


def test_words_and_numbers_are_told_apart() -> None:
    place = read("Saint-Maurice (94410)")
    assert (place.words, place.numbers, place.exact) == (("saint", "maurice"), ("94410",), "saint maurice")
    assert read("2a004").numbers == ("2A004",)
    assert read("94220").words == ()
    assert read("  ").is_empty


def test_an_unfinished_abbreviation_stands_for_both() -> None:
    assert set(read("st").endings) == {"st", "saint"}
    assert read("ste maure").words == ("sainte", "maure")


def test_a_kind_after_a_comma_is_understood_and_an_unknown_one_is_part_of_the_name() -> None:
    assert read("Paris (75), département").kind == "departement"
    assert read("Paris (75), departement").words == ("paris",)
    assert read("Paris, capitale").kind == ""
    assert read("Paris, capitale").words == ("paris", "capitale")


def test_a_nature_written_in_full_is_its_initials() -> None:
    assert read("communauté de communes du Val").words == ("cc", "du", "val")
    assert read("Communauté d’agglomération Melun").words == ("ca", "melun")


def test_a_number_may_be_a_code_a_part_of_the_name_or_neither() -> None:
    code, word, neither = rules.readings("CC des 7 Vallées", kinds=KIND_LABELS)
    assert (code.words, code.numbers) == (("cc", "des", "vallees"), ("7",))
    assert (word.words, word.numbers) == (("cc", "des", "7", "vallees"), ())
    assert (neither.words, neither.numbers) == (("cc", "des", "vallees"), ())
    (bracketed,) = rules.readings("CC des 7 Vallées (62)", kinds=KIND_LABELS)
    assert (bracketed.exact, bracketed.numbers) == ("cc des 7 vallees", ("62",))


@given(st.text(max_size=80))
def test_anything_typed_is_understood(typed: str) -> None:
    for place in rules.readings(typed, kinds=KIND_LABELS):
        assert all(number.strip() for number in place.numbers)
        assert place.is_empty or (place.phrases and all(place.phrases))
