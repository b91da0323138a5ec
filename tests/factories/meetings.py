"""Meetings, for tests."""

import datetime as dt
from typing import Any

from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative
from copil.meetings import actions
from copil.meetings.models import Meeting

AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
STARTS = dt.datetime(2026, 12, 10, 17, 30, tzinfo=dt.UTC)


def meeting_of(
    workspace: Workspace,
    *,
    initiative: Initiative | None = None,
    by: User | None = None,
    with_agenda: bool = False,
    **values: Any,
) -> Meeting:
    """Return the draft of a meeting, of an initiative or of the workspace."""
    words = {"kind": "steering", "title": "Comité de pilotage", "starts_at": STARTS, "duration": 120}
    return actions.prepare(
        workspace=workspace,
        initiative=initiative,
        values={**words, **values},
        by=by,
        at=AT,
        with_agenda=with_agenda,
    )
