"""Which journals moved during a piece of work: a request, a job."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_watched: ContextVar[set[uuid.UUID] | None] = ContextVar("watched", default=None)


@contextmanager
def watched() -> Iterator[set[uuid.UUID]]:
    """Give the set where the workspaces whose journal takes a line in the block are put.

    A line of a transaction that was undone counts too: whoever reads the set looks at the journals again.
    """
    moved: set[uuid.UUID] = set()
    token = _watched.set(moved)
    try:
        yield moved
    finally:
        _watched.reset(token)


def note(workspace_id: uuid.UUID) -> None:
    """Say that the journal of a workspace took a line."""
    moved = _watched.get()
    if moved is not None:
        moved.add(workspace_id)
