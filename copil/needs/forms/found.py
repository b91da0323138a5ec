"""Ask the index for the objects that hold some words."""

import uuid

from copil.identity.models import Workspace
from copil.search import queries

MOST = 5_000
"""More answers than that are no answer: the words asked for are too common."""


def identifiers(*, workspace: Workspace, words: str, kind: str) -> list[uuid.UUID]:
    """Return the identifiers of the objects of a kind that hold every word (one query)."""
    return queries.identifiers(workspace=workspace, question=words, kind=kind, archived=None, most=MOST)
