"""Issue the pack for elected members."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from copil.documents import archive
from copil.documents.models import ArchivedDocument
from copil.identity.models import User, Workspace, reference
from copil.initiatives.models import Initiative
from copil.journal import actions as journal
from copil.pages import sponsor_pack


@transaction.atomic
def issue_sponsor_pack(
    *,
    initiative: Initiative,
    workspace: Workspace,
    formats: Sequence[str],
    today: dt.date,
    by: User | None,
    at: dt.datetime,
) -> list[ArchivedDocument]:
    """Produce the pack in the given formats and keep each file as it is, with its digest."""
    known = sponsor_pack.known_of(initiative)
    document = sponsor_pack.sponsor_pack(initiative, known, today=today)
    kept = [
        archive.keep(
            workspace=workspace,
            kind=sponsor_pack.KIND,
            subject=reference(initiative),
            document=document,
            format=name,
            by=by,
            at=at,
        )
        for name in formats
    ]
    journal.record(
        by=by,
        at=at,
        workspace=workspace,
        verb="issue_sponsor_pack",
        obj=reference(initiative),
        label=initiative.title,
        changes={"documents": [f"{one.format} {one.content_digest}" for one in kept]},
        initiative_id=initiative.pk,
    )
    return kept
