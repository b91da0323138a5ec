"""The files that name somebody: lists that were imported, documents that left the house, attachments."""

import io
import lzma
import re
import uuid
import zipfile
import zlib
from collections.abc import Collection, Iterator

from copil.documents.models import ArchivedDocument
from copil.files import store
from copil.files.models import StoredFile
from copil.pages.erasing.traces import Traces

NOTE = (
    "Ce fichier nommait une personne dont les données ont été effacées.\n"
    "Son contenu a été effacé avec elles ; sa place, sa date et son empreinte restent.\n"
)
NAME = "Contenu effacé.txt"
_TEXTS = ("text/", "application/json", "image/svg", "application/xml")
_ZIPPED = ("officedocument", "opendocument", "application/zip")
_TAG = re.compile(r"<[^>]+>")
_LONGEST, _MOST_PARTS, _LONGEST_IN_ALL = 30_000_000, 5_000, 120_000_000
# What reading a damaged, encrypted or unknown archive raises.
_UNREADABLE = (zipfile.BadZipFile, RuntimeError, zlib.error, lzma.LZMAError, EOFError, OSError)
# These were made or brought in by Copil: emptied with the person. The others are somebody's own files.
IMPORTED, PRODUCED = "exchange.importrun", "documents.archiveddocument"


def naming(traces: Traces, *, workspaces: Collection[uuid.UUID]) -> Iterator[StoredFile]:
    """Yield the files of some workspaces whose content names somebody, as far as it can be read.

    Texts, tables and documents of office suites are read; of a PDF that we produced, what it said is known
    (``ArchivedDocument.lines``); other PDFs and pictures are not.
    """
    said = {one.file_id: one.lines for one in _produced(workspaces)}
    read: dict[tuple[uuid.UUID, str], bool] = {}
    for stored in StoredFile.objects.filter(workspace__in=workspaces).order_by("pk"):
        content = (stored.workspace_id, stored.sha256)
        if content not in read:
            read[content] = _names(stored, traces)
        if read[content] or traces.are_in(_flat(said.get(stored.pk))):
            yield stored


def is_ours(stored: StoredFile) -> bool:
    """Tell whether a file was imported or produced, rather than attached by somebody."""
    return stored.owner_kind in (IMPORTED, PRODUCED)


def empty(
    stored: StoredFile, *, content: bytes = NOTE.encode(), media_type: str = "text/plain", name: str = NAME
) -> None:
    """Put a note in the place of a file; what a produced document said goes too, its digest stays."""
    store.put_instead(stored=stored, content=content, name=name, media_type=media_type)
    ArchivedDocument.objects.filter(file=stored).update(lines=[])


def _produced(workspaces: Collection[uuid.UUID]) -> Iterator[ArchivedDocument]:
    return ArchivedDocument.objects.filter(workspace__in=workspaces).only("file_id", "lines").iterator(200)


def _names(stored: StoredFile, traces: Traces) -> bool:
    kind = stored.media_type
    readable = kind.startswith(_TEXTS) or any(word in kind for word in _ZIPPED)
    if not readable or stored.size > _LONGEST:
        return False
    try:
        content = store.read(stored)
    except (OSError, ValueError):
        return False
    return any(traces.are_in(text) for text in _texts(content, zipped=not kind.startswith(_TEXTS)))


def _texts(content: bytes, *, zipped: bool) -> Iterator[str]:
    if not zipped:
        yield _decoded(content)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            left = _LONGEST_IN_ALL
            for part in archive.infolist()[:_MOST_PARTS]:
                left -= part.file_size
                if left < 0:
                    return
                if part.filename.endswith((".xml", ".rels", ".txt", ".csv")) and part.file_size <= _LONGEST:
                    xml = archive.read(part).decode("utf-8", "replace")
                    # A name may be cut by marks of style, or be in two cells side by side.
                    yield _TAG.sub("", xml)
                    yield _TAG.sub(" ", xml)
    except _UNREADABLE:
        return


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding).replace(";", " ").replace("\t", " ").replace(",", " ")
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _flat(value: object) -> str:
    if isinstance(value, list | tuple):
        return "\n".join(_flat(one) for one in value)
    return str(value) if value is not None else ""
