"""Moves of an experience sheet, over plain values: the one place that says what may follow what."""

from copil.core.errors import ActionRefused
from copil.library.enums import Move, SheetState

MOVES: dict[Move, tuple[frozenset[SheetState], SheetState | None]] = {
    Move.EDIT: (frozenset({SheetState.DRAFT, SheetState.RETURNED}), None),
    Move.SUBMIT: (frozenset({SheetState.DRAFT, SheetState.RETURNED}), SheetState.IN_REVIEW),
    Move.TAKE_BACK: (frozenset({SheetState.IN_REVIEW}), SheetState.DRAFT),
    Move.RETURN: (frozenset({SheetState.IN_REVIEW}), SheetState.RETURNED),
    Move.APPROVE: (frozenset({SheetState.IN_REVIEW}), SheetState.READY),
    # Publishing what is already published changes who reads it.
    Move.PUBLISH: (frozenset({SheetState.READY, SheetState.PUBLISHED}), SheetState.PUBLISHED),
    Move.REVISE: (frozenset({SheetState.READY, SheetState.PUBLISHED}), SheetState.DRAFT),
}


def allowed(*, state: str, move: Move) -> bool:
    """Tell whether a sheet in a state may move so."""
    return SheetState(state) in MOVES[move][0]


def moved(*, state: str, move: Move) -> SheetState:
    """Return the state a move leads to; raise ``ActionRefused`` when it may not be made from there."""
    before = SheetState(state)
    begins, leads = MOVES[move]
    if before not in begins:
        raise ActionRefused(f"On ne peut pas {move.label} cette fiche : elle est « {before.label.lower()} ».")
    return leads or before


def after_withdrawal(state: str) -> SheetState:
    """Return the state of the text once its edition is withdrawn: to be worked on again, nothing lost."""
    before = SheetState(state)
    return SheetState.DRAFT if before is SheetState.PUBLISHED else before
