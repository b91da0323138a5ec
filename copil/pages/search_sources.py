"""Everything that can be found, app by app: to build the index of a workspace again."""

import datetime as dt
from collections.abc import Callable, Iterator

from django.db import transaction

from copil.ballots import search_entries as ballots
from copil.directory import former as directory
from copil.governance import search_entries as governance
from copil.identity.models import Workspace
from copil.initiatives import method_entries
from copil.initiatives import search_entries as initiatives
from copil.library import search_entries as library
from copil.meetings import search_entries as meetings
from copil.needs import search_entries as needs
from copil.search import actions as search
from copil.search.actions import Entry
from copil.surveys import search_entries as surveys
from copil.tasks import search_entries as tasks
from copil.workshops.entries import groups as workshops
from copil.workshops.entries import plans as plan_entries
from copil.workshops.entries import sheets as sheet_entries

Source = Callable[[Workspace], Iterator[Entry]]
SOURCES: tuple[Source, ...] = (
    directory.entries,
    needs.entries,
    initiatives.entries,
    governance.entries,
    tasks.entries,
    ballots.entries,
    surveys.entries,
    meetings.entries,
    workshops.entries,
    sheet_entries.entries,
    plan_entries.entries,
    library.entries,
    method_entries.entries,
)


@transaction.atomic
def rebuild(workspace: Workspace, *, at: dt.datetime) -> int:
    """Empty and write again the index of a workspace; return how many entries it holds."""
    search.clear(workspace=workspace)
    return sum(search.index_many(workspace=workspace, entries=source(workspace), at=at) for source in SOURCES)
