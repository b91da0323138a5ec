"""Groups of people: the best for few, rules never broken, the same answer again, reasons that count."""

from collections.abc import Mapping
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copil.algorithms.groups.costs import costs_of, figures
from copil.algorithms.groups.distance import difference, signed_distances
from copil.algorithms.groups.explain import alternatives, cost_of, measure
from copil.algorithms.groups.form import form_groups, share_out
from copil.algorithms.groups.lanes import Lanes
from copil.algorithms.groups.model import (
    Criterion,
    Direction,
    Group,
    Impossible,
    Person,
    Problem,
    Scale,
    sizes_of,
)
from copil.algorithms.groups.search import annealed

TYPE = Criterion("type", weight=2)
HOME = Criterion("home")


def room(*, people: int = 12, groups: int = 3, **rules: object) -> Problem:
    """People of three types and four homes, in groups of nearly the same size."""
    return Problem(
        people=[
            Person(f"p{i:02}", {"type": "abc"[i % 3], "home": "nsew"[i * 7 % 4]}, frozenset({"abc"[i % 3]}))
            for i in range(people)
        ],
        groups=[Group(f"g{k}", *sizes) for k, sizes in enumerate(sizes_of(people=people, groups=groups))],
        criteria=[TYPE, HOME],
        **rules,  # type: ignore[arg-type]  # the rules of a problem, named
    )


def by_hand(problem: Problem) -> float:
    """Try every allocation of few people into groups of fixed sizes."""
    places = [group.key for group in problem.groups for _ in range(group.most)]
    keys = [one.key for one in problem.people]
    ways = [dict(zip(keys, way, strict=True)) for way in set(permutations(places))]
    return min(cost_of(problem=problem, places=way) for way in ways)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Six people in two or three groups, with rules that may hold."""
    keys = [f"p{i}" for i in range(6)]
    names = ["g0", "g1", "g2"][: draw(st.sampled_from([2, 3]))]
    people = [
        Person(
            key,
            {
                "type": draw(st.sampled_from(["a", "b", None])),
                "age": draw(st.sampled_from([20.0, 35.0, None])),
            },
            frozenset(draw(st.sets(st.sampled_from("ab")))),
            tuple(draw(st.lists(st.sampled_from(names), unique=True, max_size=2))),
        )
        for key in keys
    ]
    needs = {"a": draw(st.integers(0, 2))}
    size = 6 // len(names)
    return Problem(
        people=people,
        groups=[Group(name, size, size, needs) for name in names],
        criteria=[TYPE, Criterion("age", direction=Direction.GATHER, scale=Scale.NUMBER)],
        apart=[("p0", "p1")] if draw(st.booleans()) else [],
    )


@settings(max_examples=12)
@given(problems())
def test_few_people_are_in_the_best_groups_there_are(problem: Problem) -> None:
    found = form_groups(problem=problem, seed=1)
    assert found.proven
    assert found.cost == pytest.approx(by_hand(problem))
    assert found.cost == pytest.approx(cost_of(problem=problem, places=found.places))


@settings(max_examples=8)
@given(st.integers(19, 30), st.integers(2, 5), st.integers(0, 9))
def test_many_people_keep_every_rule(number: int, groups: int, seed: int) -> None:
    rules: Mapping[str, object] = {
        "together": [("p00", "p05")],
        "apart": [("p01", "p04")],
        "fixed": {"p02": "g1", "p05": "g0"},
    }
    problem = room(people=number, groups=groups, **rules)
    found = form_groups(problem=problem, seed=seed, effort=4_000)
    told = measure(problem=problem, places=found.places)
    assert not told.out_of_size
    assert not told.close
    assert found.places["p00"] == found.places["p05"] == "g0"
    assert found.places["p02"] == "g1"
    assert found == form_groups(problem=problem, seed=seed, effort=4_000)
    assert found.cost == pytest.approx(cost_of(problem=problem, places=found.places))


def test_the_search_finds_what_is_proven() -> None:
    costs = costs_of(room(together=[("p00", "p03")]))
    best, proven = share_out(costs=costs, seed=1)
    assert proven
    assert costs.total(annealed(costs=costs, seed=3, effort=20_000)) == pytest.approx(costs.total(best))


def test_each_group_has_who_it_needs_when_there_are_enough() -> None:
    people = [Person(f"p{i:02}", {"type": "a"}, frozenset("b" if i < 3 else "a")) for i in range(24)]
    groups = [Group(f"g{k}", 7, 9, {"b": 1}) for k in range(3)]
    enough = Problem(people, groups, criteria=[Criterion("type", direction=Direction.GATHER)])
    found = form_groups(problem=enough, seed=2, effort=15_000)
    assert measure(problem=enough, places=found.places).missing == {}
    short = Problem(people[1:], groups, criteria=[TYPE])
    found = form_groups(problem=short, seed=2, effort=15_000)
    assert sum(measure(problem=short, places=found.places).missing.values()) == 1


def test_wishes_are_met_when_nothing_is_against() -> None:
    wishing = [Person(f"p{i}", {}, wishes=(f"g{i % 3}",)) for i in range(9)]
    problem = Problem(wishing, [Group(f"g{k}", 3, 3) for k in range(3)], criteria=[TYPE])
    found = form_groups(problem=problem, seed=1)
    assert measure(problem=problem, places=found.places).wishes == {0: 9}


def test_why_not_another_group_is_counted_in_people() -> None:
    problem = room(people=15, fixed={"p01": "g2"})
    found = form_groups(problem=problem, seed=1, effort=4_000)
    before = measure(problem=problem, places=found.places)
    ways = alternatives(problem=problem, places=found.places, who="p00")
    assert [one.group for one in ways] != []
    for way in ways:
        assert way.group != found.places["p00"]
        assert way.cost >= -1e-9
        assert way.after.sizes == before.sizes
        assert "p01" not in way.against
    assert alternatives(problem=problem, places=found.places, who="p01") == ()


def test_what_cannot_be_says_why() -> None:
    for rules, reason in (
        ({"together": [("p00", "p01")], "apart": [("p00", "p01")]}, "together_and_apart"),
        ({"together": [("p00", f"p{i:02}") for i in range(1, 7)]}, "too_many_together"),
        ({"together": [("p00", "p01")], "fixed": {"p00": "g0", "p01": "g1"}}, "together_fixed_apart"),
        ({"fixed": {f"p{i:02}": "g0" for i in range(6)}}, "sizes"),
    ):
        with pytest.raises(Impossible) as caught:
            form_groups(problem=room(people=15, groups=3, **rules), seed=1)
        assert caught.value.reason == reason
    with pytest.raises(Impossible, match="sizes"):
        form_groups(problem=Problem([Person("a")], [Group("g", 2, 3)]), seed=1)


def test_each_scale_goes_from_alike_to_apart() -> None:
    assert difference(one="a", other="b", scale=Scale.SAME) == 1
    assert difference(one=10.0, other=20.0, scale=Scale.NUMBER, span=40) == 0.25
    assert difference(one=frozenset("ab"), other=frozenset("bc"), scale=Scale.SETS) == pytest.approx(2 / 3)
    assert difference(one=None, other="b", scale=Scale.SAME) is None
    places = [
        Person(key, {"at": at}) for key, at in (("a", (46.0, 1.0)), ("b", (47.0, 1.0)), ("c", (46.0, 1.0)))
    ]
    near = Criterion("at", scale=Scale.PLACE, direction=Direction.GATHER)
    matrix = signed_distances(people=places, criteria=[near])
    assert matrix[0][1] == pytest.approx(1)
    assert matrix[0][2] == 0


def test_published_distances_give_the_largest_sum_by_hand() -> None:
    """Six points on a line, in pairs: 0-3, 1-4, 2-5 or another way of the same sum, 9."""
    matrix = [[-abs(i - j) * 1.0 for j in range(6)] for i in range(6)]
    costs = figures(matrix=matrix, groups=[Group(str(k), 2, 2) for k in range(3)])
    at, proven = share_out(costs=costs, seed=1)
    assert proven
    assert costs.total(at) == -9


@given(st.lists(st.tuples(*[st.integers(-1000, 1000)] * 2), min_size=1, max_size=9), st.integers(-3, 3))
def test_lanes_add_side_by_side(pairs: list[tuple[int, int]], times: int) -> None:
    lanes = Lanes(len(pairs), 4000)
    ones, others = zip(*pairs, strict=True)
    added = lanes.tops + lanes.packed(ones) + times * lanes.packed(others)
    for lane, (one, other) in enumerate(pairs):
        held = added >> lanes.width * lane & lanes.low
        assert held - lanes.top == one + times * other
        assert bool(held & lanes.top) == (one + times * other >= 0)
