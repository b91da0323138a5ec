"""The documents of an initiative: written by several people, issued and kept with their digest."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction

from copil.core.errors import Conflict
from copil.directory.actions.common import normalised, write
from copil.documents import archive
from copil.documents.blocks import Document
from copil.documents.models import ArchivedDocument
from copil.identity.models import User, Workspace, reference
from copil.initiatives.actions.common import record
from copil.initiatives.models import Initiative
from copil.initiatives.paper_kinds import CONCEPT_NOTE, METHOD_FRAME, PRESENTATION
from copil.initiatives.papers import Paper

_SAVED = {CONCEPT_NOTE: "save_concept_note", METHOD_FRAME: "save_method_frame"}
_ISSUED = {
    PRESENTATION: "archive_sheet",
    CONCEPT_NOTE: "issue_concept_note",
    METHOD_FRAME: "issue_method_frame",
}


@transaction.atomic
def save_paper(
    *,
    paper: Paper,
    initiative: Initiative,
    workspace: Workspace,
    values: Mapping[str, str],
    expected: int,
    by: User | None,
    at: dt.datetime,
) -> bool:
    """Write the texts of a document; tell whether anything changed. ``expected`` is 0 for the first time.

    Raises ``Conflict`` when somebody wrote it in between.
    """
    if paper.model is None:
        raise LookupError(paper.key)
    given = normalised({name: values[name] for name in paper.fields if name in values})
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    row = paper.model.objects.filter(initiative=initiative).first()
    if row is None:
        if expected:
            raise Conflict
        row = paper.model.objects.create(
            initiative=initiative, workspace_id=initiative.workspace_id, created_at=at
        )
        expected = row.version
    changes = write(row, given, expected=expected)
    if changes:
        verb = _SAVED[paper.kind]
        record(initiative, verb=verb, by=by, at=at, changes=changes, workspace=workspace)
    return bool(changes)


@transaction.atomic
def issue_paper(
    *,
    paper: Paper,
    initiative: Initiative,
    workspace: Workspace,
    document: Document,
    formats: Sequence[str],
    by: User | None,
    at: dt.datetime,
) -> list[ArchivedDocument]:
    """Produce a document in the given formats and keep each file as it is, with its digest."""
    kept = [
        archive.keep(
            workspace=workspace,
            kind=paper.kind,
            subject=reference(initiative),
            document=document,
            format=name,
            by=by,
            at=at,
        )
        for name in formats
    ]
    changes = {"documents": [f"{one.format} {one.content_digest}" for one in kept]}
    record(initiative, verb=_ISSUED[paper.kind], by=by, at=at, changes=changes, workspace=workspace)
    return kept
