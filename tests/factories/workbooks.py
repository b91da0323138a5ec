"""Workbooks as people make them, and as nobody should."""

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from copil.exchange import spreadsheets


def xlsx(rows: Sequence[Sequence[Any]], *, sheet: str = "Feuil1") -> bytes:
    """Return a plain workbook."""
    return _saved({sheet: rows})


def sheets(content: dict[str, Sequence[Sequence[Any]]]) -> bytes:
    """Return a workbook of several sheets."""
    return _saved(content)


def ods(rows: Sequence[Sequence[Any]]) -> bytes:
    """Return the same as an ODS file."""
    buffer = io.BytesIO()
    spreadsheets.write_ods(buffer, "Feuille", [str(name) for name in rows[0]], rows[1:])
    return buffer.getvalue()


def messy() -> bytes:
    """Return what an agent keeps: titles above, merged headers, dates as text, formulas, a total."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet("Lisez-moi").write(0, 0, "Fichier tenu à jour par le service")
        book.add_worksheet("Vide")
        sheet = book.add_worksheet("Adhérents")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.merge_range("A1:G1", "Liste des adhérents du réseau")
        sheet.write("A2", "Mise à jour : mars")
        sheet.merge_range("A4:A5", "Nom de la structure")
        sheet.merge_range("B4:B5", "N° SIRET")
        sheet.merge_range("C4:E4", "Adresse du siège")
        for at, name in enumerate(("Voie", "CP", "Ville"), start=2):
            sheet.write(4, at, name)
        sheet.merge_range("F4:F5", "Date de création")
        sheet.merge_range("G4:G5", "Budget")
        sheet.write_row(
            "A6", ["Le Moulin", 81234567600017, "3 quai\ndes Carrières", 94220, "Charenton-le-Pont"]
        )
        sheet.write_datetime("F6", dt.date(1998, 3, 21), day)
        sheet.write_formula("G6", "=1000+250,5", None, 1250.5)
        sheet.write_row("A8", ["L’Écluse", "", "", "1230", "Ailleurs", "31/12/2004", "2 000,75 €"])
        sheet.write("A9", "=CMD()")
        sheet.write_row("A10", ["Total", "", "", "", "", "", 3251.25])
    return buffer.getvalue()


def _saved(content: dict[str, Sequence[Sequence[Any]]]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"strings_to_formulas": False, "default_date_format": "dd/mm/yyyy"}
    ) as book:
        for name, rows in content.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return buffer.getvalue()


def altered(content: bytes, *, put: dict[str, bytes] | None = None, drop: Sequence[str] = ()) -> bytes:
    """Return an archive with other entries."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            if entry.filename not in {*drop, *(put or {})}:
                target.writestr(entry.filename, source.read(entry))
        for name, part in (put or {}).items():
            target.writestr(name, part)
    return buffer.getvalue()


def part(content: bytes, name: str) -> bytes:
    """Return an entry of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def spoilt(content: bytes, name: str, *, packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive whose entry was damaged on the way, as ``packed`` packs it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w", packed) as target:
        for entry in source.infolist():
            target.writestr(entry.filename, source.read(entry))
        place = target.getinfo(name).header_offset + 30 + len(name)
        size = target.getinfo(name).compress_size
    damaged = bytearray(buffer.getvalue())
    damaged[place + 9 : place + size] = b"\xff" * (size - 9)
    return bytes(damaged)
