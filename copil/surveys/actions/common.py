"""What every verb of a form shares: its lock, its place in the index, its line in the journal."""

import datetime as dt
import uuid
from typing import Any

from copil.core.errors import ActionRefused
from copil.identity.models import User, reference
from copil.journal import actions as journal
from copil.search import actions as search
from copil.surveys.models import Survey
from copil.surveys.search_entries import entry_of


def locked(pk: uuid.UUID) -> Survey:
    """Return the form as it is stored, held until the end of the transaction."""
    rows = Survey.objects.select_for_update(of=("self",)).select_related("workspace", "initiative")
    held: Survey = rows.get(pk=pk)
    return held


def editable(pk: uuid.UUID) -> Survey:
    """Return the form, held; refuse one in the archives."""
    held = locked(pk)
    if held.is_archived:
        raise ActionRefused("Ce questionnaire est archivé : il ne change plus.")
    return held


def record(
    survey: Survey, *, verb: str, by: User | None, at: dt.datetime, changes: dict[str, Any] | None = None
) -> None:
    """Write a form in the index, unless it belongs to something else, then the line of an act on it."""
    if survey.is_alone and verb not in ("answer", "change_answer"):
        search.index_many(workspace=survey.workspace, entries=[entry_of(survey)], at=at)
    journal.record(
        by=by,
        at=at,
        workspace=survey.workspace,
        verb=verb,
        obj=reference(survey),
        label=survey.title,
        changes=changes,
        initiative_id=survey.initiative_id,
    )
