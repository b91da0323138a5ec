"""What every verb of a meeting shares: its lock, its place in the index, its line in the journal."""

import datetime as dt
from typing import Any

from copil.identity.models import User, reference
from copil.journal import actions as journal
from copil.meetings.models import Meeting
from copil.meetings.search_entries import entry_of
from copil.search import actions as search


def locked(meeting: Meeting) -> Meeting:
    """Return the meeting as it is stored, held until the end of the transaction."""
    rows = Meeting.objects.select_for_update(of=("self",)).with_surroundings()
    held: Meeting = rows.get(pk=meeting.pk)
    return held


def record(
    meeting: Meeting, *, verb: str, by: User | None, at: dt.datetime, changes: dict[str, Any] | None = None
) -> None:
    """Write the line of an act on a meeting, in the history of its initiative too."""
    journal.record(
        by=by,
        at=at,
        workspace=meeting.workspace,
        verb=verb,
        obj=reference(meeting),
        label=meeting.title,
        changes=changes,
        initiative_id=meeting.initiative_id,
    )


def index(meeting: Meeting, *, at: dt.datetime) -> None:
    """Write a meeting in the index of its workspace."""
    search.index_many(workspace=meeting.workspace, entries=[entry_of(meeting)], at=at)
