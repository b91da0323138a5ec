"""What a question asks, the passage shown, the word meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copil.algorithms.text import normalise
from copil.algorithms.text.passages import LENGTH, passage
from copil.algorithms.text.spelling import Vocabulary, distance
from copil.search import rules, synonyms

GROUPS = [
    rules.group_of(["asso", "association"]),
    rules.group_of(["ESS", "économie sociale et solidaire"]),
]


def test_a_word_brings_what_means_the_same() -> None:
    assert rules.read("asso sportive", GROUPS).slots == ((("asso",), ("associ",)), (("sportiv",),))


def test_an_expression_is_read_whole_before_its_words() -> None:
    asked = rules.read("l’économie sociale et solidaire", GROUPS)
    assert asked.slots == ((("econom", "social", "solidair"), ("ess",)),)
    assert asked.wanted == {"econom", "social", "solidair", "ess"}


def test_a_stop_word_at_the_end_is_not_a_beginning() -> None:
    assert rules.read("association de").typed == ""
    assert rules.read("association béné").typed == "bene"
    assert rules.read("de").typed == "de"


def test_the_list_that_comes_with_copil_reads_well() -> None:
    groups = [rules.group_of(group) for group in synonyms.shipped()]
    assert len(groups) > 40
    assert all(len(group) > 1 for group in groups)


LONG = (
    "Rien à dire ici. " * 40
    + "Le bureau cherche la relève des bénévoles. "
    + "La suite n’en parle plus. " * 40
)


def test_a_passage_is_short_and_holds_the_words() -> None:
    parts = passage(LONG, wanted={"relev", "benevol"})
    text = "".join(part for part, _ in parts)
    assert [part for part, found in parts if found] == ["relève", "bénévoles"]
    assert len(text) <= LENGTH + 4
    assert text.startswith("… ")
    assert text.endswith(" …")


def test_no_passage_without_a_word() -> None:
    assert passage(LONG, wanted={"mobil"}) == []
    assert passage("", wanted={"mobil"}) == []


@given(st.text(max_size=600), st.text(max_size=30))
def test_a_passage_is_cut_from_the_text(text: str, question: str) -> None:
    parts = passage(text, wanted=rules.read(question).wanted, length=80)
    said = "".join(part for part, _ in parts).removeprefix("… ").removesuffix(" …")
    assert said in " ".join(text.split())


@pytest.mark.parametrize(
    ("one", "other", "off"),
    [("lefebvre", "lefebre", 1), ("benhaddou", "benhadou", 1), ("marne", "manre", 1), ("a", "abcd", 3)],
)
def test_distance_counts_the_mistakes(one: str, other: str, off: int) -> None:
    assert distance(one, other, most=2) == off == distance(other, one, most=2)


@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_the_letters_seen_as_bits_leave_no_neighbour_out(one: str, other: str) -> None:
    words = Vocabulary()
    words.add([other])
    near = words.nearest(one)
    allowed = 0 if len(one) < 4 else 1 if len(one) <= 5 else 2
    close = len(other) >= 4 and distance(one, other, most=allowed) <= allowed
    assert (near == other) if close and allowed else near == ""


def test_the_nearest_word_is_the_most_seen_of_the_near_ones() -> None:
    words = Vocabulary()
    words.add(normalise.words("Lefèvre Lefebvre Lefebvre Martin"))
    assert words.nearest("lefebre") == "lefebvre"
    assert words.nearest("xyz") == ""
    assert words.nearest("durand") == ""
