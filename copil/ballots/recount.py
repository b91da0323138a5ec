"""A vote whole, as values that a file holds: what was asked, the papers, the result; enough to count again.

The file names nobody, and holds no key of the database: proposals are told by their place, from 1. Papers
stand in the order in which they are kept, which says nothing of the order in which they came.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from copil.ballots.counting import Line, Result
from copil.ballots.enums import Grade
from copil.ballots.models import Ballot
from copil.ballots.rules import BEST_NOTE, Paper, Question, keys

FORMAT = "copil-vote/1"


def whole(ballot: Ballot, asked: Question, papers: Sequence[Paper], result: Result) -> dict[str, Any]:
    """Return a vote as ``tools/recount.py`` reads it; a change of shape changes ``FORMAT``."""
    columns = keys(asked)
    return {
        "format": FORMAT,
        "title": ballot.title,
        "question": ballot.question,
        "method": asked.method.value,
        "method_name": asked.method.label,
        "secret": ballot.secret,
        "dots": asked.dots,
        "budget": asked.budget,
        "best_note": BEST_NOTE,
        "grades": list(Grade.labels),
        "proposals": [{"label": choice.label, "cost": choice.cost} for choice in asked.choices],
        "criteria": [{"label": mark.label, "weight": mark.weight} for mark in asked.marks],
        "papers": [[paper.get(key) for key in columns] for paper in papers],
        "result": _told(asked, result),
    }


def _told(asked: Question, result: Result) -> dict[str, Any]:
    place = {choice.key: number for number, choice in enumerate(asked.choices, start=1)}
    return {
        "summary": result.summary,
        "papers": result.papers,
        "lines": [_line(line, place[line.key]) for line in result.lines],
        "others": [{"rule": other.name, "first": list(other.first)} for other in result.others],
    }


def _line(line: Line, number: int) -> dict[str, Any]:
    return {
        "proposal": number,
        "rank": line.rank,
        "chosen": line.chosen,
        "counted": [str(one) if isinstance(one, Fraction) else one for one in line.counted],
        "figure": line.figure,
    }
