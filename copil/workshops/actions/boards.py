"""Open a board, say how it works, close it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.identity.models import User
from copil.workshops.actions.common import locked
from copil.workshops.actions.on_board import locked_board, touched
from copil.workshops.enums.groups import BoardState, Rank
from copil.workshops.models import Board, Card, CardComment, WorkingGroup

SETTINGS = ("question", "anonymous", "moderated")
_ONE_WAY = "Des cartes ont été écrites sans nom d’auteur : ce tableau le reste."
_QUESTIONS = {
    Rank.PROBLEMS: "Quels problèmes rencontrez-vous ?",
    Rank.IDEAS: "Que pourrions-nous faire pour y répondre ?",
    Rank.ACTIONS: "Quelles idées voulez-vous encore noter ?",
}


def question_of(rank: int) -> str:
    """Return the question that a session begins with."""
    return _QUESTIONS[Rank(rank)].replace(" ?", "\u00a0?")


@transaction.atomic
def open_board(
    *,
    group: WorkingGroup,
    rank: Rank,
    by: User | None,
    at: dt.datetime,
    values: Mapping[str, Any] | None = None,
) -> Board:
    """Open the board of a session, once; it begins with the question of its rank, without names."""
    held = locked(group)
    found: Board | None = Board.objects.current().filter(group=held, rank=rank).with_surroundings().first()
    if found is not None:
        return found
    given = {name: (values or {})[name] for name in SETTINGS if name in (values or {})}
    board: Board = Board.objects.create(
        workspace=held.workspace,
        group=held,
        rank=rank,
        created_at=at,
        **{"question": question_of(rank), **given},
    )
    touched(board, verb="open", by=by, at=at)
    return board


@transaction.atomic
def settle(
    *, board: Board, values: Mapping[str, Any], expected: int, by: User | None, at: dt.datetime
) -> Board:
    """Change how a board works; raise ``Conflict`` when it changed since ``expected``.

    An anonymous board stays so once somebody wrote on it. Made anonymous, it forgets who wrote each card.
    """
    held = locked_board(board.pk, closed=True)
    if held.anonymous and not values["anonymous"] and Card.objects.filter(board=held).exists():
        raise ActionRefused(_ONE_WAY)
    for name in SETTINGS:
        setattr(held, name, values[name])
    save_versioned(held, fields=list(SETTINGS), expected=expected)
    if held.anonymous:
        Card.objects.filter(board=held).update(author=None)
        CardComment.objects.filter(card__board=held).update(author=None)
    touched(held, verb="settle", by=by, at=at)
    return held


@transaction.atomic
def put(*, board: Board, state: BoardState, by: User | None, at: dt.datetime) -> Board:
    """Close a board, or open it again; closed, it is read and no longer written on."""
    held = locked_board(board.pk, closed=True)
    if held.state == state:
        raise ActionRefused(
            "Ce tableau est déjà fermé." if not held.is_open else "Ce tableau est déjà ouvert."
        )
    Board.objects.filter(pk=held.pk).update(state=state, version=held.version + 1)
    held.state = state
    touched(held, verb="close" if state == BoardState.CLOSED else "reopen", by=by, at=at)
    return held
