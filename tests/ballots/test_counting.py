"""Counts, in words, and counted again by somebody else's program."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copil.ballots import counting, picture
from copil.ballots.enums import Method
from copil.ballots.rules import Choice, Mark, Question, check_paper, check_question, needed
from copil.core.errors import ActionRefused

CHOICES = (Choice("a", "Minibus", 3), Choice("b", "Salle", 3), Choice("c", "Site", 2))
MARKS = (Mark("u", "Utilité", 3), Mark("f", "Faisabilité", 1))


def asked(method: Method, **values: int) -> Question:
    return Question(method, CHOICES, MARKS if method is Method.GRID else (), **values)


def test_dots_in_words_and_by_other_rules() -> None:
    papers = [{"a": 2, "b": 1}] * 3 + [{"c": 3}] * 2 + [{"b": 1, "c": 1}]
    result = counting.count(asked(Method.DOTS, dots=3), papers)
    assert [(line.label, line.rank) for line in result.lines] == [("Site", 1), ("Minibus", 2), ("Salle", 3)]
    assert result.summary == "« Site » reçoit le plus de points."
    assert result.reasons[0] == "« Site » précède « Minibus » de 1\xa0point."
    assert result.depends, "as many voters for the room: another rule puts it first"
    assert result.others[0].first == ("Salle",)
    assert picture.drawn(result).bars[0].segments[0].width == picture.WIDTH


def test_the_majority_judgment_says_where_two_proposals_part() -> None:
    papers = [{"a": 4, "b": 4, "c": 1}, {"a": 4, "b": 3, "c": 6}, {"a": 2, "b": 4, "c": 1}]
    result = counting.count(asked(Method.JUDGMENT), papers)
    assert result.first == ("Minibus",) or result.first == ("Salle",)
    assert "Bien" in result.lines[0].figure
    assert "Salle" in result.reasons[0]
    assert "insuffisant" in result.reasons[1]
    drawn = picture.drawn(result)
    assert drawn.middle == 180
    assert sum(one.width for one in drawn.bars[0].segments) == picture.WIDTH


def test_a_ranking_says_who_wins_each_duel() -> None:
    papers = [{"a": 1, "b": 2, "c": 3}] * 2 + [{"b": 1}]
    result = counting.count(asked(Method.RANKING), papers)
    assert [line.label for line in result.lines] == ["Minibus", "Salle", "Site"]
    assert result.reasons[0] == "« Minibus » est préférée à « Salle » par 2 personnes contre 1."
    assert not result.depends


def test_a_grid_weighs_and_says_how_steady_it_is() -> None:
    papers = [{"a.u": 5, "a.f": 1, "b.u": 3, "b.f": 5, "c.u": 0, "c.f": 0}]
    result = counting.count(asked(Method.GRID), papers)
    assert [line.figure for line in result.lines] == ["4 sur 5", "3,5 sur 5", "0 sur 5"]
    assert "« Utilité » : 5 sur 5 contre 3 sur 5" in result.reasons[0]
    assert "entre 67\xa0% et 100\xa0%" in result.steadiness[0]


def test_under_a_budget_each_voter_pays_for_what_they_want() -> None:
    """The example to be done by hand of the method of equal shares, by its words."""
    choices = tuple(
        Choice(key, key.upper(), cost) for key, cost in zip("abcde", (3, 3, 2, 2, 1), strict=True)
    )
    papers = [{"a": 1, "b": 1}] * 6 + [{"c": 1, "d": 1}] * 3 + [{"e": 1, "d": 1}]
    result = counting.count(Question(Method.BUDGET, choices, budget=6), papers)
    assert {"A", "D"} <= set(result.first)
    assert result.depends
    assert result.others[0].first == ("A", "B")


@pytest.mark.parametrize("method", list(Method))
def test_no_paper_no_failure(method: Method) -> None:
    result = counting.count(asked(method, dots=3, budget=5), [])
    assert len(result.lines) == 3
    assert picture.drawn(result).bars


def recount_dots(papers: list[dict[str, int]]) -> list[str]:
    """Count again, without anything of the application."""
    totals = {key: sum(paper.get(key, 0) for paper in papers) for key in "abc"}
    best = max(totals.values())
    return sorted(key for key in totals if totals[key] == best)


@settings(max_examples=40)
@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(1, 1), min_size=1), min_size=1))
def test_the_order_of_papers_changes_nothing(papers: list[dict[str, int]]) -> None:
    question = asked(Method.DOTS, dots=3)
    result = counting.count(question, papers)
    assert counting.count(question, papers[::-1]) == result
    labels = {choice.key: choice.label for choice in CHOICES}
    assert sorted(result.first) == sorted(labels[key] for key in recount_dots(papers))


def test_papers_that_make_no_sense_are_refused() -> None:
    dots = asked(Method.DOTS, dots=3)
    assert check_paper(dots, {"b": 0, "a": 2}) == {"a": 2}
    refused: tuple[tuple[Question, dict[str, int]], ...] = (
        (dots, {"a": 4}),
        (dots, {"x": 1}),
        (dots, {"a": 2, "b": 2}),
        (dots, {}),
    )
    for question, paper in (*refused, (asked(Method.JUDGMENT), {"a": 1})):
        with pytest.raises(ActionRefused):
            check_paper(question, paper)
    assert check_paper(asked(Method.JUDGMENT), {"a": 0, "b": 1, "c": 0}) == {"a": 0, "b": 1, "c": 0}


def test_votes_on_which_nobody_could_vote_are_refused() -> None:
    for question in (
        Question(Method.APPROVAL, CHOICES[:1]),
        Question(Method.GRID, CHOICES),
        Question(Method.DOTS, CHOICES),
        Question(Method.BUDGET, CHOICES),
        Question(Method.BUDGET, (*CHOICES, Choice("d", "Rien")), budget=5),
    ):
        with pytest.raises(ActionRefused):
            check_question(question)
    assert (needed(voters=7, quorum=50), needed(voters=7, quorum=0)) == (4, 0)
