"""ODT: real heading, list and table styles, so that the text can be taken up and worked on."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

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
from copil.documents.writers import odt_xml
from copil.documents.writers.common import (
    FACT_LABEL_MM,
    MOTIF_WIDTH_MM,
    SIGNATURE,
    TEXT_WIDTH_MM,
    column_widths,
    meta_line,
    motif,
    printed,
    signing_widths,
)
from copil.documents.writers.engine import to_png
from copil.documents.writers.odt_file import OdtFile


def write(document: Document) -> bytes:
    """Return the document as ODT."""
    writer = _Writer(document)
    for block in printed(document.blocks):
        writer.write(block)
    writer.end(document)
    return writer.file.saved()


class _Writer:
    """The file being written, and whether the next paragraph starts a page."""

    def __init__(self, document: Document) -> None:
        self.file = OdtFile(document)
        self.breaks = False
        self.tables = 0
        self._title(document)
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

    def end(self, document: Document) -> None:
        """Close a text that ends with a table: Writer adds a paragraph there, on a new page at worst."""
        if isinstance(document.blocks[-1], Facts | Table | Signatures):
            self.file.body.append(odt_xml.paragraph("End", ""))

    def _style(self, style: str) -> str:
        """Return the style, or its twin on a new page right after a break."""
        breaks, self.breaks = self.breaks, False
        return self.file.breaking_style(style) if breaks else style

    def _paragraph(self, style: str, text: Text) -> None:
        self.file.body.append(odt_xml.paragraph(self._style(style), text))

    def _title(self, document: Document) -> None:
        look = document.look
        if look.logo:
            frame = self.file.picture(
                look.logo, width_mm=look.logo_width_mm, title="Logo", description=look.logo_alt
            )
            self.file.body.append(odt_xml.holder("Motif", frame))
        lines = (
            ("Kicker", document.kicker),
            ("Title", document.title),
            ("Subtitle", document.subtitle),
            ("Meta", meta_line(document)),
        )
        for style, text in lines:
            if text:
                self._paragraph(style, text)
        self._picture("Motif", motif(document), MOTIF_WIDTH_MM, "Chemin", "")

    def _picture(self, style: str, svg: str, width_mm: float, title: str, description: str) -> None:
        png = to_png(svg, width_mm)
        frame = self.file.picture(png, width_mm=width_mm, title=title, description=description)
        self.file.body.append(odt_xml.holder(self._style(style), frame))

    def _heading(self, block: Heading) -> None:
        style = self._style(f"Heading_20_{block.level}")
        self.file.body.append(odt_xml.heading(style, block.text, block.level))

    def _text(self, block: Paragraph) -> None:
        self._paragraph("Standard", block.text)

    def _facts(self, block: Facts) -> None:
        rows = [odt_xml.row("Row", "FactCell", ("FactLabel", "FactValue"), pair) for pair in block.pairs]
        self._append_table(rows, [FACT_LABEL_MM, TEXT_WIDTH_MM - FACT_LABEL_MM])

    def _table(self, block: Table) -> None:
        right = [column in block.numeric for column in range(len(block.header))]
        heads = ["FiguresHeading" if number else "Table_20_Heading" for number in right]
        plain = ["Figures" if number else "Table_20_Contents" for number in right]
        strong = ["TotalFigures" if number else "RowHeading" for number in right]
        if block.row_headers:
            plain[0] = strong[0]
        rows = [odt_xml.row("Row", "Cell", plain, cells) for cells in block.rows]
        if block.total:
            rows.append(odt_xml.row("Row", "TotalCell", strong, block.total))
        head = odt_xml.row("Row", "HeadCell", heads, block.header)
        self._append_table(rows, column_widths(block), head=head, caption=block.caption)

    def _signatures(self, block: Signatures) -> None:
        columns = len(block.header) + 1
        heads, plain = ["Table_20_Heading"] * columns, ["Table_20_Contents"] * columns
        rows = [odt_xml.row("SignRow", "SignCell", plain, (*cells, "")) for cells in block.rows]
        head = odt_xml.row("Row", "SignHeadCell", heads, (*block.header, SIGNATURE))
        self._append_table(rows, signing_widths(block), head=head, caption=block.caption)

    def _append_table(
        self, rows: Sequence[str], widths_mm: Sequence[float], *, head: str = "", caption: str = ""
    ) -> None:
        if caption:
            self._paragraph("Caption", caption)
        elif self.breaks:
            self._paragraph("Table_20_Contents", "")
        self.tables += 1
        style = self.file.table_style(sum(widths_mm))
        columns = [self.file.column_style(width) for width in widths_mm]
        xml = odt_xml.table(f"Tableau {self.tables}", style, columns, rows, head=head, caption=caption)
        self.file.body.append(xml)

    def _list(self, block: BulletList | NumberedList) -> None:
        self.file.body.append(self._items(block, last=True))

    def _items(self, block: BulletList | NumberedList, *, last: bool) -> str:
        """Return the list; the very last paragraph of a list keeps a wider space below."""
        items = []
        for number, item in enumerate(block.items, 1):
            ends = last and number == len(block.items)
            nested = isinstance(item, Item)
            style = self._style("LastItem" if ends and not nested else "Item")
            text = odt_xml.paragraph(style, item.text if isinstance(item, Item) else item)
            inside = self._items(item.children, last=ends) if isinstance(item, Item) else ""
            items.append(f"<text:list-item>{text}{inside}</text:list-item>")
        kind = "Bullets" if isinstance(block, BulletList) else "Numbers"
        return f'<text:list text:style-name="{kind}">{"".join(items)}</text:list>'

    def _figure(self, block: Figure) -> None:
        self._paragraph("Caption", block.title)
        width = block.width * TEXT_WIDTH_MM
        self._picture("Standard", block.svg, width, block.title, block.description)

    def _quote(self, block: Quote) -> None:
        self._paragraph("Quotations", block.text)
        if block.source:
            self._paragraph("QuoteSource", block.source)

    def _break(self, block: Break) -> None:
        self.breaks = True
