"""Judge a file that somebody attaches, by what it holds: documents, tables, pictures, nothing that runs."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from copil.core.errors import ActionRefused
from copil.core.typography import NBSP

MAX_BYTES = 10 << 20
ACCEPTED = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.pptx,.odt,.ods,.odp,.csv,.txt"

TOO_HEAVY = f"Ce fichier dépasse 10{NBSP}Mo. Allégez-le, ou donnez plutôt son adresse."
EMPTY = "Ce fichier est vide."
OTHER = (
    "Ce fichier n’est pas accepté. Déposez un PDF, une image PNG ou JPEG, un texte, un tableau ou une "
    "présentation."
)
NOT_WHAT_IT_SAYS = "Le contenu de ce fichier n’est pas celui que son nom annonce. Enregistrez-le de nouveau."
MACROS = "Ce fichier contient des macros. Enregistrez-le sans macro, puis déposez-le."

_CONTROLS = frozenset({*range(9), *range(14, 27), *range(28, 32)})
_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."


@dataclass(frozen=True)
class _Type:
    media_type: str
    holds: Callable[[bytes], bool]


def _starts(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(marks)


def _is_text(content: bytes) -> bool:
    return not _CONTROLS.intersection(content)


def _holds(name: str) -> Callable[[bytes], bool]:
    """Tell whether an archive holds the part by which its format is known."""
    return lambda content: any(one.startswith(name) for one in _names(content))


def _odf(kind: str) -> _Type:
    mark = f"mimetype{_ODF}{kind}".encode()
    return _Type(f"{_ODF}{kind}", lambda content: content.startswith(b"PK") and mark in content[:200])


_TYPES = {
    "pdf": _Type("application/pdf", _starts(b"%PDF-")),
    "png": _Type("image/png", _starts(b"\x89PNG\r\n\x1a\n")),
    "jpg": _Type("image/jpeg", _starts(b"\xff\xd8\xff")),
    "docx": _Type(f"{_OFFICE}wordprocessingml.document", _holds("word/")),
    "xlsx": _Type(f"{_OFFICE}spreadsheetml.sheet", _holds("xl/")),
    "pptx": _Type(f"{_OFFICE}presentationml.presentation", _holds("ppt/")),
    "odt": _odf("text"),
    "ods": _odf("spreadsheet"),
    "odp": _odf("presentation"),
    "csv": _Type("text/csv; charset=utf-8", _is_text),
    "txt": _Type("text/plain; charset=utf-8", _is_text),
}
_TYPES["jpeg"] = _TYPES["jpg"]


def judged(name: str, content: bytes) -> str:
    """Return the media type of a file that may be kept; ``ActionRefused`` says why another may not."""
    if len(content) > MAX_BYTES:
        raise ActionRefused(TOO_HEAVY)
    if not content.strip():
        raise ActionRefused(EMPTY)
    known = _TYPES.get(name.rpartition(".")[2].lower()) if "." in name else None
    if known is None:
        raise ActionRefused(OTHER)
    if not known.holds(content):
        raise ActionRefused(NOT_WHAT_IT_SAYS)
    if content.startswith(b"PK") and any("vbaproject" in one.lower() for one in _names(content)):
        raise ActionRefused(MACROS)
    return known.media_type


def _names(content: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return []
