"""Folding, keys, stems and highlighting of French text."""

import itertools
import sqlite3

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from copil.algorithms.text.folding import NAME_KEY_LENGTH
from copil.algorithms.text.normalise import (
    fold,
    highlight,
    name_key,
    normalised,
    place_key,
    place_prefixes,
    query_terms,
    stems,
    tokens,
    words,
)

FRENCH = st.text(
    alphabet=st.sampled_from("aàâbcçdeéèêilmnoœpqrstuùABCÉŒ12 '’-.,«»\u00a0\u0301\u00ad½"), max_size=60
)
ANY = st.one_of(st.text(max_size=40), FRENCH)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Œuvre d’Été", "oeuvre d'ete"),
        ("ÇA, À l’Œil", "ca, a l'oeil"),
        ("LÆTITIA", "laetitia"),
        ("e\u0301te\u0301", "ete"),
        ("soft\u00adhyphen", "softhyphen"),
        ("12\u00a0000\u202f€", "12 000 €"),
        ("Straße", "strasse"),
        ("ℌ", "h"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(text=ANY)
@example(text="ſ")
@example(text="ﬄ")
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(left=ANY, right=ANY)
def test_fold_goes_character_by_character(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)


def test_words_cut_elisions_and_join_dotted_acronyms() -> None:
    assert words("L’A.S.P.T.T. d'Évry : rendez-vous n°2, M. Petit") == [
        *("l", "asptt", "d", "evry", "rendez", "vous", "n", "2", "m", "petit")
    ]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Les bénévoles de l’association", "benevole associations"),
        ("Œuvres sociales", "OEUVRE SOCIALE"),
        ("Recrutement d'un salarié", "recruter salaries"),
        ("L'aide aux aînés", "l aide aux aines"),
    ],
)
def test_same_terms_however_typed(written: str, asked: str) -> None:
    assert set(query_terms(asked)) <= set(normalised(written).split())


@pytest.mark.parametrize(
    ("one", "other"), [("communication", "commune"), ("direction", "direct"), ("formation", "format")]
)
def test_words_of_the_trade_are_not_confused(one: str, other: str) -> None:
    assert stems(one) != stems(other)


def test_stop_words_alone_are_kept() -> None:
    assert normalised("Les bénévoles et vous") == "benevol"
    assert normalised("Et vous") == "et vous"
    assert normalised(" … ") == ""


@given(text=ANY)
def test_terms_are_what_a_text_holds(text: str) -> None:
    """Nor do they hold anything that a search engine would cut again."""
    for term in normalised(text).split():
        assert all(character.isalnum() for character in term)
    assert set(query_terms(text)) == set(normalised(text).split())


def test_columns_match_in_fts5() -> None:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE entry USING fts5(text)")
    titles = ["Trouver des trésoriers", "Partager un local à l’année", "Cœur de ville"]
    database.executemany("INSERT INTO entry VALUES (?)", [(normalised(title),) for title in titles])
    for title in titles:
        asked = " ".join(f'"{term}"' for term in query_terms(title))
        assert database.execute("SELECT count(*) FROM entry WHERE entry MATCH ?", [asked]).fetchone() == (1,)
    database.close()


@given(text=ANY)
def test_tokens_point_into_the_text(text: str) -> None:
    found = tokens(text)
    assert [token.word for token in found] == words(text)
    for token in found:
        assert 0 <= token.start < token.end <= len(text)
        assert token.word in "".join(words(text[token.start : token.end]))


def test_highlight_marks_words_by_stem_and_the_word_being_typed() -> None:
    assert highlight("L’Œuvre des bénévoles, à l’e\u0301te\u0301", "oeuvres bénévolat ete") == [
        *(("L’", False), ("Œuvre", True), (" des bénévoles, à l’", False), ("e\u0301te\u0301", True))
    ]
    assert highlight("Les trésoriers", "trésor") == [("Les ", False), ("trésoriers", True)]
    assert highlight("Les trésoriers", "tr") == [("Les trésoriers", False)]
    assert highlight("½ tarif", "1 2") == [("½", True), (" tarif", False)]
    assert highlight("", "trésor") == []


@given(text=ANY, query=ANY)
def test_highlight_keeps_the_text(text: str, query: str) -> None:
    parts = highlight(text, query)
    assert "".join(part for part, _ in parts) == text
    marks = [mark for _, mark in parts]
    assert all(first != second for first, second in itertools.pairwise(marks))


def test_name_key_sorts_as_read() -> None:
    names = ["Étoile", "Les 10 Moulins", "L’Île", "Les 2 Rives", "etoile B", "Zoé"]
    assert sorted(names, key=name_key) == [
        "Étoile",
        "etoile B",
        "L’Île",
        "Les 2 Rives",
        "Les 10 Moulins",
        "Zoé",
    ]


@given(name=ANY)
def test_name_key_is_idempotent_and_short(name: str) -> None:
    key = name_key(name)
    assert len(key) <= NAME_KEY_LENGTH
    assert name_key(key) == key
    assert len(name_key("1 " * 255)) <= NAME_KEY_LENGTH


@pytest.mark.parametrize(
    "ways",
    [
        ("Saint-Denis", "St Denis", "ST-DENIS CEDEX 1", "saint denis cedex"),
        ("L’Haÿ-les-Roses", "Hay les Roses", "L HAY LES ROSES"),
        ("Chalon-sur-Saône", "Chalon s/ Saône", "CHALON SUR SAONE"),
        ("Sainte-Geneviève-des-Bois", "Ste Genevieve des Bois"),
        ("Les Sables-d'Olonne", "Sables d’Olonne"),
        ("Villeneuve-lès-Avignon", "Villeneuve lez Avignon"),
    ],
)
def test_place_key_is_the_same_for_the_usual_ways(ways: tuple[str, ...]) -> None:
    assert len({place_key(way) for way in ways}) == 1


@given(name=ANY)
def test_place_key_starts_with_a_prefix_of_each_beginning(name: str) -> None:
    for length in range(len(name) + 1):
        prefixes = place_prefixes(name[:length])
        assert len(prefixes) <= 2
    assert not place_key(name) or place_key(name) in place_prefixes(name)


def test_place_prefixes_of_an_unfinished_word() -> None:
    assert place_prefixes("st") == ("st", "saint")
    assert place_prefixes("st ") == ("saint",)
    assert place_prefixes("L’Ha") == ("ha",)
    assert place_prefixes(" ") == ()
