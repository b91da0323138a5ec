"""The verbs of votes."""

from copil.ballots.actions.life import move
from copil.ballots.actions.preparing import Asked, discard, enrol, prepare, strike, update
from copil.ballots.actions.voting import vote

__all__ = ["Asked", "discard", "enrol", "move", "prepare", "strike", "update", "vote"]
