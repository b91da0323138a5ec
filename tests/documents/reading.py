"""Read back what the writers wrote: the text of each format in reading order, and what it should hold."""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser

import docx
import odfdo
import pypdf
from docx.table import Table as WordTable

from copil.documents.blocks import (
    Block,
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
    plain,
)


def squash(text: str) -> str:
    """Return the text without any space: lines are broken differently in each format."""
    return re.sub(r"\s+", "", text)


def expected(document: Document) -> Iterator[str]:
    """Yield every text that a reader of the document must find, in order."""
    lines = [document.kicker, document.title, document.subtitle, document.organisation, document.author]
    yield from filter(None, lines)
    for block in document.blocks:
        for text in _texts(block):
            yield from (line for line in plain(text).split("\n") if line)


def _texts(block: Block) -> Iterator[Text]:
    match block:
        case Heading() | Paragraph():
            yield block.text
        case Quote():
            yield from (block.text, block.source)
        case Facts():
            yield from (text for pair in block.pairs for text in pair)
        case Table():
            yield from _cells(block)
        case BulletList() | NumberedList():
            yield from _items(block)
        case Figure():
            yield block.title
            yield from _cells(block.table) if block.table else ()
        case Signatures():
            yield from (block.caption, *block.header, "Signature")
            yield from (cell for row in block.rows for cell in row)


def _cells(table: Table) -> Iterator[Text]:
    yield table.caption
    rows = (table.header, *table.rows, table.total) if table.rows else ([table.empty],)
    yield from (cell for row in rows for cell in row)


def _items(block: BulletList | NumberedList) -> Iterator[Text]:
    for item in block.items or [block.empty]:
        yield item.text if isinstance(item, Item) else item
        if isinstance(item, Item):
            yield from _items(item.children)


def pdf_text(content: bytes) -> str:
    """Return the text of a PDF, page after page."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def docx_text(content: bytes) -> str:
    """Return the text of a DOCX in reading order, tables included."""
    parts = []
    for part in docx.Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(part, WordTable):
            parts += [cell.text for row in part.rows for cell in row.cells]
        else:
            parts.append(part.text)
    return "\n".join(parts)


def odt_text(content: bytes) -> str:
    """Return the text of an ODT in reading order, tables included, the words of pictures left out."""
    body = odfdo.Document(io.BytesIO(content)).body
    for frame in body.get_elements("//draw:frame"):
        frame.delete()
    return "\n".join(
        "".join(part._xml_element.itertext()) for part in body.get_elements("//text:p | //text:h")
    )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.skipped = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.skipped += tag in {"head", "svg"}

    def handle_endtag(self, tag: str) -> None:
        self.skipped -= tag in {"head", "svg"}

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.parts.append(data)


def html_text(content: bytes) -> str:
    """Return the text of the body of an HTML page, pictures aside."""
    reader = _Reader()
    reader.feed(content.decode())
    return "".join(reader.parts)


READERS: Mapping[str, Callable[[bytes], str]] = {
    "pdf": pdf_text,
    "docx": docx_text,
    "odt": odt_text,
    "html": html_text,
}
