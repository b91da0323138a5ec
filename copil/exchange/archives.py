"""Judge a workbook by the archive it is, before anything opens it: type, size once unpacked, traps."""

import lzma
import zipfile
import zlib
from typing import IO

from copil.core.errors import ActionRefused

XLSX, ODS = "xlsx", "ods"
MAX_ENTRIES = 3_000
MAX_UNPACKED = 600 << 20
MAX_RATIO = 200
RATIO_FROM = 20 << 20
"""Below this size once unpacked, how well a file was packed is no matter."""

_BLOCK = 1 << 20
# What a damaged archive raises, when it is opened or when a part of it is unpacked.
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, EOFError, OSError, ValueError)
_MACROS = ("xl/vbaproject.bin", "basic/script-lc.xml", "xl/macrosheets/")
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_ENCRYPTED_OLE = "EncryptedPackage".encode("utf-16-le")

SAVE_AS = "Ouvrez-le dans votre tableur et enregistrez-le au format XLSX, ODS ou CSV."
PASSWORD = "Ce classeur est protégé par un mot de passe. Enregistrez-le sans protection, puis déposez-le."  # noqa: S105  # a sentence, no secret
MACROS = f"Ce classeur contient des macros. {SAVE_AS}"
OLD = f"Ce fichier est dans un ancien format de tableur. {SAVE_AS}"
OTHER = f"Ce fichier n’est pas un tableau. {SAVE_AS}"
DAMAGED = f"Ce classeur est abîmé, il ne s’ouvre pas. {SAVE_AS}"
TOO_BIG = (
    "Ce classeur est trop grand une fois déplié. Gardez la feuille utile, ou enregistrez-la au format CSV."
)
TRAPPED = f"Ce classeur contient des définitions qui n’ont rien à y faire, il n’a pas été ouvert. {SAVE_AS}"


def old_workbook(head: bytes) -> ActionRefused:
    """Return why a file of the former office formats is refused."""
    return ActionRefused(PASSWORD if _ENCRYPTED_OLE in head else OLD)


def kind_of(content: IO[bytes]) -> str:
    """Return the kind of a workbook that may be opened; refuse any other archive with its reason."""
    try:
        with zipfile.ZipFile(content) as archive:
            kind = _kind(archive)
            _check_size(archive)
            _check_entities(archive)
    except _BROKEN as error:
        raise ActionRefused(DAMAGED) from error
    return kind


def _kind(archive: zipfile.ZipFile) -> str:
    entries = archive.infolist()
    names = {entry.filename.lower() for entry in entries}
    if len(entries) > MAX_ENTRIES:
        raise ActionRefused(TOO_BIG)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise ActionRefused(PASSWORD)
    if any(name.startswith(_MACROS) for name in names):
        raise ActionRefused(MACROS)
    if "mimetype" in names and "content.xml" in names:
        with archive.open("mimetype") as handle:
            if handle.read(200).strip() != _SPREADSHEET:
                raise ActionRefused(OTHER)
        if "meta-inf/manifest.xml" in names and b"encryption-data" in _head(archive, "META-INF/manifest.xml"):
            raise ActionRefused(PASSWORD)
        return ODS
    if "xl/workbook.xml" in names and "[content_types].xml" in names:
        if b"macroenabled" in _head(archive, "[Content_Types].xml").lower():
            raise ActionRefused(MACROS)
        return XLSX
    raise ActionRefused(OLD if "xl/workbook.bin" in names else OTHER)


def _head(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        with archive.open(name) as handle:
            return handle.read(_BLOCK)
    except KeyError:
        return b""


def _check_size(archive: zipfile.ZipFile) -> None:
    """Refuse what would fill the memory: judged on what the archive says of itself, and later unpacked."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if unpacked > MAX_UNPACKED or (unpacked > RATIO_FROM and unpacked / packed > MAX_RATIO):
        raise ActionRefused(TOO_BIG)


def _check_entities(archive: zipfile.ZipFile) -> None:
    """Refuse a document that defines its own entities: a workbook has none, a trap has many."""
    for entry in archive.infolist():
        if entry.filename.lower().endswith((".xml", ".rels")):
            with archive.open(entry) as handle:
                _check_stream(handle)


def _check_stream(handle: IO[bytes]) -> None:
    tail = b""
    while block := handle.read(_BLOCK):
        window = tail + block
        if b"<!DOCTYPE" in window or b"<!ENTITY" in window or b"<\x00!\x00" in window:
            raise ActionRefused(TRAPPED)
        tail = block[-16:]
