"""Produce a document for a workspace: the one door by which a file of any kind leaves."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from copil.documents import charters, word_templates, writers
from copil.documents.blocks import Document
from copil.documents.kinds import KINDS
from copil.documents.models import WordTemplate
from copil.identity.models import Workspace

WORD = "docx"
EXAMPLE = ""


@dataclass(frozen=True, slots=True)
class Produced:
    """A file, its type, the end of its name, the workspace's own template when one made it."""

    content: bytes
    media_type: str
    extension: str
    template: WordTemplate | None = None


def produce(document: Document, *, kind: str, format: str, workspace: Workspace) -> Produced:  # noqa: A002  # the word that callers would use
    """Return the document in one of ``writers.FORMATS``, as this workspace issues it.

    In Word, by the workspace's own template when it has one for this kind; by ours when there is none or
    when it can no longer be read. ``kind`` is declared in ``kinds.KINDS``, or is ``EXAMPLE`` for what only
    shows the charter. ``ValueError`` for another format or another kind.
    """
    if kind != EXAMPLE and kind not in KINDS:
        raise ValueError(f"unknown kind of document: {kind!r}")
    about = writers.FORMATS.get(format)
    if about is None:
        raise ValueError(f"unknown document format: {format!r}")
    if format == WORD and (template := word_templates.in_use(workspace, kind)):
        content = word_templates.filled(template, document)
        if content:
            return Produced(content, about.media_type, about.extension, template)
    content = writers.write(charters.dressed(document, workspace), format)
    return Produced(content, about.media_type, about.extension)


def as_file(produced: Produced, *, name: str) -> HttpResponse:
    """Answer with a file to save, named without its end: never opened by the browser inside the site."""
    return attachment(produced.content, media_type=produced.media_type, name=f"{name}{produced.extension}")


def attachment(content: bytes, *, media_type: str, name: str) -> HttpResponse:
    """Answer with bytes to save under a name: never opened by the browser inside the site."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
