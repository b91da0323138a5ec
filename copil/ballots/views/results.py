"""The result of a vote, hidden until it is closed, and its papers to be counted again."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.http import Http404, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_GET

from copil.ballots import counting, picture, recount
from copil.ballots.enums import Method
from copil.ballots.models import Ballot
from copil.ballots.outcome import papers_of, too_few
from copil.ballots.rules import FEWEST, Paper, Question, keys, needed
from copil.ballots.views.common import fetch
from copil.exchange import exports as tables
from copil.identity.http import Request


def turnout(ballot: Ballot) -> dict[str, Any]:
    """Return how many are on the roll, how many voted, and whether the quorum is reached."""
    voters, there = ballot.voters.count(), ballot.voters.filter(voted=True).count()
    wanted = needed(voters=voters, quorum=ballot.quorum)
    return {"voters": voters, "there": there, "wanted": wanted, "reached": there >= wanted}


def shown(ballot: Ballot, *, may_run: bool) -> dict[str, Any]:
    """Return what a page shows of the result: nothing before the end, nothing that would betray a secret."""
    if not may_see(ballot, may_run=may_run):
        return {"result": None}
    papers = papers_of(ballot)
    if too_few(ballot, papers):
        return {"result": None, "too_few": FEWEST}
    result = counting.count(ballot.asked, papers)
    return {"result": result, "drawing": picture.drawn(result), "grades": ballot.method == Method.JUDGMENT}


def may_see(ballot: Ballot, *, may_run: bool) -> bool:
    """Tell whether the result may be seen: once published, or once closed by whoever runs the vote."""
    return ballot.is_published or (ballot.is_over and may_run)


@require_GET
def papers(request: Request, pk: uuid.UUID, file_format: str) -> HttpResponseBase:
    """Give the papers as a table, or the vote whole, once it is over: anybody may count it again."""
    ballot, rights = fetch(request, pk)
    if not may_see(ballot, may_run=rights.may_run):
        raise Http404
    found = papers_of(ballot)
    if too_few(ballot, found):
        raise Http404
    asked = ballot.asked
    if file_format == "json":
        return _whole(recount.whole(ballot, asked, found, counting.count(asked, found)))
    return tables.answer(file_format, "bulletins", header(asked), _rows(asked, found))


def _whole(content: dict[str, Any]) -> JsonResponse:
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="vote-{timezone.localdate().isoformat()}.json"'
    response["Cache-Control"] = "private, no-store"
    return response


def header(asked: Question) -> list[str]:
    """Return the name of each column: the proposals, or each proposal and criterion."""
    if asked.method is Method.GRID:
        return [f"{choice.label} · {mark.label}" for choice in asked.choices for mark in asked.marks]
    return [choice.label for choice in asked.choices]


def _rows(asked: Question, papers: list[Paper]) -> Iterator[list[int | None]]:
    columns = keys(asked)
    for paper in papers:
        yield [paper.get(key) for key in columns]
