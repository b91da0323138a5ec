"""The presentation sheet: what is typed, and what leaves the house."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from copil.core.locking import save_versioned
from copil.documents import archive
from copil.documents.blocks import Document
from copil.documents.models import ArchivedDocument
from copil.identity.models import User, Workspace, reference
from copil.initiatives.actions.common import record
from copil.initiatives.models import Initiative, PresentationSheet

KIND = "initiatives.presentation_sheet"


@transaction.atomic
def save_presentation(
    *, sheet: PresentationSheet, changed: Sequence[str], expected: int, by: User | None, at: dt.datetime
) -> None:
    """Save the fields changed on the sheet; raise ``Conflict`` when somebody saved since ``expected``."""
    save_versioned(sheet, fields=list(changed), expected=expected)
    changes = {name: str(getattr(sheet, name)) for name in changed}
    record(sheet.initiative, verb="save_presentation", by=by, at=at, changes=changes)


@transaction.atomic
def archive_sheet(
    *,
    initiative: Initiative,
    workspace: Workspace,
    document: Document,
    formats: Sequence[str],
    by: User | None,
    at: dt.datetime,
) -> list[ArchivedDocument]:
    """Produce the sheet in the given formats and keep each file as it is, with its digest."""
    kept = [
        archive.keep(
            workspace=workspace,
            kind=KIND,
            subject=reference(initiative),
            document=document,
            format=name,
            by=by,
            at=at,
        )
        for name in formats
    ]
    changes = {"documents": [f"{one.format} {one.content_digest}" for one in kept]}
    record(initiative, verb="archive_sheet", by=by, at=at, changes=changes, workspace=workspace)
    return kept
