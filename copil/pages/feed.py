"""What changed: the journal, in sentences with links."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from copil.accounts import verbs as accounts
from copil.api import verbs as api
from copil.ballots import verbs as ballots
from copil.directory import verbs as directory
from copil.documents import verbs as documents
from copil.governance import verbs as governance
from copil.identity.models import Workspace
from copil.initiatives import verbs as initiatives
from copil.journal import sentences
from copil.journal.models import JournalEntry
from copil.journal.sentences import Verbs
from copil.library import verbs as library
from copil.meetings import verbs as meetings
from copil.needs import verbs as needs
from copil.notifications import verbs as notifications
from copil.pages import links
from copil.pages import verbs as pages
from copil.search import verbs as search
from copil.surveys import verbs as surveys
from copil.tasks import verbs as tasks
from copil.territories import verbs as territories
from copil.workshops import verbs as workshops

VERBS: Verbs = {
    **accounts.VERBS,
    **api.VERBS,
    **documents.VERBS,
    **territories.VERBS,
    **directory.VERBS,
    **needs.VERBS,
    **initiatives.VERBS,
    **governance.VERBS,
    **meetings.VERBS,
    **tasks.VERBS,
    **ballots.VERBS,
    **workshops.VERBS,
    **surveys.VERBS,
    **library.VERBS,
    **pages.VERBS,
    **notifications.VERBS,
    **search.VERBS,
}


@dataclass(frozen=True)
class Event:
    """One line: who, what, when, and where to go and see."""

    who: str
    what: str
    at: dt.datetime
    url: str


def of_workspace(workspace: Workspace) -> "QuerySet[JournalEntry]":
    """Return the journal of a workspace, the latest first."""
    lines = JournalEntry.objects.filter(workspace=workspace)
    return lines.select_related("actor").order_by("-at", "-seq")


def of_initiative(initiative_id: uuid.UUID) -> "QuerySet[JournalEntry]":
    """Return what happened in an initiative, in whichever carrier's journal it is written."""
    lines = JournalEntry.objects.filter(initiative_id=initiative_id)
    return lines.select_related("actor").order_by("-at", "-pk")


def events(
    lines: Sequence[JournalEntry], *, workspace: Workspace, here: uuid.UUID | None = None
) -> list[Event]:
    """Say lines in French, as a page of the workspace shows them; no link to the object being shown."""
    return [
        Event(
            who=sentences.subject(line),
            what=sentences.predicate(line, VERBS),
            at=line.at,
            url=_url(line, workspace) if line.object_id != here else "",
        )
        for line in lines
    ]


def _url(line: JournalEntry, workspace: Workspace) -> str:
    return links.url_of((line.object_kind, line.object_id), workspace=workspace)
