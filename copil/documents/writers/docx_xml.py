"""WordprocessingML as text: paragraphs, runs, rows and tables in the order that Word demands.

Strings rather than the library's objects: a table of a thousand cells is parsed once, twenty times
faster. Text is escaped here and nowhere else.
"""

from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape, quoteattr

from copil.documents.blocks import Run, Text, runs
from copil.documents.writers.common import OF, PAGE

# The prefixes of everything below, declared once by whoever parses it.
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_TWENTIETHS_PER_MM = 1440 / 25.4

# Gives the key of an address outside the file.
Link = Callable[[str], str]


def paragraph(
    style: str,
    text: Text,
    link: Link,
    *,
    breaks: bool = False,
    keeps: bool = False,
    number: int = 0,
    level: int = 0,
    after: int = -1,
    right: bool = False,
) -> str:
    """Return a paragraph.

    `breaks` starts a page, `keeps` holds it with the next, `number` and `level` make it an item of a
    list, `after` is the space below in twentieths of a point, `right` sets it to the right.
    """
    marks = (
        f'<w:pStyle w:val="{style}"/>',
        "<w:keepNext/>" if keeps else "",
        "<w:pageBreakBefore/>" if breaks else "",
        f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if number else "",
        f'<w:spacing w:after="{after}"/>' if after >= 0 else "",
        '<w:jc w:val="right"/>' if right else "",
    )
    inside = "".join(_run(run, link) for run in runs(text))
    return f"<w:p><w:pPr>{''.join(marks)}</w:pPr>{inside}</w:p>"


def foot(text: str) -> str:
    """Return the paragraph at the foot: « mention [tab] page 1 sur 3 », counted by Word."""
    inside = (
        _plain_run(text),
        "<w:r><w:tab/></w:r>",
        _plain_run(PAGE),
        _field("PAGE"),
        _plain_run(OF),
        _field("NUMPAGES"),
    )
    return f'<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{"".join(inside)}</w:p>'


def row(cells: Sequence[str], widths_mm: Sequence[float], *, head: bool = False, height_mm: float = 0) -> str:
    """Return a row of cells (paragraphs): kept on one page, repeated on each when it is the head."""
    height = f'<w:trHeight w:val="{_twentieths(height_mm)}" w:hRule="atLeast"/>' if height_mm else ""
    marks = f"<w:cantSplit/>{height}{'<w:tblHeader/>' if head else ''}"
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{_twentieths(width)}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths_mm, strict=True)
    )
    return f"<w:tr><w:trPr>{marks}</w:trPr>{inside}</w:tr>"


def table(
    style: str,
    rows: Sequence[str],
    widths_mm: Sequence[float],
    *,
    caption: str = "",
    head: bool = False,
    last: bool = False,
    first: bool = False,
) -> str:
    """Return a table; `head`, `last`, `first` say which row and column are headers."""
    bits = 0x0020 * head + 0x0040 * last + 0x0080 * first + 0x0600
    look = (
        f'<w:tblLook w:val="{bits:04X}" w:firstRow="{head:d}" w:lastRow="{last:d}" '
        f'w:firstColumn="{first:d}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )
    grid = "".join(f'<w:gridCol w:w="{_twentieths(width)}"/>' for width in widths_mm)
    words = f"<w:tblCaption w:val={quoteattr(caption)}/>" if caption else ""
    width = f'<w:tblW w:w="{_twentieths(sum(widths_mm))}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    marks = f'<w:tblStyle w:val="{style}"/>{width}{look}{words}'
    return f"<w:tbl><w:tblPr>{marks}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _run(run: Run, link: Link) -> str:
    marks = '<w:rStyle w:val="Hyperlink"/>' if run.href else ""
    marks += "<w:b/><w:bCs/>" if run.bold else ""
    marks += "<w:i/><w:iCs/>" if run.italic else ""
    xml = f"<w:r>{f'<w:rPr>{marks}</w:rPr>' if marks else ''}{_lines(run.text)}</w:r>"
    return f'<w:hyperlink r:id="{link(run.href)}">{xml}</w:hyperlink>' if run.href else xml


def _plain_run(text: str) -> str:
    return f"<w:r>{_lines(text)}</w:r>"


def _lines(text: str) -> str:
    return "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else "" for line in text.split("\n")
    )


def _field(code: str) -> str:
    return f'<w:fldSimple w:instr="{code}">{_plain_run("1")}</w:fldSimple>'


def _twentieths(millimetres: float) -> int:
    return round(millimetres * _TWENTIETHS_PER_MM)
