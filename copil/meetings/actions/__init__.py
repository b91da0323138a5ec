"""Verbs of meetings, one file per family."""

from copil.meetings.actions.meetings import discard, prepare, update

__all__ = ["discard", "prepare", "update"]
