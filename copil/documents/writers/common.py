"""What the four writers share: title block, foot, and the blocks as they are printed."""

import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from functools import partial

from copil.core.typography import day
from copil.documents.blocks import (
    Block,
    BulletList,
    Document,
    Figure,
    NumberedList,
    Paragraph,
    Run,
    Signatures,
    Table,
    plain,
)
from copil.documents.look import ACCENT, GROUND, Look

SEPARATOR = " · "
SIGNATURE = "Signature"
PAGE, OF = "page\u00a0", " sur\u00a0"
INK = "241a23"
INK_2 = "574b55"
LINE = "e0d9d6"
EDGE = "8b7f87"

# The page, in millimetres: A4.
MARGIN_X_MM, MARGIN_TOP_MM, MARGIN_BOTTOM_MM = 18, 16, 18
TEXT_WIDTH_MM = 210 - 2 * MARGIN_X_MM
FACT_LABEL_MM = 48
SIGNING_WIDTH_MM, SIGNING_HEIGHT_MM = 52, 12
COMPACT_SIZE, COMPACT_SPACE = 0.88, 0.6
_CELL_MM, _CHARACTER_MM, _LINE_LIMIT = 4.5, 1.95, 46

# The date of files whose document has none: the first that a ZIP archive can hold.
EPOCH = datetime.datetime(1980, 1, 1)  # noqa: DTZ001 - the formats hold it without a zone
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)

# The path: walked, here, a passage to decide, to come. Decoration: no writer gives it an alternative.
MOTIF_WIDTH_MM, MOTIF_HEIGHT_MM = 60, 5
_MOTIF = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 20" width="240" height="20">'
    f'<path d="M8 10H98" fill="none" stroke="#{ACCENT}" stroke-width="3"/>'
    f'<path d="M98 10H232" fill="none" stroke="#{LINE}" stroke-width="3"/>'
    f'<circle cx="8" cy="10" r="7" fill="#{ACCENT}"/>'
    f'<path d="M53 3l7 7l-7 7l-7-7z" fill="#{ACCENT}"/>'
    f'<circle cx="98" cy="10" r="6" fill="#ffffff" stroke="#{ACCENT}" stroke-width="4"/>'
    f'<path d="M143 4l6 6l-6 6l-6-6z" fill="#ffffff" stroke="#{EDGE}" stroke-width="1.5"/>'
    f'<circle cx="188" cy="10" r="6" fill="#ffffff" stroke="#{EDGE}" stroke-width="1.5"/>'
    f'<circle cx="232" cy="10" r="6" fill="#ffffff" stroke="#{EDGE}" stroke-width="1.5"/>'
    "</svg>"
)


def motif(document: Document) -> str:
    """Return the drawing under the title, in the colour of whoever issues the document."""
    return coloured(_MOTIF, document.look)


def coloured(text: str, look: Look) -> str:
    """Return a style sheet in the colours of a look, wherever ours stand in it."""
    for ours, theirs in ((ACCENT, look.accent), (GROUND, look.ground)):
        text = text.replace(ours, theirs).replace(ours.upper(), theirs.upper())
    return text


def tightened(styles: str, sizes: str, spaces: str) -> str:
    """Return a style sheet with smaller letters and less space: patterns of a number between two groups."""
    for pattern, share in ((sizes, COMPACT_SIZE), (spaces, COMPACT_SPACE)):
        styles = re.sub(pattern, partial(_scaled, share=share), styles)
    return styles


def _scaled(found: re.Match[str], *, share: float) -> str:
    number = float(found[2]) * share
    return f"{found[1]}{number:.1f}" if "." in found[2] or "mm" in found[0] else f"{found[1]}{round(number)}"


def meta_line(document: Document) -> str:
    """Return who issues the document and when, for the title block; empty when nothing is known."""
    return _joined(document.organisation, document.author, _date(document))


def foot_line(document: Document) -> str:
    """Return what stands at the foot of every page, beside its number."""
    return _joined(document.organisation, _date(document), document.footer, document.look.footer)


def printed(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks as they are printed: empty ones say so, the table of a figure follows it."""
    for block in blocks:
        if isinstance(block, Figure):
            yield block
            if block.table:
                yield from _table(block.table)
        elif isinstance(block, Table):
            yield from _table(block)
        elif isinstance(block, BulletList | NumberedList) and not block.items:
            yield Paragraph(block.empty)
        elif isinstance(block, Signatures):
            yield _filled(block)
        else:
            yield block


def _table(table: Table) -> Iterator[Block]:
    if table.rows:
        yield table
    elif table.caption:
        yield Paragraph((Run(table.caption, bold=True), Run(f"\n{table.empty}")))
    else:
        yield Paragraph(table.empty)


def _filled(signatures: Signatures) -> Signatures:
    """Return the sheet with its spare rows written out."""
    spare = [("",) * len(signatures.header)] * signatures.spare
    return Signatures((*signatures.rows, *spare), signatures.header, 0, signatures.caption)


def _date(document: Document) -> str:
    return day(document.date, "medium") if document.date else ""


def _joined(*parts: str) -> str:
    return SEPARATOR.join(part for part in parts if part)


def column_widths(table: Table) -> list[float]:
    """Return the width of each column in millimetres, at most as wide as the text in all.

    For the formats that do not measure their text: the widths asked for, else an estimate from the
    longest line of each column, never narrower than its longest word while there is room.
    """
    if table.widths:
        return [TEXT_WIDTH_MM * width / sum(table.widths) for width in table.widths]
    cells = [table.header, *table.rows, *([table.total] if table.total else [])]
    columns = [[plain(row[column]) for row in cells] for column in range(len(table.header))]
    wanted = [min(max(_longest_line(cell) for cell in column), _LINE_LIMIT) for column in columns]
    needed = [max(_longest_word(cell) for cell in column) for column in columns]
    widths = [_CELL_MM + _CHARACTER_MM * max(pair) for pair in zip(wanted, needed, strict=True)]
    if sum(widths) <= TEXT_WIDTH_MM:
        return widths
    floors = [_CELL_MM + _CHARACTER_MM * longest for longest in needed]
    if sum(floors) >= TEXT_WIDTH_MM:
        return [TEXT_WIDTH_MM * width / sum(widths) for width in widths]
    share = (TEXT_WIDTH_MM - sum(floors)) / (sum(widths) - sum(floors))
    return [floor + (width - floor) * share for floor, width in zip(floors, widths, strict=True)]


def signing_widths(signatures: Signatures) -> list[float]:
    """Return the widths of the columns of a signing sheet, in millimetres; the last one is for signing."""
    columns = len(signatures.header)
    return [(TEXT_WIDTH_MM - SIGNING_WIDTH_MM) / columns] * columns + [SIGNING_WIDTH_MM]


def packed_again(content: bytes) -> bytes:
    """Return a ZIP-based file with neutral dates, so that one document always gives the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        for entry in source.infolist():
            neutral = zipfile.ZipInfo(entry.filename, _ZIP_EPOCH)
            neutral.compress_type = entry.compress_type
            target.writestr(neutral, source.read(entry))
    return buffer.getvalue()


def _longest_line(text: str) -> int:
    return max(len(line) for line in text.split("\n"))


def _longest_word(text: str) -> int:
    return max((len(word) for word in re.split(r"[ \n]", text)), default=0)
