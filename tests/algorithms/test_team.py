"""Back-ups: never worse than trying everything."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from copil.algorithms.team.backups import Role, smallest_cover

PEOPLE = "abcd"


@st.composite
def teams(draw: st.DrawFn) -> tuple[list[Role], dict[str, int]]:
    """Up to five roles and four people, with loads, room and costs."""
    roles = [
        Role(
            f"r{number}",
            draw(st.integers(0, 5)),
            draw(st.dictionaries(st.sampled_from(PEOPLE), st.integers(0, 3), max_size=4)),
        )
        for number in range(draw(st.integers(0, 5)))
    ]
    return roles, draw(st.dictionaries(st.sampled_from(PEOPLE), st.integers(0, 9), max_size=4))


def by_hand(roles: list[Role], room: dict[str, int]) -> tuple[int, int]:
    """Try every choice."""
    best = (len(roles), 0)
    for choice in product(*[[None, *role.able] for role in roles]):
        taken = dict.fromkeys(room, 0)
        pairs = [(role, who) for role, who in zip(roles, choice, strict=True) if who is not None]
        for role, who in pairs:
            taken[who] = taken.get(who, 0) + role.load
        fits = all(load <= room.get(who, -1) for who, load in taken.items())
        known = all(who in room or role.load == 0 for role, who in pairs)
        if fits and known and all(who in room for _, who in pairs):
            best = min(best, (len(roles) - len(pairs), len({who for _, who in pairs})))
    return best


@given(teams())
def test_the_answer_is_the_best_there_is(team: tuple[list[Role], dict[str, int]]) -> None:
    roles, room = team
    named = [
        Role(one.key, one.load, {who: cost for who, cost in one.able.items() if who in room}) for one in roles
    ]
    found = smallest_cover(roles=named, room=room)
    assert (len(found.left), len(found.people)) == by_hand(named, room)
    loads = {role.key: role.load for role in roles}
    for who in found.people:
        assert sum(loads[key] for key, one in found.chosen.items() if one == who) <= room[who]
    assert sorted([*found.chosen, *found.left]) == sorted(loads)
    assert found == smallest_cover(roles=list(reversed(named)), room=room)


def test_one_person_who_can_do_all_is_better_than_two_specialists() -> None:
    roles = [Role("logistique", 2, {"anne": 0, "carl": 1}), Role("presse", 2, {"bea": 0, "carl": 1})]
    assert smallest_cover(roles=roles, room={"anne": 5, "bea": 5, "carl": 5}).people == ("carl",)
    assert smallest_cover(roles=roles, room={"anne": 5, "bea": 5, "carl": 3}).people == ("anne", "bea")
    assert smallest_cover(roles=roles, room={"anne": 5, "bea": 1, "carl": 1}).left == ("presse",)


def test_a_large_team_is_answered_at_once() -> None:
    people = [f"p{number:02}" for number in range(30)]
    roles = [
        Role(
            f"r{one:02}",
            1 + one % 3,
            {who: (index * one) % 4 for index, who in enumerate(people) if (index + one) % 3},
        )
        for one in range(12)
    ]
    found = smallest_cover(roles=roles, room=dict.fromkeys(people, 5))
    assert found.left == ()
    assert found.explored < 200_000
