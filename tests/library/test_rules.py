"""What may follow what."""

import pytest

from copil.core.errors import ActionRefused
from copil.library.enums import Move, SheetState
from copil.library.rules import MOVES, after_withdrawal, allowed, moved


def test_every_move_is_told() -> None:
    assert set(MOVES) == set(Move)


@pytest.mark.parametrize("move", list(Move))
@pytest.mark.parametrize("state", list(SheetState))
def test_a_move_is_made_or_refused_aloud(state: SheetState, move: Move) -> None:
    if allowed(state=state, move=move):
        assert moved(state=state, move=move) in SheetState
    else:
        with pytest.raises(ActionRefused, match=state.label.lower()):
            moved(state=state, move=move)


def test_nothing_is_published_without_review() -> None:
    """Walk every path from a draft: ``ready`` is only reached from ``in_review``."""
    reaching = {
        before for move, (begins, leads) in MOVES.items() if leads == SheetState.READY for before in begins
    }
    assert reaching == {SheetState.IN_REVIEW}
    assert MOVES[Move.PUBLISH][0] == {SheetState.READY, SheetState.PUBLISHED}


def test_withdrawing_opens_the_text_again() -> None:
    assert after_withdrawal("published") == SheetState.DRAFT
    assert after_withdrawal("in_review") == SheetState.IN_REVIEW
