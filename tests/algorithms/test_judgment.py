"""Majority judgment against what was published, and against its definition."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copil.algorithms.voting.judgment import Missing, Tally, judge, median, usual_judgment

# Assertions of the MieuxVoter association (majority-judgment-library-java, assertions.json of its tests).
PUBLISHED: list[tuple[Missing, int, int | None, list[Tally], list[int]]] = [
    (Missing.REFUSED, 0, None, [[1, 1, 1], [1, 0, 2], [3, 0, 0], [2, 0, 1], [0, 3, 0]], [3, 1, 5, 4, 2]),
    (
        Missing.REFUSED,
        0,
        None,
        [
            [11142, 6970, 4040, 1968, 9888, 2992],
            [10141, 8971, 4043, 1965, 8884, 2996],
            [14141, 8971, 1043, 1965, 7884, 2996],
        ],
        [1, 2, 3],
    ),
    (
        Missing.GRADE,
        0,
        72327456,
        [
            [5272679, 19797001, 10732688, 9612936, 1379840, 16886281, 8646031],
            [16354546, 11690342, 9451800, 14245973, 817593, 12461162, 7306040],
            [9849171, 17970690, 14276861, 4606692, 16404594, 6760147, 2459301],
            [2645563, 12907474, 1278331, 22843261, 8025412, 8964952, 15662463],
            [16293252, 12277630, 38348, 14929905, 11087753, 10634266, 7066302],
        ],
        [3, 4, 5, 1, 2],
    ),
    (
        Missing.GRADE,
        0,
        10,
        [[2, 2, 2, 2, 2], [1, 2, 2, 2, 2], [0, 0, 4, 0, 0], [0, 0, 0, 0, 2], [0, 0, 0, 1, 1]],
        [1, 1, 3, 4, 5],
    ),
    (
        Missing.GRADE,
        2,
        10,
        [[2, 2, 2, 2, 2], [2, 2, 1, 2, 2], [0, 0, 4, 0, 0], [0, 0, 0, 0, 2], [0, 0, 0, 1, 1]],
        [4, 4, 3, 1, 2],
    ),
    (
        Missing.MEDIAN,
        0,
        10,
        [[2, 2, 2, 2, 2], [2, 2, 1, 2, 2], [0, 0, 4, 0, 0], [0, 0, 0, 0, 2], [0, 0, 0, 1, 1]],
        [4, 4, 3, 1, 2],
    ),
    (
        Missing.SCALED,
        0,
        10,
        [[2, 2, 2, 2, 2], [1, 1, 1, 1, 1], [0, 0, 5, 0, 0], [0, 2, 0, 2, 0], [1, 0, 0, 1, 1]],
        [3, 3, 2, 5, 1],
    ),
    (
        Missing.SCALED,
        0,
        None,
        [
            [2161002082] * 5,
            [1080501041] * 5,
            [0, 0, 1000092263, 0, 0],
            [0, 1050092837, 0, 1050092837, 0],
            [980091907, 0, 0, 980091907, 980091907],
        ],
        [3, 3, 2, 5, 1],
    ),
    (
        Missing.GRADE,
        0,
        21,
        [[1, 1, 4, 3, 7, 4, 1], [0, 2, 4, 3, 7, 4, 1], [1, 1, 4, 3, 7, 4, 1], [1, 0, 4, 3, 7, 4, 1]],
        [2, 1, 2, 4],
    ),
]

# Balinski and Laraki, 2016, p. 14: the first round of 2012 as 737 voters of OpinionWay judged it; shares in
# ten-thousandths, from "à rejeter" to "excellent", in the order published.
PRESIDENTIAL = {
    "Hollande": (1424, 1425, 1479, 1167, 1642, 1615, 1248),
    "Bayrou": (869, 1194, 2008, 2524, 2171, 977, 258),
    "Sarkozy": (3175, 787, 1113, 1099, 1628, 1235, 963),
    "Mélenchon": (2537, 1506, 1710, 1465, 1290, 950, 543),
    "Dupont-Aignan": (3392, 2551, 2022, 1126, 597, 258, 54),
    "Joly": (3853, 2469, 1465, 1180, 651, 299, 81),
    "Poutou": (4573, 2809, 1248, 773, 448, 136, 14),
    "Le Pen": (4763, 624, 1398, 936, 950, 733, 597),
    "Arthaud": (4993, 2524, 1316, 651, 380, 136, 0),
    "Cheminade": (5197, 2687, 1167, 583, 244, 81, 41),
}


@pytest.mark.parametrize(("missing", "grade", "voters", "tallies", "ranks"), PUBLISHED)
def test_published_tables(
    missing: Missing, grade: int, voters: int | None, tallies: list[Tally], ranks: list[int]
) -> None:
    judged = judge(
        tallies={str(n): tally for n, tally in enumerate(tallies)},
        missing=missing,
        grade=grade,
        voters=voters,
    )
    assert judged.places.ranks == {str(number): rank for number, rank in enumerate(ranks)}


def test_the_seventeen_proposals_of_eighteen_voters() -> None:
    """From the same association's tests: no tie, every rank told."""
    tallies = [
        *([0, 2, 0, 7, 5, 4], [1, 1, 1, 7, 4, 4], [2, 4, 2, 1, 5, 4], [1, 2, 4, 6, 2, 3], [1, 2, 5, 4, 3, 3]),
        *([1, 4, 3, 2, 5, 3], [1, 1, 2, 4, 4, 6], [1, 3, 1, 4, 3, 6], [1, 2, 2, 6, 3, 4], [2, 2, 1, 5, 2, 6]),
        *([0, 0, 0, 0, 1, 17], [1, 0, 2, 3, 7, 5], [0, 2, 1, 1, 4, 10], [1, 1, 3, 1, 5, 7]),
        *([1, 1, 0, 1, 11, 4], [1, 2, 3, 6, 5, 1], [1, 0, 2, 0, 3, 12]),
    ]
    judged = judge(tallies={str(number): tally for number, tally in enumerate(tallies)})
    expected = "10 16 12 13 14 11 6 7 0 2 9 1 8 15 3 5 4"
    assert " ".join(judged.places.order) == expected


def test_the_presidential_election_of_2012() -> None:
    judged = judge(tallies=PRESIDENTIAL, missing=Missing.SCALED)
    assert judged.places.order == tuple(PRESIDENTIAL)
    grades = {option: one.grade for option, one in judged.judged.items()}
    assert [grades[name] for name in PRESIDENTIAL] == [3, 3, 2, 2, 1, 1, 1, 1, 1, 0]
    part = judged.judged["Hollande"]
    assert part.above / part.voters == pytest.approx(0.4505)
    assert part.below / part.voters == pytest.approx(0.4328)


def majority_value(tally: Tally) -> list[int]:
    """Take the median votes away one by one: the definition of the book."""
    votes = [grade for grade, count in enumerate(tally) for _ in range(count)]
    taken = []
    while votes:
        taken.append(votes.pop((len(votes) - 1) // 2))
    return taken


def test_the_values_of_the_book() -> None:
    """Balinski and Laraki, "Majority Judgment", 2010: they part at the third grade taken away."""
    tallies = {"one": [0] * 12, "other": [0] * 12}
    for grade in (7, 11, 9, 9, 11):
        tallies["one"][grade] += 1
    for grade in (8, 11, 9, 9, 10):
        tallies["other"][grade] += 1
    assert majority_value(tallies["one"]) == [9, 9, 11, 7, 11]
    assert majority_value(tallies["other"]) == [9, 9, 10, 8, 11]
    judged = judge(tallies=tallies)
    assert judged.places.order == ("one", "other")
    assert judged.first_difference("one", "other") is not None
    assert judged.first_difference("one", "one") is None


@settings(max_examples=150)
@given(st.data())
def test_never_another_order_than_the_definition(data: st.DataObject) -> None:
    grades, voters = data.draw(st.integers(2, 6)), data.draw(st.integers(1, 9))
    ballots = st.lists(st.integers(0, grades - 1), min_size=voters, max_size=voters)
    tallies = {}
    for name in "ab":
        ballot = data.draw(ballots)
        tallies[name] = [ballot.count(grade) for grade in range(grades)]
    ranks = judge(tallies=tallies).places.ranks
    one, other = majority_value(tallies["a"]), majority_value(tallies["b"])
    assert (ranks["a"] < ranks["b"], ranks["a"] == ranks["b"]) == (one > other, one == other)


def test_millions_of_votes_take_no_longer() -> None:
    """Trap: taking medians away one by one takes as long as there are voters."""
    assert judge(tallies={"a": [10**12, 10**12, 1], "b": [10**12, 1, 10**12]}).places.order == ("b", "a")


def test_missing_grades_are_never_ignored_silently() -> None:
    with pytest.raises(ValueError, match="2 grades for 3 voters"):
        judge(tallies={"a": [1, 2], "b": [1, 1]})
    assert median([2, 2]) == 0, "the lower one"


def test_the_usual_judgment_parts_ties_more_smoothly() -> None:
    """Fabre, 2021: the two ways part here, so that the check is worth making."""
    tallies = {"a": [45, 10, 45], "b": [1, 98, 1], "c": [0, 51, 49]}
    assert usual_judgment(tallies=tallies).order[0] == "c"
    order = usual_judgment(tallies=PRESIDENTIAL).order
    assert order[:6] == tuple(PRESIDENTIAL)[:6]
    assert order.index("Le Pen") < order.index("Poutou"), "nearly as many above as below: -.24 against -.70"
