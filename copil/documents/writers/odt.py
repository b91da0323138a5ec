"""ODT: real heading, list and table styles, so that the text can be taken up and worked on."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import odfdo
from odfdo import Element

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
from copil.documents.writers import odt_file
from copil.documents.writers.common import (
    FACT_LABEL_MM,
    MOTIF,
    MOTIF_WIDTH_MM,
    SIGNATURE,
    TEXT_WIDTH_MM,
    column_widths,
    meta_line,
    printed,
    signing_widths,
)
from copil.documents.writers.engine import to_png
from copil.documents.writers.odt_file import element


def write(document: Document) -> bytes:
    """Return the document as ODT."""
    writer = _Writer(document)
    for block in printed(document.blocks):
        writer.write(block)
    return odt_file.saved(writer.file)


class _Writer:
    """The file being written, and whether the next paragraph starts a page."""

    def __init__(self, document: Document) -> None:
        self.file: odfdo.Document = odt_file.new_file(document)
        self.body: Element = self.file.body
        self.breaks = False
        self.tables = 0
        self._write_title(document)
        self._writers: Mapping[type[Block], Callable[[Any], None]] = {
            Heading: self._heading,
            Paragraph: self._paragraph_block,
            Facts: self._facts,
            Table: self._table,
            BulletList: self._list_block,
            NumberedList: self._list_block,
            Figure: self._figure,
            Quote: self._quote,
            Signatures: self._signatures,
            Break: self._break,
        }

    def write(self, block: Block) -> None:
        self._writers[type(block)](block)

    def _write_title(self, document: Document) -> None:
        lines = (
            ("Kicker", document.kicker),
            ("Title", document.title),
            ("Subtitle", document.subtitle),
            ("Meta", meta_line(document)),
        )
        for style, text in lines:
            if text:
                self._paragraph(style, text)
        png = to_png(MOTIF, MOTIF_WIDTH_MM)
        motif = odt_file.picture(self.file, png, width_mm=MOTIF_WIDTH_MM, title="Chemin", description="")
        self._paragraph("Motif", "").append(motif)

    def _style(self, style: str) -> str:
        if self.breaks:
            self.breaks = False
            return odt_file.breaking_style(self.file, style)
        return style

    def _paragraph(self, style: str, text: Text) -> Element:
        paragraph = _text("text:p", self._style(style), text)
        self.body.append(paragraph)
        return paragraph

    def _heading(self, block: Heading) -> None:
        heading = _text("text:h", self._style(f"Heading_20_{block.level}"), block.text)
        heading.set_attribute("text:outline-level", str(block.level))
        self.body.append(heading)

    def _paragraph_block(self, block: Paragraph) -> None:
        self._paragraph("Standard", block.text)

    def _facts(self, block: Facts) -> None:
        table = self._new_table("", [FACT_LABEL_MM, TEXT_WIDTH_MM - FACT_LABEL_MM])
        for pair in block.pairs:
            table.append(_row("Row", "FactCell", ("FactLabel", "FactValue"), pair))

    def _table(self, block: Table) -> None:
        table = self._new_table(block.caption, column_widths(block))
        columns = range(len(block.header))
        right = [column in block.numeric for column in columns]
        heads = ["FiguresHeading" if number else "Table_20_Heading" for number in right]
        plain = ["Figures" if number else "Table_20_Contents" for number in right]
        strong = ["TotalFigures" if number else "RowHeading" for number in right]
        if block.row_headers:
            plain[0] = strong[0]
        _append_head(table, _row("Row", "HeadCell", heads, block.header))
        for row in block.rows:
            table.append(_row("Row", "Cell", plain, row))
        if block.total:
            table.append(_row("Row", "TotalCell", strong, block.total))

    def _signatures(self, block: Signatures) -> None:
        table = self._new_table(block.caption, signing_widths(block))
        columns = len(block.header) + 1
        head = _row("Row", "SignHeadCell", ["Table_20_Heading"] * columns, (*block.header, SIGNATURE))
        _append_head(table, head)
        for row in block.rows:
            table.append(_row("SignRow", "SignCell", ["Table_20_Contents"] * columns, (*row, "")))

    def _new_table(self, caption: str, widths_mm: Sequence[float]) -> Element:
        if caption:
            self._paragraph("Caption", caption)
        elif self.breaks:
            self._paragraph("Table_20_Contents", "")
        self.tables += 1
        style = odt_file.table_style(self.file, sum(widths_mm))
        table = element("table:table", table_name=f"Tableau {self.tables}", table_style_name=style)
        if caption:
            title = element("table:title")
            title.text = caption
            table.append(title)
        for width in widths_mm:
            name = odt_file.column_style(self.file, width)
            table.append(element("table:table-column", table_style_name=name))
        self.body.append(table)
        return table

    def _list_block(self, block: BulletList | NumberedList) -> None:
        self.body.append(self._list(block, last=True))

    def _list(self, block: BulletList | NumberedList, *, last: bool) -> Element:
        """Return the list; the very last paragraph of a list keeps a wider space below."""
        style = "Bullets" if isinstance(block, BulletList) else "Numbers"
        made = element("text:list", text_style_name=style)
        for number, item in enumerate(block.items, 1):
            ends = last and number == len(block.items)
            nested = isinstance(item, Item)
            text = item.text if isinstance(item, Item) else item
            holder = element("text:list-item")
            holder.append(_text("text:p", self._style("LastItem" if ends and not nested else "Item"), text))
            if isinstance(item, Item):
                holder.append(self._list(item.children, last=ends))
            made.append(holder)
        return made

    def _figure(self, block: Figure) -> None:
        self._paragraph("Caption", block.title)
        width = block.width * TEXT_WIDTH_MM
        png = to_png(block.svg, width)
        shape = odt_file.picture(
            self.file, png, width_mm=width, title=block.title, description=block.description
        )
        self._paragraph("Standard", "").append(shape)

    def _quote(self, block: Quote) -> None:
        self._paragraph("Quotations", block.text)
        if block.source:
            self._paragraph("QuoteSource", block.source)

    def _break(self, block: Break) -> None:
        self.breaks = True


def _text(tag: str, style: str, text: Text) -> Element:
    made = element(tag, text_style_name=style)
    odt_file.write_text(made, text)
    return made


def _row(style: str, cell_style: str, styles: Sequence[str], cells: Sequence[Text]) -> Element:
    row = element("table:table-row", table_style_name=style)
    for paragraph_style, text in zip(styles, cells, strict=True):
        cell = element("table:table-cell", table_style_name=cell_style, office_value_type="string")
        cell.append(_text("text:p", paragraph_style, text))
        row.append(cell)
    return row


def _append_head(table: Element, row: Element) -> None:
    head = element("table:table-header-rows")
    head.append(row)
    table.append(head)
