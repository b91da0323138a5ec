"""Costs beside comparable ones, and what makes two experiences near: over plain values."""

import dataclasses
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copil.library import costs, nearness
from copil.library.costs import Costed
from copil.library.nearness import Subject, Weights

BANK = Subject(
    id="bank",
    text="Trésorerie tendue et frais bancaires. Les associations négocient peu avec leur banque.",
    themes=frozenset({"gestion financière"}),
    sector="Tous les secteurs",
    type="A",
    kinds=frozenset({"information"}),
    structures=30,
)


def costed(
    name: str, cost: str | None, structures: int | None, days: int | None = 4, type_: str = "A"
) -> Costed:
    return Costed(
        id=name,
        title=name,
        type=type_,
        cost=None if cost is None else Decimal(cost),
        structures=structures,
        days=None if days is None else Decimal(days),
    )


def test_a_cost_stands_among_those_of_the_same_type() -> None:
    others = [costed("b", "7700", 36), costed("c", "9000", 22), costed("d", "15000", 60, type_="B")]
    by_structure, by_day = costs.compare(costed("a", "2500", 30, 3), others)
    assert (by_structure.value, by_day.value) == (Decimal("83.33"), Decimal("833.33"))
    assert (by_structure.low, by_structure.high) == (Decimal("213.89"), Decimal("409.09"))
    assert by_structure.median == Decimal("311.49")
    assert [one.id for one in by_structure.among] == ["b", "c"]
    assert by_structure.place == "moins que toutes les autres"
    assert by_structure.is_comparable
    assert by_structure.is_thin


@pytest.mark.parametrize(
    ("own", "why"),
    [
        (costed("a", None, 30), "le coût"),
        (costed("a", "2500", None), "le nombre de structures"),
        (costed("a", "2500", 0), "le nombre de structures"),
        (costed("a", None, None), "le coût et le nombre de structures"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_invented(own: Costed, why: str) -> None:
    measure = costs.compare(own, [costed("b", "7700", 36)])[0]
    assert (measure.value, measure.why, measure.place) == (None, why, "")
    assert not measure.is_comparable


def test_nothing_of_the_same_type_is_not_comparable() -> None:
    measure = costs.compare(
        costed("a", "2500", 30), [costed("b", "7700", 36, type_="B"), costed("c", None, 3)]
    )[0]
    assert (measure.value, measure.among, measure.median) == (Decimal("83.33"), [], None)


AMOUNTS = st.decimals(min_value=0, max_value=10**7, places=2, allow_nan=False)


@given(st.lists(st.tuples(AMOUNTS, st.integers(1, 500)), min_size=1, max_size=30))
def test_the_median_is_between_the_extremes(known: list[tuple[Decimal, int]]) -> None:
    others = [costed(str(rank), str(cost), number) for rank, (cost, number) in enumerate(known)]
    measure = costs.compare(costed("own", "100", 10), others)[0]
    assert measure.low is not None
    assert measure.median is not None
    assert measure.high is not None
    assert measure.low <= measure.median <= measure.high
    assert len(measure.among) == len(known)


def test_words_said_otherwise_bring_two_experiences_near_and_say_why() -> None:
    other = dataclasses.replace(
        BANK,
        id="other",
        text="À court d’argent : discuter du découvert, des agios et de la trésorerie.",
        themes=frozenset(),
        type="B",
        structures=300,
    )
    strange = Subject(
        id="strange", text="Accueillir les touristes dans les offices.", type="A", structures=31
    )
    found = nearness.nearest(BANK, [BANK, other, strange], top=5)
    assert [one.id for one in found] == ["other"]
    assert found[0].reasons[0].words.startswith("parlent toutes deux de")
    assert "trésorerie" in found[0].reasons[0].words


def test_every_part_of_a_score_is_told() -> None:
    twin = dataclasses.replace(BANK, id="twin", sector="Culture", place="2026-departement-94")
    own = dataclasses.replace(twin, id="own")
    found = nearness.nearest(own, [twin], top=1)[0]
    assert found.score == pytest.approx(sum(reason.points for reason in found.reasons), abs=3)
    assert found.score == pytest.approx(100, abs=1)
    assert len(found.reasons) == 7
    assert sum(dataclasses.astuple(Weights())) == pytest.approx(1)


def test_every_sector_is_no_sector_in_common() -> None:
    empty = Subject(id="a", text="", sector="Tous les secteurs")
    assert (
        nearness.nearest(empty, [dataclasses.replace(empty, id="b", sector="Les associations")], top=3) == []
    )


def test_the_order_of_the_others_changes_nothing_and_many_are_weighed_quickly() -> None:
    words = BANK.text.split()
    others = [
        Subject(id=f"{number:03}", text=" ".join([*words[number % 7 :], f"mot{number}"]), type="A")
        for number in range(400)
    ]
    begun = time.monotonic()
    found = nearness.nearest(BANK, others, top=5)
    assert time.monotonic() - begun < 10
    assert found == nearness.nearest(BANK, others[::-1], top=5)
    assert len(found) == 5
