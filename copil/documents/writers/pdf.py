"""PDF: tagged, PDF/UA-1, set in our font. The template does the drawing, this module says what to draw."""

import struct
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
    Run,
    Signatures,
    Table,
    Text,
    plain,
    runs,
)
from copil.documents.look import Look
from copil.documents.writers import engine
from copil.documents.writers.common import (
    COMPACT_SIZE,
    MOTIF_WIDTH_MM,
    SIGNATURE,
    foot_line,
    meta_line,
    motif,
    printed,
)
from copil.documents.writers.printable import printable

Data = dict[str, Any]
# A row longer than this may run over two pages; a shorter one never breaks.
_LONG_CELL = 900


def write(document: Document) -> bytes:
    """Return the document as PDF/UA-1."""
    return engine.to_pdf("document.typ", _data(document))


def first_page(document: Document, *, ppi: int = 100) -> bytes:
    """Return the first page of the document as PNG, to be looked at; ``ppi`` in pixels an inch."""
    return engine.first_page("document.typ", _data(document), ppi=ppi)


def _data(document: Document) -> Data:
    day = document.date
    return {
        "title": _named(document.title),
        "kicker": printable(document.kicker),
        "subtitle": printable(document.subtitle),
        "author": printable(document.author or document.organisation),
        "meta": printable(meta_line(document)),
        "foot": printable(foot_line(document)),
        "language": document.language,
        "scale": COMPACT_SIZE if document.compact else 1,
        "date": [day.year, day.month, day.day] if day else None,
        "motif": {"svg": motif(document), "width": MOTIF_WIDTH_MM},
        "accent": f"#{document.look.accent}",
        "ground": f"#{document.look.ground}",
        "logo": _logo(document.look),
        "blocks": [] if document.to_cut else _blocks(document.blocks),
        "cards": [_blocks(card) for card in document.cards()] if document.to_cut else [],
    }


def _blocks(blocks: Sequence[Block]) -> list[Data]:
    return [_WRITERS[type(block)](block) for block in printed(blocks)]


def _logo(look: Look) -> Data | None:
    """Return the logo as a drawing that holds it: the engine takes its data as text."""
    if not look.logo:
        return None
    across, down = struct.unpack(">II", look.logo[16:24])
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} {down}" width="{across}" '
        f'height="{down}"><image width="{across}" height="{down}" href="{look.logo_address}"/></svg>'
    )
    return {"svg": svg, "width": look.logo_width_mm, "alt": printable(look.logo_alt)}


def _named(text: str) -> str:
    """Return a title that is never empty: a reader must be able to name what it opens."""
    return printable(text) if printable(text).strip() else "?"


def _rich(text: Text) -> list[Data]:
    """Return the runs as data; a line feed stays in the text, the template breaks the line."""
    return [
        {"t": printable(run.text), "b": run.bold, "i": run.italic, "h": _address(run)} for run in runs(text)
    ]


def _address(run: Run) -> str:
    """Return the address of a run, none when nothing of its text is left to click on."""
    return run.href if printable(run.text).strip() else ""


def _heading(block: Heading) -> Data:
    return {"kind": "heading", "level": block.level, "text": _named(block.text)}


def _paragraph(block: Paragraph) -> Data:
    return {"kind": "paragraph", "text": _rich(block.text)}


def _facts(block: Facts) -> Data:
    return {"kind": "facts", "pairs": [[printable(label), _rich(value)] for label, value in block.pairs]}


def _table(block: Table) -> Data:
    return {
        "kind": "table",
        "caption": printable(block.caption),
        "header": [printable(cell) for cell in block.header],
        "rows": [_cells(row) for row in block.rows],
        "total": _cells(block.total),
        "numeric": list(block.numeric),
        "widths": list(block.widths),
        "strong": block.row_headers,
        "breakable": any(len(plain(cell)) > _LONG_CELL for row in block.rows for cell in row),
    }


def _cells(row: Sequence[Text]) -> list[list[Data]]:
    return [_rich(cell) for cell in row]


def _list(block: BulletList | NumberedList) -> Data:
    items = [
        {"text": _rich(item.text), "list": _list(item.children)}
        if isinstance(item, Item)
        else {"text": _rich(item)}
        for item in block.items
    ]
    return {"kind": "bullets" if isinstance(block, BulletList) else "numbers", "items": items}


def _figure(block: Figure) -> Data:
    return {
        "kind": "figure",
        "svg": block.svg,
        "title": printable(block.title),
        "description": block.description,
        "width": block.width,
    }


def _quote(block: Quote) -> Data:
    return {"kind": "quote", "text": _rich(block.text), "source": printable(block.source)}


def _signatures(block: Signatures) -> Data:
    return {
        "kind": "signatures",
        "caption": printable(block.caption),
        "header": [printable(cell) for cell in (*block.header, SIGNATURE)],
        "rows": [[printable(cell) for cell in row] for row in block.rows],
    }


def _break(block: Break) -> Data:
    return {"kind": "break"}


_WRITERS: Mapping[type[Block], Callable[[Any], Data]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Facts: _facts,
    Table: _table,
    BulletList: _list,
    NumberedList: _list,
    Figure: _figure,
    Quote: _quote,
    Signatures: _signatures,
    Break: _break,
}
