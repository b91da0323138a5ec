"""Groups of needs that say the same thing, and nearest needs."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copil.algorithms.similarity.concepts import load_lexicon
from copil.algorithms.similarity.needs import Corpus, nearest, prepare, propose_groups
from copil.algorithms.similarity.records import Group, Text

RELAY = [
    "On cherche deux personnes pour le bureau depuis un an",
    "Personne ne veut prendre la trésorerie",
    "Gouvernance vieillissante, relève à préparer",
    "Trouver des bénévoles de gouvernance",
]
OTHERS = [
    "Trésorerie tendue entre deux versements",
    "Le solde de la subvention arrive trop tard, la trésorerie plonge",
    "Trouver un local pour stocker le matériel",
    "Nous manquons de place pour ranger nos tables",
    "Refaire notre site internet",
    "Former les bénévoles à l’accueil",
    "Réparer la toiture de la chapelle",
]
WORDS = st.sampled_from(
    "le de pour besoin trouver local salle trésorerie bureau relève bénévoles site réparer chapelle".split()
)
SENTENCES = st.lists(WORDS, max_size=7).map(" ".join)


def corpus_of(texts: list[str]) -> Corpus:
    return prepare(texts=[Text(id=f"{number:03}", text=text) for number, text in enumerate(texts)])


def members(group: Group) -> set[str]:
    return {member.id for member in group.members}


def test_same_need_said_without_a_common_word_is_one_group() -> None:
    groups = propose_groups(corpus=corpus_of(RELAY + OTHERS))
    assert {"000", "001", "002", "003"} in [members(group) for group in groups]
    assert {"004", "005"} in [members(group) for group in groups]
    assert not any("010" in members(group) for group in groups)


def test_a_group_says_why() -> None:
    texts = [
        Text(id="a", text=RELAY[0], organisation="A", theme="vie", lon=2.41, lat=48.82),
        Text(id="b", text=RELAY[2], organisation="B", theme="vie", lon=2.43, lat=48.81),
        Text(id="c", text="RELÈVE DU BUREAU À PRÉPARER", organisation="B"),
        Text(id="d", text=OTHERS[4]),
    ]
    (group,) = propose_groups(corpus=prepare(texts=texts))
    assert members(group) == {"a", "b", "c"}
    assert group.label[0] == "gouvernance"
    shared = group.shared[0]
    assert shared.idea == "gouvernance"
    assert set(shared.words) == {"bureau", "gouvernance", "relève"}
    assert set(shared.ids) == {"a", "b", "c"}
    assert (group.structures, group.theme) == (2, "vie")
    assert group.radius_km == pytest.approx(0.92, abs=0.02)
    assert group.advice.nature == "identical"
    assert group.members[0].closeness >= group.members[-1].closeness


def test_themes_draw_but_never_bring_together_alone() -> None:
    def similarity(one: str | None, other: str | None) -> float:
        texts = [Text(id="a", text="Refaire le site internet", theme=one)]
        asked = Text(id="z", text="Créer une page web pour le club", theme=other)
        return nearest(text=asked, corpus=prepare(texts=texts), floor=0.0)[0].similarity

    assert similarity("x", "x") > similarity("x", None) == similarity(None, "x") > similarity("x", "y")
    strangers = [
        Text(id="a", text="Refaire le site internet", theme="x"),
        Text(id="b", text="Réparer la toiture de la chapelle", theme="x"),
    ]
    assert propose_groups(corpus=prepare(texts=strangers)) == []


def test_leaving_a_group_has_a_cost() -> None:
    texts = [
        Text(id="a", text="Partager un minibus", organisation="A"),
        Text(id="b", text="Louer un minibus à plusieurs", organisation="B"),
        Text(id="c", text="Un minibus pour nos sorties", organisation="B"),
    ]
    (group,) = propose_groups(corpus=prepare(texts=texts))
    costs = {member.id: member for member in group.members}
    assert group.advice.nature == "common"
    assert (costs["a"].structures_without, costs["a"].nature_without) == (1, "specific")
    assert (costs["c"].structures_without, costs["c"].nature_without) == (2, "common")
    without_c = costs["c"].cohesion_without
    assert without_c is not None
    assert without_c > group.cohesion, "the two that speak of sharing are closer"
    mean = sum(member.closeness for member in group.members) / 3
    assert mean == pytest.approx(group.cohesion)


def test_a_group_of_two_has_no_cohesion_left_without_one() -> None:
    (group,) = propose_groups(corpus=corpus_of(["Refaire le site internet", "Refaire le site internet"]))
    assert group.cohesion == pytest.approx(1.0)
    assert [member.cohesion_without for member in group.members] == [None, None]


def test_what_people_separated_stays_apart() -> None:
    corpus = corpus_of(RELAY + OTHERS)
    groups = propose_groups(corpus=corpus, apart=[("000", "002"), ("001", "absent")])
    assert not any({"000", "002"} <= members(group) for group in groups)
    twins = corpus_of(["Refaire le site", "Refaire le site", "Refaire le site"])
    assert members(propose_groups(corpus=twins, apart=[("000", "001")])[0]) in (
        {"000", "002"},
        {"001", "002"},
    )


@given(texts=st.lists(SENTENCES, min_size=2, max_size=14), seed=st.integers(0, 99))
def test_groups_do_not_depend_on_the_order(texts: list[str], seed: int) -> None:
    records = [Text(id=str(number), text=text) for number, text in enumerate(texts)]
    shuffled = random.Random(seed).sample(records, len(records))
    groups = propose_groups(corpus=prepare(texts=records))
    assert propose_groups(corpus=prepare(texts=shuffled)) == groups
    for group in groups:
        assert len(group.members) >= 2
        assert 0.0 <= group.cohesion <= 1.0 + 1e-9
        assert group.label
    grouped = [one for group in groups for one in members(group)]
    assert len(grouped) == len(set(grouped))


def test_one_more_text_leaves_the_other_groups_as_they_are() -> None:
    before = [members(group) for group in propose_groups(corpus=corpus_of(RELAY + OTHERS))]
    after = [
        members(group) for group in propose_groups(corpus=corpus_of([*RELAY, *OTHERS, "Isoler le gymnase"]))
    ]
    assert after == before


@pytest.mark.parametrize("text", ["", "…", "?!", "42"])
def test_texts_without_a_subject_do_no_harm(text: str) -> None:
    assert propose_groups(corpus=corpus_of([text])) == []
    assert propose_groups(corpus=prepare(texts=[])) == []
    assert nearest(text=Text(id="z", text=text), corpus=corpus_of(RELAY)) == []


def test_two_texts_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="same id"):
        prepare(texts=[Text(id="a", text="un"), Text(id="a", text="deux")])


def test_nearest_finds_the_need_already_there_and_says_why() -> None:
    texts = [
        Text(id="a", text=RELAY[1], organisation="A", theme="vie", lon=2.35, lat=48.86),
        Text(id="b", text=OTHERS[0]),
        Text(id="c", text=OTHERS[4]),
    ]
    asked = Text(
        id="z", text="Renouveler nos administrateurs", organisation="A", theme="vie", lon=4.84, lat=45.76
    )
    (found,) = nearest(text=asked, corpus=prepare(texts=texts))
    assert found.id == "a"
    assert (found.same_theme, found.same_organisation) == (True, True)
    assert found.distance_km == pytest.approx(392, abs=2), "Paris to Lyon"
    assert found.shared[0].words == ("administrateurs", "prendre la trésorerie")


def test_nearest_reads_through_typing_mistakes_and_leaves_the_text_itself_out() -> None:
    corpus = corpus_of(RELAY + OTHERS)
    (found,) = nearest(text=Text(id="z", text="NOTRE SITE INTERENT A REFAIRE"), corpus=corpus, top=1)
    assert found.id == "008"
    assert found.similarity <= 1.0
    itself = nearest(text=Text(id="008", text=OTHERS[4]), corpus=corpus)
    assert "008" not in [near.id for near in itself]


def test_an_installation_may_bring_its_own_lexicon() -> None:
    lexicon = load_lexicon('[toit]\nlabel = "toiture"\nterms = ["toit*", "couvreur"]')
    texts = [Text(id="a", text="Réparer la toiture"), Text(id="b", text="Payer le couvreur")]
    assert propose_groups(corpus=prepare(texts=texts)) == []
    (group,) = propose_groups(corpus=prepare(texts=texts, lexicon=lexicon))
    assert group.shared[0].idea == "toiture"
