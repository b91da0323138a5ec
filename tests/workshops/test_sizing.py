"""How many people each group takes: what is wanted is kept, the rest is shared, nobody is lost."""

from hypothesis import given
from hypothesis import strategies as st

from copil.workshops.sizing import sizes, sizes_refusal


def test_what_is_wanted_is_kept_and_the_rest_shared() -> None:
    assert sizes(people=20, groups="abc", wanted={"a": 8}) == {"a": (8, 8), "b": (6, 6), "c": (6, 6)}
    assert sizes(people=11, groups="abc", wanted={}) == dict.fromkeys("abc", (3, 4))


def test_what_no_longer_fits_is_kept_in_proportion() -> None:
    assert sizes(people=13, groups="ab", wanted={"a": 8, "b": 4}) == {"a": (9, 9), "b": (4, 4)}
    assert sizes_refusal(people=12, groups=2, wanted=[8, 4]) == ""
    assert "12 personnes, pour 13" in sizes_refusal(people=13, groups=2, wanted=[8, 4])
    assert "9 personnes, pour 8" in sizes_refusal(people=8, groups=3, wanted=[9])
    assert sizes_refusal(people=13, groups=3, wanted=[8, 4]) == ""


@given(people=st.integers(0, 200), asked=st.tuples(*[st.integers(0, 60)] * 4))
def test_everybody_always_has_a_place(people: int, asked: tuple[int, ...]) -> None:
    wanted = {key: number for key, number in zip("abcd", asked, strict=True) if number}
    found = sizes(people=people, groups="abcdef", wanted=wanted)
    assert sum(least for least, _ in found.values()) <= people <= sum(most for _, most in found.values())
