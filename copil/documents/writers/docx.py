"""DOCX: real heading, list and table styles, so that the text can be taken up and worked on."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

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
from copil.documents.writers import docx_file
from copil.documents.writers.common import (
    FACT_LABEL_MM,
    MOTIF,
    MOTIF_WIDTH_MM,
    SIGNATURE,
    SIGNING_HEIGHT_MM,
    TEXT_WIDTH_MM,
    column_widths,
    meta_line,
    printed,
    signing_widths,
)
from copil.documents.writers.engine import to_png

_BULLETS = 1


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
            ("Surtitre", document.kicker),
            ("Title", document.title),
            ("Subtitle", document.subtitle),
            ("Origine", meta_line(document)),
        )
        for style, text in lines:
            if text:
                self._paragraph(style, text)
        motif = self._paragraph("Chemin", "")
        docx_file.add_picture(motif, to_png(MOTIF, MOTIF_WIDTH_MM), width_mm=MOTIF_WIDTH_MM, description="")

    def _paragraph(self, style: str, text: Text) -> WordParagraph:
        paragraph = self.word.add_paragraph(style=self.word.styles[style])
        if self.breaks:
            paragraph.paragraph_format.page_break_before = True
            self.breaks = False
        docx_file.write_text(paragraph, text)
        self.last = paragraph
        return paragraph

    def _heading(self, block: Heading) -> None:
        self._paragraph(f"Heading {block.level}", block.text)

    def _paragraph_block(self, block: Paragraph) -> None:
        self._paragraph("Normal", block.text)

    def _facts(self, block: Facts) -> None:
        table = self._new_table("Repères Copil", "", [FACT_LABEL_MM, TEXT_WIDTH_MM - FACT_LABEL_MM])
        for label, value in block.pairs:
            self._row(table, (label, value), styles=("Intitulé", "Valeur"))
        docx_file.describe_table(table, head=False, last=False, first=True, caption="")
        self._gap()

    def _table(self, block: Table) -> None:
        table = self._new_table("Tableau Copil", block.caption, column_widths(block))
        self._head(table, block.header, block.numeric)
        for row in (*block.rows, *([block.total] if block.total else [])):
            self._row(table, row, numeric=block.numeric)
        docx_file.describe_table(
            table, head=True, last=bool(block.total), first=block.row_headers, caption=block.caption
        )
        self._gap()

    def _signatures(self, block: Signatures) -> None:
        table = self._new_table("Signatures Copil", block.caption, signing_widths(block))
        self._head(table, (*block.header, SIGNATURE), ())
        for row in block.rows:
            self._row(table, (*row, ""), height_mm=SIGNING_HEIGHT_MM)
        docx_file.describe_table(table, head=True, last=False, first=False, caption=block.caption)
        self._gap()

    def _new_table(self, style: str, caption: str, widths_mm: Sequence[float]) -> WordTable:
        if caption:
            self._paragraph("caption", caption)
        elif self.breaks:
            self._paragraph("Intervalle", "")
        return docx_file.new_table(self.word, style=style, widths_mm=widths_mm)

    def _head(self, table: WordTable, header: Sequence[str], numeric: Sequence[int]) -> None:
        styles = ("Titre de colonne",) * len(header)
        self._row(table, header, styles=styles, numeric=numeric, head=True)

    def _row(
        self,
        table: WordTable,
        cells: Sequence[Text],
        *,
        styles: Sequence[str] = (),
        numeric: Sequence[int] = (),
        head: bool = False,
        height_mm: float = 0,
    ) -> None:
        row = table.add_row()  # type: ignore[no-untyped-call]  # the library leaves this one untyped
        docx_file.describe_row(row._tr, head=head, height_mm=height_mm)
        for column, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.style = self.word.styles[styles[column] if styles else "Cellule"]
            if column in numeric:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            docx_file.write_text(paragraph, text)

    def _gap(self) -> None:
        """Write the small paragraph that keeps a table apart from what follows."""
        self._paragraph("Intervalle", "")

    def _list_block(self, block: BulletList | NumberedList) -> None:
        self._list(block, level=0)
        self.last.paragraph_format.space_after = Pt(7)

    def _list(self, block: BulletList | NumberedList, *, level: int) -> None:
        bullets = isinstance(block, BulletList)
        number = _BULLETS if bullets else docx_file.new_numbering(self.word)
        for item in block.items:
            text = item.text if isinstance(item, Item) else item
            paragraph = self._paragraph("List Bullet" if bullets else "List Number", text)
            docx_file.number_paragraph(paragraph, number=number, level=level)
            if isinstance(item, Item):
                self._list(item.children, level=level + 1)

    def _figure(self, block: Figure) -> None:
        self._paragraph("caption", block.title)
        width = block.width * TEXT_WIDTH_MM
        paragraph = self._paragraph("Normal", "")
        docx_file.add_picture(
            paragraph, to_png(block.svg, width), width_mm=width, description=block.description
        )

    def _quote(self, block: Quote) -> None:
        last = self._paragraph("Quote", block.text)
        if block.source:
            last.paragraph_format.keep_with_next = True
            last = self._paragraph("Source de citation", block.source)
        self._gap()

    def _break(self, block: Break) -> None:
        self.breaks = True
