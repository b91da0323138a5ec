"""What the tests of boards begin with: a group, its boards, cards on them."""

import datetime as dt
from typing import Any

from copil.identity.models import User, Workspace
from copil.workshops import actions
from copil.workshops.actions import boards, cards
from copil.workshops.actions.cards import Written
from copil.workshops.enums.groups import CardKind, Rank
from copil.workshops.models import Board, Card, WorkingGroup
from tests.factories.initiatives import InitiativeFactory

AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


def group_of(workspace: Workspace, theme: str = "Se déplacer") -> WorkingGroup:
    """Form a group in an initiative of its own."""
    initiative = InitiativeFactory.create(workspace=workspace)
    return actions.create(workspace=workspace, initiative=initiative, values={"theme": theme}, by=None, at=AT)


def board_of(group: WorkingGroup, rank: Rank = Rank.PROBLEMS, **values: Any) -> Board:
    """Open the board of a session."""
    return boards.open_board(group=group, rank=rank, values=values, by=None, at=AT)


def problem(board: Board, text: str, *, by: User | None = None, **more: Any) -> Card:
    """Write a problem on a board."""
    written = Written(kind=CardKind.PROBLEM, text=text, **more)
    return cards.add_card(board=board, written=written, by=by, at=AT)


def idea(board: Board, text: str, *problems: Card, by: User | None = None, **more: Any) -> Card:
    """Write an idea on a board, tied to problems."""
    written = Written(kind=CardKind.IDEA, text=text, problems=problems, **more)
    return cards.add_card(board=board, written=written, by=by, at=AT)
