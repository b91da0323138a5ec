"""Judge a file by what it holds before anything of it is kept."""

import codecs

from django.conf import settings

from copil.core.errors import ActionRefused
from copil.core.typography import NBSP

HEAD = 1 << 16
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_NOT_TABLES = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!", b"\x7fELF",
    b"MZ", b"{\\rtf", b"SQLite format 3",
)  # fmt: skip
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<svg", b"<script")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 27), *range(28, 32), 127])

WORKBOOK = (
    "Ce fichier est un classeur. Ouvrez-le dans votre tableur, choisissez « Enregistrer sous », puis le"
    " format CSV, et déposez le fichier obtenu."
)
NOT_A_TABLE = (
    "Ce fichier n’est pas un tableau au format CSV. Exportez vos données au format CSV depuis votre tableur."
)


def check_size(size: int) -> None:
    """Refuse a file too large to be sent from a page."""
    if size > settings.UPLOAD_MAX_BYTES:
        most = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
        raise ActionRefused(
            f"Ce fichier dépasse {most}{NBSP}Mo."
            " Coupez-le en plusieurs fichiers et importez-les l’un après l’autre."
        )


def check_table(content: bytes) -> None:
    """Refuse what is not a table saved as text; ``content`` may be the beginning of the file (``HEAD``)."""
    if not content.strip():
        raise ActionRefused("Ce fichier est vide. Vérifiez que l’export a bien été enregistré.")
    head = content[:HEAD]
    if head.startswith(_WORKBOOKS):
        raise ActionRefused(WORKBOOK)
    if head.startswith(_NOT_TABLES) or head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise ActionRefused(NOT_A_TABLE)
    if head.startswith(_UTF16):
        return
    strange = len(head) - len(head.translate(None, _CONTROLS))
    if b"\x00" in head or strange > len(head) // 100:
        raise ActionRefused(NOT_A_TABLE)
