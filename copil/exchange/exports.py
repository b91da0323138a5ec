"""Write a table that opens well in a spreadsheet and can do it no harm: CSV, XLSX or ODS, one way for all.

A list is exported by three lines::

    path("export.<slug:file_format>", views.things_export, name="things_export")   # urls.py

    def things_export(request: Request, file_format: str) -> HttpResponseBase:  # views.py
        rows = form.filter(...)                                                # the same as on the page
        return exports.answer(file_format, "choses", HEADER, thing_rows(rows))

and in the template of the list, its menu, which keeps the filters::

    <c-export screen="app:things_export" />

A header is a text; a row is any iterable of texts, numbers, booleans, dates or None. Numbers and dates are
given as they are (``Decimal``, ``date``), not as texts: a spreadsheet then sorts and sums them. Rows are read
once, one at a time. Never a formula: a text that begins like one stays a text.
"""

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any

from django.http import FileResponse, Http404, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import content_disposition_header

from copil.exchange import spreadsheets

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
_LOT = 200

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_WRITERS: dict[str, Callable[[IO[bytes], str, Iterable[str], Iterable[Iterable[Any]]], None]] = {
    "xlsx": spreadsheets.write_xlsx,
    "ods": spreadsheets.write_ods,
}


def answer(
    file_format: str, name: str, header: Iterable[str], rows: Iterable[Iterable[Any]]
) -> HttpResponseBase:
    """Answer with a table to be saved as « name-2026-11-22.xlsx »; 404 for a format that is not written."""
    return file_answer(file_format, f"{name}-{timezone.localdate().isoformat()}", header, rows)


def file_answer(
    file_format: str, stem: str, header: Iterable[str], rows: Iterable[Iterable[Any]]
) -> HttpResponseBase:
    """Answer with a table to be saved under a name given without its extension."""
    if file_format not in MEDIA_TYPES:
        raise Http404
    response: HttpResponseBase
    if file_format == "csv":
        response = StreamingHttpResponse(csv_lines(header, rows), content_type=MEDIA_TYPES["csv"])
    else:
        content = io.BytesIO()
        _WRITERS[file_format](content, stem, header, rows)
        content.seek(0)
        response = FileResponse(content, content_type=MEDIA_TYPES[file_format])
    filename = f"{stem}.{file_format}"
    response["Content-Disposition"] = content_disposition_header(True, filename) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def safe_cell(value: Any) -> str:
    """Return a text that no spreadsheet takes for a formula: a quote is put before « = + - @ ».

    A number is written with the comma, a date as ISO: neither can be a formula.
    """
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, spreadsheets.NUMBERS):
        return str(value).replace(".", ",")
    if isinstance(value, dt.datetime):
        return spreadsheets.local(value).isoformat(" ", "minutes")
    text = "" if value is None else str(value)
    text = text.replace("\x00", "")
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def csv_lines(header: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Yield a table as text by lots of rows: mark of UTF-8, semicolons, ends of line of Windows."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerow([safe_cell(name) for name in header])
    for number, row in enumerate(rows, start=1):
        writer.writerow([safe_cell(value) for value in row])
        if number % _LOT == 0:
            yield _drained(buffer)
    yield _drained(buffer)


def _drained(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
