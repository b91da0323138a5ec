"""Verbs of governance, one file per family."""

from copil.governance.actions.bodies import set_up

__all__ = ["set_up"]
