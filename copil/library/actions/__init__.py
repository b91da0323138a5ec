"""Verbs of the library, one file per family."""

from copil.library.actions.publishing import publish, withdraw
from copil.library.actions.reviews import approve, revise, send_back, submit, take_back
from copil.library.actions.sheets import begin, refresh, save
from copil.library.actions.starting import start_from

__all__ = [
    "approve",
    "begin",
    "publish",
    "refresh",
    "revise",
    "save",
    "send_back",
    "start_from",
    "submit",
    "take_back",
    "withdraw",
]
