"""The charter of a workspace: read as the look of its documents."""

from dataclasses import replace

from copil.documents.blocks import Document
from copil.documents.look import OURS, Look
from copil.documents.models import Charter
from copil.files import store
from copil.identity.models import Workspace


def of(workspace: Workspace) -> Charter:
    """Return the charter of a workspace; an unsaved one, ours, while it has none."""
    found: Charter | None = Charter.objects.filter(workspace=workspace).select_related("logo").first()
    return found or Charter(workspace=workspace, version=0)


def look_of(charter: Charter) -> Look:
    """Return the look that a charter gives; a logo whose file was lost is left out."""
    return Look(
        accent=charter.accent,
        ground=charter.ground,
        footer=charter.footer,
        logo=logo_of(charter),
        logo_name=charter.workspace.name,
    )


def logo_of(charter: Charter) -> bytes:
    """Return the logo as PNG, nothing when there is none."""
    if charter.logo is None:
        return b""
    try:
        return store.read(charter.logo)
    except (FileNotFoundError, ValueError):
        return b""


def dressed(document: Document, workspace: Workspace) -> Document:
    """Return the document as this workspace issues it; one that already has a look keeps it."""
    if document.look != OURS:
        return document
    return replace(document, look=look_of(of(workspace)))
