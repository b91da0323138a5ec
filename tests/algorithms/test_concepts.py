"""The lexicon of ideas, spelling, clustering and the nature of a need."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copil.algorithms.similarity.concepts import default_lexicon, load_lexicon
from copil.algorithms.similarity.linkage import average_linkage
from copil.algorithms.similarity.nature import advise_nature
from copil.algorithms.similarity.spelling import look_alikes, near_misses
from copil.algorithms.text.normalise import tokens


def ideas(text: str) -> list[str]:
    return [idea for mention in default_lexicon().mentions(tokens(text)) for idea in mention.ideas]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nous cherchons un local", ["lieu"]),
        ("Réunir les acteurs locaux", ["reunion"]),
        ("Nos locaux sont froids", ["lieu"]),
        ("prendre la trésorerie", ["gouvernance"]),
        ("La TRÉSORERIE est tendue", ["tresorerie"]),
        ("Des bénévoles de gouvernance", ["gouvernance"]),
        ("Le bénévolat", ["benevolat"]),
        ("ça ne va pas", []),
        ("Donner un coup de main", ["benevolat"]),
        ("", []),
    ],
)
def test_the_longest_term_wins(text: str, expected: list[str]) -> None:
    assert ideas(text) == expected


def test_each_idea_of_the_shipped_lexicon_has_a_label_and_finds_its_terms() -> None:
    lexicon = default_lexicon()
    assert len(lexicon.labels) > 50
    assert lexicon.joint == {"mutualisation"}
    assert lexicon.is_frame("cherchons")
    assert not lexicon.is_frame("gymnase")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[a]\nlabel = "A"', r"\[a\]: terms"),
        ('[a]\nlabel = "A"\nterms = ["…"]', r"\[a\]: terms"),
        ('[a]\nterms = ["x"]', r"\[a\]: label"),
        ("a = 3", r"\[a\]: terms"),
    ],
)
def test_a_wrong_lexicon_names_its_table(content: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        load_lexicon(content)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tresroerie", "tresorerie"),
        ("tresorreie", "tresorerie"),
        ("tresorrerie", "tresorerie"),
        ("tresoreie", "tresorerie"),
        ("tresoterie", "tresorerie"),
        ("partent", None),
        ("parrent", "parent"),
        ("tresorerie", None),
        ("rresorerie", None),
        ("", None),
    ],
)
def test_near_misses(typed: str, meant: str | None) -> None:
    assert near_misses(["tresorerie", "parent", "parent"]).correct(typed) == meant


@given(word=st.text(alphabet="abcde", min_size=8, max_size=12), data=st.data())
def test_a_dropped_letter_is_found_again(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 1))
    typed = word[:at] + word[at + 1 :]
    found = near_misses([word]).correct(typed)
    assert found == word or (found is None and len(typed) < 8)


def test_words_spelt_alike() -> None:
    index = look_alikes(["benevol", "benevolat", "gymnas"])
    near = index.near("benevol", floor=0.4)
    assert set(near) == {0, 1}
    assert near[0] == pytest.approx(1.0)
    assert index.near("zzz", floor=0.4) == {}


# Distances between five bacteria (5S ribosomal RNA), the worked example of UPGMA: a and b merge at
# 17, then e at 22, c and d at 28, and all at 33.
BACTERIA = {(0, 1): 17, (0, 2): 21, (0, 3): 31, (0, 4): 23, (1, 2): 30, (1, 3): 34, (1, 4): 21, (2, 3): 28}
BACTERIA |= {(2, 4): 39, (3, 4): 43}


@pytest.mark.parametrize(
    ("distance", "groups"),
    [
        (16.9, [[0], [1], [2], [3], [4]]),
        (17, [[0, 1], [2], [3], [4]]),
        (22, [[0, 1, 4], [2], [3]]),
        (28, [[0, 1, 4], [2, 3]]),
        (32.9, [[0, 1, 4], [2, 3]]),
        (33, [[0, 1, 2, 3, 4]]),
    ],
)
def test_average_linkage_on_the_published_example(distance: float, groups: list[list[int]]) -> None:
    sums: list[dict[int, float]] = [{} for _ in range(5)]
    for (one, two), far in BACTERIA.items():
        sums[one][two] = sums[two][one] = 1 - far / 50
    assert average_linkage(sizes=[1] * 5, sums=sums, cut=1 - distance / 50 - 1e-9) == groups


def plain_linkage(size: int, similarity: dict[tuple[int, int], float], cut: float) -> list[list[int]]:
    """Merge the closest two groups again and again, by the definition."""
    clusters = [[node] for node in range(size)]
    while len(clusters) > 1:
        means = {
            (one, two): sum(similarity.get((min(a, b), max(a, b)), 0.0) for a in one_of for b in two_of)
            / (len(one_of) * len(two_of))
            for (one, one_of), (two, two_of) in itertools.combinations(enumerate(clusters), 2)
        }
        (one, two), best = max(means.items(), key=lambda item: item[1])
        if best < cut:
            break
        clusters[one] += clusters.pop(two)
    return sorted(sorted(cluster) for cluster in clusters)


@given(size=st.integers(1, 14), seed=st.integers(0, 10_000), density=st.sampled_from([0.2, 0.6, 1.0]))
def test_average_linkage_equals_its_definition(size: int, seed: int, density: float) -> None:
    source = random.Random(seed)
    similarity = {
        pair: source.random() for pair in itertools.combinations(range(size), 2) if source.random() < density
    }
    sums: list[dict[int, float]] = [{} for _ in range(size)]
    for (one, two), value in similarity.items():
        sums[one][two] = sums[two][one] = value
    found = average_linkage(sizes=[1] * size, sums=sums, cut=0.3)
    assert found == plain_linkage(size, similarity, 0.3)
    forbidden = [pair for pair in similarity if source.random() < 0.3]
    for cluster in average_linkage(sizes=[1] * size, sums=sums, cut=0.3, apart=forbidden):
        assert not set(itertools.combinations(cluster, 2)) & set(forbidden)


def test_linkage_of_equal_similarities_ends() -> None:
    sums = [{other: 1.0 for other in range(9) if other != node} for node in range(9)]
    assert average_linkage(sizes=[1] * 9, sums=sums, cut=0.5) == [list(range(9))]


@pytest.mark.parametrize(
    ("structures", "texts", "joint", "radius", "nature", "reasons"),
    [
        (1, 3, 3, 1.0, "specific", ("one_structure",)),
        (0, 0, 0, None, "specific", ("one_structure",)),
        (3, 4, 0, 5.0, "identical", ("several_structures", "joint_words_none", "neighbours")),
        (3, 4, 1, 5.0, "common", ("several_structures", "joint_words_some", "neighbours")),
        (3, 4, 1, 80.0, "identical", ("several_structures", "joint_words_some", "far_apart")),
        (3, 4, 1, None, "identical", ("several_structures", "joint_words_some", "place_unknown")),
        (3, 4, 2, 80.0, "common", ("several_structures", "joint_words_most", "far_apart")),
    ],
)
def test_the_nature_is_advised_with_its_reasons(
    structures: int, texts: int, joint: int, radius: float | None, nature: str, reasons: tuple[str, ...]
) -> None:
    advice = advise_nature(structures=structures, texts=texts, joint_markers=joint, radius_km=radius)
    assert (advice.nature, advice.reasons) == (nature, reasons)


def test_what_people_say_is_the_same_takes_the_idea_that_one_of_them_has() -> None:
    own = default_lexicon().widened(
        [["crèche", "micro-accueil", "jardin d’éveil"], ["grainothèque", "troc de semences"]]
    )
    (care,) = own.mentions(tokens("crèche"))
    for text in ("micro-accueil", "jardins d’éveil"):
        assert [mention.ideas for mention in own.mentions(tokens(text))] == [care.ideas]
    ideas = {
        mention.ideas
        for text in ("grainothèque", "troc de semences")
        for mention in own.mentions(tokens(text))
    }
    assert {own.labels[idea] for (idea,) in ideas} == {"grainothèque"}
    assert "grainothèque" not in default_lexicon().labels.values(), "the shipped lexicon stays as it is"


def test_a_group_that_names_a_word_of_every_need_is_left_aside() -> None:
    own = default_lexicon().widened([["association", "machin"], ["seul"], ["", "  "]])
    assert own.labels == default_lexicon().labels
    assert list(own.mentions(tokens("machin"))) == []
