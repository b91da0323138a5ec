"""Word files made by hand: small templates, and hostile ones."""

import io
import zipfile
from collections.abc import Mapping, Sequence

import docx


def word(*paragraphs: str, table: Sequence[Sequence[str]] = (), foot: str = "") -> bytes:
    """Return a Word file of these paragraphs, then a table, as a word processor would save it."""
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    if table:
        grid = made.add_table(rows=len(table), cols=len(table[0]))
        for row, cells in zip(grid.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    if foot:
        made.sections[0].footer.paragraphs[0].text = foot
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def changed(
    content: bytes, parts: Mapping[str, bytes | None], *, replace: Mapping[str, tuple[str, str]] | None = None
) -> bytes:
    """Return the file with parts put in (or taken out), and texts replaced in others."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in source.namelist():
            if name in parts:
                continue
            part = source.read(name)
            if replace and name in replace:
                before, after = replace[name]
                assert before.encode() in part, (name, before)
                part = part.replace(before.encode(), after.encode(), 1)
            made.writestr(name, part)
        for name, given in parts.items():
            if given is not None:
                made.writestr(name, given)
    return buffer.getvalue()
