"""DOCX: real heading, list and table styles, so that the text can be taken up and worked on."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.xmlchemy import BaseOxmlElement

from copil.documents.blocks import (
    Block,
    Break,
    BulletList,
    Document,
    Facts,
    Figure,
    Heading,
    Item,
    NumberedList,
    Paragraph,
    Quote,
    Signatures,
    Table,
    Text,
)
from copil.documents.writers import docx_file, docx_xml
from copil.documents.writers.common import (
    FACT_LABEL_MM,
    MOTIF_WIDTH_MM,
    SIGNATURE,
    SIGNING_HEIGHT_MM,
    TEXT_WIDTH_MM,
    column_widths,
    foot_line,
    meta_line,
    motif,
    printed,
    signing_widths,
)
from copil.documents.writers.engine import to_png

_BULLETS = 1
_AFTER_LIST = 140


def write(document: Document) -> bytes:
    """Return the document as DOCX."""
    writer = _Writer(document)
    for block in printed(document.blocks):
        writer.write(block)
    return docx_file.saved(writer.word)


class _Writer:
    """The file being written, and whether the next paragraph starts a page."""

    def __init__(self, document: Document) -> None:
        self.word: WordDocument = docx_file.new_file(document)
        self.breaks = False
        self._title(document)
        docx_file.set_foot(self.word, docx_xml.foot(foot_line(document)))
        self._writers: Mapping[type[Block], Callable[[Any], None]] = {
            Heading: self._heading,
            Paragraph: self._text,
            Facts: self._facts,
            Table: self._table,
            BulletList: self._list,
            NumberedList: self._list,
            Figure: self._figure,
            Quote: self._quote,
            Signatures: self._signatures,
            Break: self._break,
        }

    def write(self, block: Block) -> None:
        self._writers[type(block)](block)

    def _link(self, href: str) -> str:
        return docx_file.link(self.word, href)

    def _paragraph(self, style: str, text: Text, **marks: Any) -> BaseOxmlElement:
        xml = docx_xml.paragraph(style, text, self._link, breaks=self.breaks, **marks)
        self.breaks = False
        return docx_file.append(self.word, xml)

    def _title(self, document: Document) -> None:
        look = document.look
        if look.logo:
            holder = self._paragraph("Motif", "")
            width = look.logo_width_mm
            docx_file.add_picture(self.word, holder, look.logo, width_mm=width, description=look.logo_alt)
        lines = (
            ("Kicker", document.kicker),
            ("Title", document.title),
            ("Subtitle", document.subtitle),
            ("Meta", meta_line(document)),
        )
        for style, text in lines:
            if text:
                self._paragraph(style, text)
        self._picture("Motif", motif(document), MOTIF_WIDTH_MM, "")

    def _picture(self, style: str, svg: str, width_mm: float, description: str) -> None:
        holder = self._paragraph(style, "")
        png = to_png(svg, width_mm)
        docx_file.add_picture(self.word, holder, png, width_mm=width_mm, description=description)

    def _heading(self, block: Heading) -> None:
        self._paragraph(f"Heading{block.level}", block.text)

    def _text(self, block: Paragraph) -> None:
        self._paragraph("Normal", block.text)

    def _facts(self, block: Facts) -> None:
        widths = [FACT_LABEL_MM, TEXT_WIDTH_MM - FACT_LABEL_MM]
        rows = [
            docx_xml.row([self._cell("FactLabel", label), self._cell("FactValue", value)], widths)
            for label, value in block.pairs
        ]
        self._append_table(docx_xml.table("CopilFacts", rows, widths, first=True))

    def _table(self, block: Table) -> None:
        widths = column_widths(block)
        rows = [self._row(block.header, widths, style="HeadCell", numeric=block.numeric, head=True)]
        for cells in (*block.rows, *([block.total] if block.total else [])):
            rows.append(self._row(cells, widths, numeric=block.numeric))
        xml = docx_xml.table(
            "CopilTable",
            rows,
            widths,
            caption=block.caption,
            head=True,
            last=bool(block.total),
            first=block.row_headers,
        )
        self._append_table(xml, block.caption)

    def _signatures(self, block: Signatures) -> None:
        widths = signing_widths(block)
        rows = [self._row((*block.header, SIGNATURE), widths, style="HeadCell", head=True)]
        rows += [self._row((*cells, ""), widths, height_mm=SIGNING_HEIGHT_MM) for cells in block.rows]
        xml = docx_xml.table("CopilSigning", rows, widths, caption=block.caption, head=True)
        self._append_table(xml, block.caption)

    def _row(
        self,
        cells: Sequence[Text],
        widths: Sequence[float],
        *,
        style: str = "Cell",
        numeric: Sequence[int] = (),
        head: bool = False,
        height_mm: float = 0,
    ) -> str:
        written = [self._cell(style, cell, right=column in numeric) for column, cell in enumerate(cells)]
        return docx_xml.row(written, widths, head=head, height_mm=height_mm)

    def _cell(self, style: str, text: Text, *, right: bool = False) -> str:
        return docx_xml.paragraph(style, text, self._link, right=right)

    def _append_table(self, xml: str, caption: str = "") -> None:
        """Put a table after its caption, with a gap that keeps it apart from what follows."""
        if caption:
            self._paragraph("Caption", caption)
        elif self.breaks:
            self._paragraph("Gap", "")
        docx_file.append(self.word, xml)
        self._paragraph("Gap", "")

    def _list(self, block: BulletList | NumberedList) -> None:
        lines = list(self._items(block, level=0))
        for place, (style, text, number, level) in enumerate(lines, 1):
            after = _AFTER_LIST if place == len(lines) else -1
            self._paragraph(style, text, number=number, level=level, after=after)

    def _items(self, block: BulletList | NumberedList, *, level: int) -> list[tuple[str, Text, int, int]]:
        """Return the lines of a list and of those it holds: style, text, number of the list, level."""
        bullets = isinstance(block, BulletList)
        style = "ListBullet" if bullets else "ListNumber"
        number = _BULLETS if bullets else docx_file.new_numbering(self.word)
        lines: list[tuple[str, Text, int, int]] = []
        for item in block.items:
            if isinstance(item, Item):
                lines.append((style, item.text, number, level))
                lines += self._items(item.children, level=level + 1)
            else:
                lines.append((style, item, number, level))
        return lines

    def _figure(self, block: Figure) -> None:
        self._paragraph("Caption", block.title)
        self._picture("Normal", block.svg, block.width * TEXT_WIDTH_MM, block.description)

    def _quote(self, block: Quote) -> None:
        self._paragraph("Quote", block.text, keeps=bool(block.source))
        if block.source:
            self._paragraph("QuoteSource", block.source)
        self._paragraph("Gap", "")

    def _break(self, block: Break) -> None:
        self.breaks = True
