"""Judge a file by what it holds before anything of it is kept."""

import codecs
from typing import IO

from django.conf import settings

from copil.core.errors import ActionRefused
from copil.core.typography import NBSP
from copil.exchange import archives

HEAD = 1 << 16
CSV = "csv"
_ARCHIVE, _OLD_OFFICE = b"PK", b"\xd0\xcf\x11\xe0"
_NOT_TABLES = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!", b"\x7fELF",
    b"MZ", b"{\\rtf", b"SQLite format 3",
)  # fmt: skip  # a table reads by its lines
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<svg", b"<script")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 27), *range(28, 32), 127])

NOT_A_TABLE = (
    "Ce fichier n’est pas un tableau. Depuis votre tableur, enregistrez-le au format XLSX, ODS ou CSV."
)


def check_size(size: int) -> None:
    """Refuse a file too large to be sent from a page."""
    if size > settings.UPLOAD_MAX_BYTES:
        most = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
        raise ActionRefused(
            f"Ce fichier dépasse {most}{NBSP}Mo."
            " Coupez-le en plusieurs fichiers et importez-les l’un après l’autre."
        )


def judge(content: IO[bytes]) -> str:
    """Return the format of a file, by what it holds: ``csv``, ``xlsx`` or ``ods``; refuse anything else."""
    head = content.read(HEAD)
    if not head.strip():
        raise ActionRefused("Ce fichier est vide. Vérifiez que l’export a bien été enregistré.")
    if head.startswith(_ARCHIVE) and head[2:4] in (b"\x03\x04", b"\x05\x06"):
        return archives.kind_of(content)
    if head.startswith(_OLD_OFFICE):
        raise archives.old_workbook(head)
    _check_text(head)
    return CSV


def _check_text(head: bytes) -> None:
    """Refuse what is not a table saved as text."""
    if head.startswith(_NOT_TABLES) or head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise ActionRefused(NOT_A_TABLE)
    if head.startswith(_UTF16):
        return
    strange = len(head) - len(head.translate(None, _CONTROLS))
    if b"\x00" in head or strange > len(head) // 100:
        raise ActionRefused(NOT_A_TABLE)
