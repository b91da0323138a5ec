"""Keep a produced document as it left the house."""

import datetime as dt
import uuid

from copil.documents import produce
from copil.documents.blocks import Document
from copil.documents.changes import lines_of
from copil.documents.models import ArchivedDocument
from copil.files import store
from copil.identity.models import User, Workspace


def keep(
    *,
    workspace: Workspace,
    kind: str,
    subject: tuple[str, uuid.UUID],
    document: Document,
    format: str,  # noqa: A002  # the word that callers would use
    by: User | None,
    at: dt.datetime,
) -> ArchivedDocument:
    """Write a document in one format and keep its file, in the caller's transaction.

    ``content_digest`` is the SHA-256 of the file, to be compared with a copy found elsewhere. Raises
    ``ValueError`` for an unknown format.
    """
    made = produce.produce(document, kind=kind, format=format, workspace=workspace)
    pk = ArchivedDocument._meta.pk.get_default()
    stored = store.keep(
        workspace=workspace,
        content=made.content,
        name=f"{document.title}{made.extension}",
        media_type=made.media_type,
        owner=("documents.archiveddocument", pk),
    )
    return ArchivedDocument.objects.create(
        id=pk,
        workspace=workspace,
        kind=kind,
        title=document.title[:300],
        subject_kind=subject[0],
        subject_id=subject[1],
        format=format,
        content_digest=stored.sha256,
        file=stored,
        issued_by=by,
        issued_at=at,
        lines=lines_of(document),
        template=made.template,
        created_at=at,
    )
