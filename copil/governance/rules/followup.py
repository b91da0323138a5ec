"""How an administrative piece moves, and when somebody is reminded of it."""

import datetime as dt

from copil.core.errors import ActionRefused
from copil.governance.enums.followup import PieceState

OPEN = frozenset({PieceState.TO_DO, PieceState.SENT, PieceState.AGREED})
AHEAD = dt.timedelta(days=3)
SAME_PACE = dt.timedelta(days=30)
"""How long the administrative track may stand still while the technical one moves."""

_MOVES = {
    PieceState.TO_DO: (PieceState.SENT, PieceState.AGREED, PieceState.DONE, PieceState.DROPPED),
    PieceState.SENT: (PieceState.AGREED, PieceState.DONE, PieceState.TO_DO, PieceState.DROPPED),
    PieceState.AGREED: (PieceState.DONE, PieceState.SENT, PieceState.DROPPED),
    PieceState.DONE: (PieceState.AGREED,),
    PieceState.DROPPED: (PieceState.TO_DO,),
}


def moves_from(state: PieceState) -> tuple[PieceState, ...]:
    """Return where a piece may go, the usual next state first."""
    return _MOVES[state]


def refuse_move(*, state: PieceState, to: PieceState) -> None:
    """Raise ``ActionRefused`` when a piece may not go from one state to the other."""
    if to not in _MOVES[state]:
        raise ActionRefused(
            f"Une pièce « {state.label.lower()} » ne passe pas à « {to.label.lower()} » : rouvrez-la d’abord."
        )


def is_late(*, state: PieceState, due_on: dt.date | None, today: dt.date) -> bool:
    """Tell whether a piece should have been settled."""
    return state in OPEN and due_on is not None and due_on < today


def reminders(due_on: dt.date) -> tuple[tuple[str, dt.date], tuple[str, dt.date]]:
    """Return the two days somebody is reminded: a little before, and once it is late."""
    return (("soon", due_on - AHEAD), ("late", due_on + dt.timedelta(days=1)))


def same_pace(*, administrative: dt.datetime | None, technical: dt.datetime | None) -> bool:
    """Tell whether the administrative track moved as lately as the technical one, within a month."""
    if administrative is None:
        return False
    return technical is None or administrative >= technical - SAME_PACE
