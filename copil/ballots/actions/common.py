"""What every verb of a vote shares: its lock, its place in the index, its line in the journal."""

import datetime as dt
from typing import Any

from copil.ballots.models import Ballot
from copil.ballots.search_entries import entry_of
from copil.core.errors import ActionRefused
from copil.identity.models import User, reference
from copil.journal import actions as journal
from copil.search import actions as search

GONE = "Le vote n’en est plus là. Relisez la page avant de continuer."


def locked(ballot: Ballot) -> Ballot:
    """Return the vote as it is stored, held until the end of the transaction."""
    rows = Ballot.objects.select_for_update(of=("self",)).with_surroundings()
    held: Ballot = rows.get(pk=ballot.pk)
    return held


def locked_draft(ballot: Ballot) -> Ballot:
    """Return a vote still in preparation, held; refuse any other."""
    held = locked(ballot)
    if not held.is_draft:
        raise ActionRefused(
            "Ce vote est ouvert : sa question, ses propositions et sa liste ne changent plus."
        )
    return held


def record(
    ballot: Ballot, *, verb: str, by: User | None, at: dt.datetime, changes: dict[str, Any] | None = None
) -> None:
    """Write a vote in the index, then the line of an act on it, in the history of its initiative too."""
    search.index_many(workspace=ballot.workspace, entries=[entry_of(ballot)], at=at)
    journal.record(
        by=by,
        at=at,
        workspace=ballot.workspace,
        verb=verb,
        obj=reference(ballot),
        label=ballot.title,
        changes=changes,
        initiative_id=ballot.initiative_id,
    )
