"""Write a table as a workbook, row after row: XLSX by XlsxWriter, ODS by hand. No cell is ever a formula.

The row of titles is bold and stays in sight; the width of a column follows its title and its first cells.
"""

import datetime as dt
import zipfile
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain, islice
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter
from django.utils import timezone

NUMBERS = (int, float, Decimal)
CELL = 32_767
"""The longest text a cell may hold in XLSX."""

_SAMPLE = 100
_NARROWEST, _WIDEST = 8, 60
_SHEET_NAME = 31
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_NOT_IN_XML = {code: None for code in range(32) if code not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}


def write_xlsx(target: IO[bytes], title: str, header: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    """Write a table as XLSX, one row in memory at a time."""
    names, sample, rest = _begun(header, rows)
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet(sheet_name(title))
        bold = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        instant = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet.freeze_panes(1, 0)
        for at, width in enumerate(widths(names, sample)):
            sheet.set_column(at, at, width)
        for at, name in enumerate(names):
            sheet.write_string(0, at, plain(name), bold)
        for number, row in enumerate(chain(sample, rest), start=1):
            for at, value in enumerate(row):
                if isinstance(value, bool):
                    sheet.write_string(number, at, "oui" if value else "non")
                elif isinstance(value, NUMBERS):
                    sheet.write_number(number, at, value)
                elif isinstance(value, dt.datetime):
                    sheet.write_datetime(number, at, local(value), instant)
                elif isinstance(value, dt.date):
                    sheet.write_datetime(number, at, value, day)
                elif value is not None and value != "":
                    sheet.write_string(number, at, plain(value))


def write_ods(target: IO[bytes], title: str, header: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    """Write a table as ODS, one row in memory at a time."""
    names, sample, rest = _begun(header, rows)
    name = sheet_name(title)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _ODS_TYPE, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("settings.xml", _SETTINGS.replace("NAME", escape(name)))
        with archive.open("content.xml", "w", force_zip64=True) as content:
            for part in _ods_content(name, names, sample, chain(sample, rest)):
                content.write(part.encode())


def local(instant: dt.datetime) -> dt.datetime:
    """Return an instant as the clock of the workspace shows it: a spreadsheet knows no time zones."""
    return timezone.localtime(instant).replace(tzinfo=None) if timezone.is_aware(instant) else instant


def plain(value: Any) -> str:
    """Return a text without what a workbook cannot hold, no longer than a cell."""
    return str(value).translate(_NOT_IN_XML)[:CELL]


def sheet_name(title: str) -> str:
    """Return a title as a sheet may be called."""
    return " ".join(title.translate(_NOT_IN_NAMES).split())[:_SHEET_NAME] or "Feuille"


def widths(names: list[str], sample: list[list[Any]]) -> list[int]:
    """Return the width of each column, in characters."""
    found = []
    for at, name in enumerate(names):
        cells = [str(row[at]) for row in sample if at < len(row) and row[at] is not None]
        longest = max((len(line) for cell in cells for line in cell.splitlines()), default=0)
        found.append(min(_WIDEST, max(_NARROWEST, len(name) + 2, longest + 1)))
    return found


def _begun(
    header: Iterable[str], rows: Iterable[Iterable[Any]]
) -> tuple[list[str], list[list[Any]], Iterator[list[Any]]]:
    """Return the titles, the first rows, which give the widths, and the other rows."""
    all_rows = (list(row) for row in rows)
    return list(header), list(islice(all_rows, _SAMPLE)), all_rows


def _ods_content(
    name: str, names: list[str], sample: list[list[Any]], rows: Iterable[list[Any]]
) -> Iterator[str]:
    columns = widths(names, sample)
    yield f"{_XML}<office:document-content {_SPACES} office:version='1.3'><office:automatic-styles>"
    for at, width in enumerate(columns):
        yield (
            f"<style:style style:name='c{at}' style:family='table-column'>"
            f"<style:table-column-properties style:column-width='{width * 0.2:.1f}cm'/></style:style>"
        )
    yield f"{_STYLES}</office:automatic-styles><office:body><office:spreadsheet>"
    yield f"<table:table table:name={quoteattr(name)}>"
    for at in range(len(columns)):
        yield f"<table:table-column table:style-name='c{at}'/>"
    titles = "".join(_ods_text(title, style="titre") for title in names)
    yield f"<table:table-header-rows><table:table-row>{titles}</table:table-row></table:table-header-rows>"
    for row in rows:
        yield f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"
    yield "</table:table></office:spreadsheet></office:body></office:document-content>"


def _ods_cell(value: Any) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, bool):
        return _ods_text("oui" if value else "non")
    if isinstance(value, NUMBERS):
        return f"<table:table-cell office:value-type='float' office:value='{value}'/>"
    if isinstance(value, dt.datetime):
        return _ods_date(local(value).isoformat(timespec="seconds"), "instant")
    if isinstance(value, dt.date):
        return _ods_date(value.isoformat(), "jour")
    return _ods_text(value)


def _ods_date(iso: str, style: str) -> str:
    return (
        f"<table:table-cell table:style-name='{style}' office:value-type='date' office:date-value='{iso}'/>"
    )


def _ods_text(value: Any, *, style: str = "") -> str:
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in plain(value).splitlines())
    styled = f" table:style-name='{style}'" if style else ""
    return f"<table:table-cell{styled} office:value-type='string'>{paragraphs}</table:table-cell>"


_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_XML = "<?xml version='1.0' encoding='UTF-8'?>\n"
_URN = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = (
    f"xmlns:office='{_URN}:office:1.0' xmlns:table='{_URN}:table:1.0' xmlns:text='{_URN}:text:1.0'"
    f" xmlns:style='{_URN}:style:1.0' xmlns:number='{_URN}:datastyle:1.0' xmlns:config='{_URN}:config:1.0'"
    f" xmlns:fo='{_URN}:xsl-fo-compatible:1.0'"
)
_DAY = (
    "<number:day number:style='long'/><number:text>/</number:text><number:month number:style='long'/>"
    "<number:text>/</number:text><number:year number:style='long'/>"
)
_STYLES = (
    f"<number:date-style style:name='n1'>{_DAY}</number:date-style>"
    f"<number:date-style style:name='n2'>{_DAY}<number:text> </number:text><number:hours"
    " number:style='long'/><number:text>:</number:text><number:minutes"
    " number:style='long'/></number:date-style>"
    "<style:style style:name='jour' style:family='table-cell' style:data-style-name='n1'/>"
    "<style:style style:name='instant' style:family='table-cell' style:data-style-name='n2'/>"
    "<style:style style:name='titre' style:family='table-cell'>"
    "<style:text-properties fo:font-weight='bold'/></style:style>"
)
_MANIFEST = (
    f"{_XML}<manifest:manifest xmlns:manifest='{_URN}:manifest:1.0' manifest:version='1.3'>"
    f"<manifest:file-entry manifest:full-path='/' manifest:media-type='{_ODS_TYPE}'/>"
    "<manifest:file-entry manifest:full-path='content.xml' manifest:media-type='text/xml'/>"
    "<manifest:file-entry manifest:full-path='settings.xml' manifest:media-type='text/xml'/>"
    "</manifest:manifest>"
)
_FROZEN = (("HorizontalSplitMode", 0), ("VerticalSplitMode", 2), ("VerticalSplitPosition", 1),
           ("PositionBottom", 1), ("ActiveSplitRange", 2))  # fmt: skip  # a table reads by its lines
_SETTINGS = (
    f"{_XML}<office:document-settings {_SPACES} office:version='1.3'><office:settings>"
    "<config:config-item-set config:name='ooo:view-settings'><config:config-item-map-indexed"
    " config:name='Views'><config:config-item-map-entry><config:config-item-map-named"
    " config:name='Tables'><config:config-item-map-entry config:name='NAME'>"
    + "".join(
        f"<config:config-item config:name='{key}' config:type='{'int' if 'Pos' in key else 'short'}'>{value}"
        "</config:config-item>"
        for key, value in _FROZEN
    )
    + "</config:config-item-map-entry></config:config-item-map-named></config:config-item-map-entry>"
    "</config:config-item-map-indexed></config:config-item-set></office:settings>"
    "</office:document-settings>"
)
