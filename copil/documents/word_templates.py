"""The workspace's own Word files: which is in use for a kind, and what it makes of a document."""

import logging

from copil.documents import merging
from copil.documents.blocks import Document
from copil.documents.kind_fields import Kind
from copil.documents.kinds import KINDS
from copil.documents.models import WordTemplate
from copil.documents.word import filling
from copil.files import store
from copil.identity.models import Workspace

logger = logging.getLogger(__name__)


def in_use(workspace: Workspace, kind: str) -> WordTemplate | None:
    """Return the template in use for a kind, none when ours is."""
    if kind not in KINDS:
        return None
    rows = WordTemplate.objects.filter(workspace=workspace, kind=kind, in_use=True)
    found: WordTemplate | None = rows.select_related("file").first()
    return found


def filled(template: WordTemplate, document: Document) -> bytes:
    """Return the document made by a template; nothing when it can no longer be read or filled."""
    try:
        context = merging.context_of(document, KINDS[template.kind])
        return filling.filled(store.read(template.file), context)
    except (filling.CannotFill, FileNotFoundError, ValueError):
        logger.exception("template %s cannot be filled", template.pk)
        return b""


def kinds_of(workspace: Workspace) -> list[tuple[Kind, WordTemplate | None]]:
    """Return every kind with the template that the workspace uses for it."""
    rows = WordTemplate.objects.filter(workspace=workspace, in_use=True)
    used = {row.kind: row for row in rows}
    return [(kind, used.get(kind.key)) for kind in KINDS.values()]
