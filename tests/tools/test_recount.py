"""The stand-alone count agrees with the product's on random papers, and says so when a paper was altered."""

import ast
import json
import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from copil.ballots import counting
from copil.ballots.enums import Method
from copil.ballots.models import Ballot
from copil.ballots.recount import whole
from copil.ballots.rules import Choice, Mark, Paper, Question, check_paper, highest, keys
from tools import recount

ROUNDS = 8
CHOICES = tuple(Choice(f"c{number}", f"Projet {number}", 900 + 700 * number % 2500) for number in range(5))
MARKS = (Mark("u", "Utilité", 3), Mark("f", "Faisabilité", 2))


def drawn(question: Question, chance: random.Random) -> dict[str, int]:
    """Draw a paper that the product takes."""
    most = highest(question)
    if question.method is Method.DOTS:
        given = chance.choices(keys(question), k=question.dots)
        return check_paper(question, {key: given.count(key) for key in keys(question)})
    full = question.method in (Method.GRID, Method.JUDGMENT)
    paper = {key: chance.randint(0, most) for key in keys(question)}
    return check_paper(question, paper if full or any(paper.values()) else {keys(question)[0]: 1})


def written(question: Question, papers: list[Paper], file: Path) -> dict[str, object]:
    """Write the file that the page of a vote gives."""
    ballot = Ballot(title="Par où commencer", method=question.method)
    vote = whole(ballot, question, papers, counting.count(question, papers))
    file.write_text(json.dumps(vote), encoding="utf-8")
    return vote


@pytest.mark.parametrize("method", list(Method))
def test_the_other_count_agrees_then_sees_an_altered_paper(
    method: Method, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance, file = random.Random(f"{method}"), tmp_path / "vote.json"
    marks = MARKS if method is Method.GRID else ()
    for size in range(3, 3 + ROUNDS):
        question = Question(method, CHOICES, marks, dots=5, budget=4000)
        papers: list[Paper] = [drawn(question, chance) for _ in range(size)]
        vote = written(question, papers, file)
        assert recount.main([str(file)]) == 0, capsys.readouterr().out
        altered = next(one for one in vote["papers"] if any(one))  # type: ignore[attr-defined]  # a list of lists
        place = next(number for number, figure in enumerate(altered) if figure)
        altered[place] = altered[place] - 1 or None if method is not Method.GRID else altered[place] - 1
        if method is Method.RANKING:
            altered[:] = list(reversed(range(1, 6))) if altered != [5, 4, 3, 2, 1] else [1, 2, 3, 4, 5]
        file.write_text(json.dumps(vote), encoding="utf-8")
        assert recount.main([str(file)]) == 1
        assert "Différence" in capsys.readouterr().out


def _no_first(vote: dict[str, object]) -> None:
    vote["format"] = "autre"


def _no_papers(vote: dict[str, object]) -> None:
    del vote["papers"]


@pytest.mark.parametrize("damage", [_no_first, _no_papers])
def test_what_is_not_a_vote_is_said_unreadable(
    damage: Callable[[dict[str, object]], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "vote.json"
    vote = written(Question(Method.APPROVAL, CHOICES), [{"c1": 1}] * 3, file)
    damage(vote)
    file.write_text(json.dumps(vote), encoding="utf-8")
    assert recount.main([str(file)]) == 2
    assert "illisible" in capsys.readouterr().err
    assert recount.main([]) == 2


def test_it_needs_nothing_of_the_product() -> None:
    tree = ast.parse(Path(recount.__file__).read_text(encoding="utf-8"))
    asked = {one.module for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)}
    asked |= {name.name for one in ast.walk(tree) if isinstance(one, ast.Import) for name in one.names}
    assert {str(one).split(".")[0] for one in asked} <= sys.stdlib_module_names
