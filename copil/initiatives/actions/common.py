"""What every verb of an initiative does last: its line in the journal, its place in the index."""

import datetime as dt
from typing import Any

from copil.identity.models import User, Workspace, reference
from copil.initiatives import method_entries
from copil.initiatives.models import Initiative
from copil.initiatives.search_entries import entry_of
from copil.journal import actions as journal
from copil.search import actions as search


def record(
    initiative: Initiative,
    *,
    verb: str,
    by: User | None,
    at: dt.datetime,
    label: str = "",
    changes: dict[str, Any] | None = None,
    workspace: Workspace | None = None,
) -> None:
    """Write the line of an act, in the journal of the workspace that acts (the lead's by default)."""
    journal.record(
        by=by,
        at=at,
        workspace=workspace or initiative.workspace,
        verb=verb,
        obj=reference(initiative),
        label=label or initiative.title,
        changes=changes,
        initiative_id=initiative.pk,
    )


def index(initiative: Initiative, *, at: dt.datetime) -> None:
    """Write the initiative in the index of each of its carriers, and the method it follows."""
    carriers = initiative.carriers.filter(left_on=None).select_related("workspace")
    for carrier in carriers:
        search.index_many(workspace=carrier.workspace, entries=[entry_of(initiative)], at=at)
        method_entries.index(carrier.workspace, initiative.method)
