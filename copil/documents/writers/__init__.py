"""Four writers for one list of blocks: `write(document, format)` gives the bytes of a file.

    >>> content = write(document, "pdf")
    >>> FORMATS["pdf"].media_type
    'application/pdf'

The formats hold the same words in the same order. A writer never touches the database, the clock or the
network, and one document gives the same bytes twice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from copil.documents.blocks import Document
from copil.documents.writers import docx, html, odt, pdf


@dataclass(frozen=True, slots=True)
class Format:
    """A file format that a document may be written in; `label` is read by people."""

    key: str
    label: str
    media_type: str
    extension: str
    writer: Callable[[Document], bytes]


_FORMATS = (
    Format("pdf", "PDF", "application/pdf", ".pdf", pdf.write),
    Format(
        "docx",
        "Word (DOCX)",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".docx",
        docx.write,
    ),
    Format("odt", "LibreOffice (ODT)", "application/vnd.oasis.opendocument.text", ".odt", odt.write),
    Format("html", "Page web (HTML)", "text/html; charset=utf-8", ".html", html.write),
)
FORMATS: Mapping[str, Format] = MappingProxyType({one.key: one for one in _FORMATS})


def write(document: Document, format: str) -> bytes:  # noqa: A002 - the word that callers would use
    """Return the bytes of the document in one of `FORMATS`, by key; `ValueError` for another key."""
    if format not in FORMATS:
        raise ValueError(f"unknown document format: {format!r}")
    return FORMATS[format].writer(document)
