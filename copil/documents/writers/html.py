"""HTML: the same words in semantic elements, shown inside a page of the product or saved as a file.

Safe by construction: every text and address goes through `escape`, pictures were checked when their block
was built, and nothing here writes a style or a handler. Column widths are left to the browser.
"""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
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
    runs,
)
from copil.documents.writers.common import SIGNATURE, coloured, foot_line, meta_line, motif, printed

STYLESHEET = Path(__file__).resolve().parent.parent / "static" / "documents" / "document.css"
_DEEPEST = 6
_NUMERIC = ' class="doc-num"'


def write(document: Document) -> bytes:
    """Return the document as a whole HTML file."""
    return standalone_html(document).encode()


def standalone_html(document: Document) -> str:
    """Return a whole page to save and send.

    The page carries its style in a `<style>` element: it is a file on somebody's disk, never a page served
    by the product, whose policy forbids that.
    """
    meta = f'<meta name="author" content="{escape(document.author)}">\n' if document.author else ""
    return (
        f'<!doctype html>\n<html lang="{escape(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n{meta}"
        f"<style>\n{coloured(STYLESHEET.read_text(encoding='utf-8'), document.look)}</style>\n</head>\n"
        f'<body class="doc-page">\n<main>\n{body_html(document)}</main>\n</body>\n</html>\n'
    )


def body_html(document: Document, *, top: int = 1) -> str:
    """Return the document as one `<article class="doc">`, its title at heading level `top`.

    Give `top=2` inside a page that already has its `<h1>`. The page links `documents/document.css`.
    """
    foot = foot_line(document)
    pieces = [f'<article class="doc" lang="{escape(document.language)}">\n', _title(document, top)]
    pieces += [_block(block, top) for block in printed(document.blocks)]
    pieces += [f'<footer class="doc-foot">{escape(foot)}</footer>\n' if foot else "", "</article>\n"]
    return "".join(pieces)


def blocks_html(blocks: Sequence[Block], *, top: int = 1) -> str:
    """Return blocks alone, without title block or foot, for a fragment of a page."""
    return "".join(_block(block, top) for block in printed(blocks))


def _title(document: Document, top: int) -> str:
    look = document.look
    lines = [
        f'<p class="doc-logo"><img src="{look.logo_address}" alt="{escape(look.logo_alt)}"></p>\n'
        if look.logo
        else "",
        f'<p class="doc-kicker">{escape(document.kicker)}</p>\n' if document.kicker else "",
        f'<h{top} class="doc-title">{escape(document.title)}</h{top}>\n',
        f'<p class="doc-subtitle">{escape(document.subtitle)}</p>\n' if document.subtitle else "",
        f'<p class="doc-meta">{escape(meta_line(document))}</p>\n' if meta_line(document) else "",
        motif(document).replace("<svg ", '<svg class="doc-motif" aria-hidden="true" focusable="false" '),
    ]
    return f'<header class="doc-head">\n{"".join(lines)}\n</header>\n'


def _rich(text: Text) -> str:
    return "".join(_run_html(run.text, run.bold, run.italic, run.href) for run in runs(text))


def _run_html(text: str, bold: bool, italic: bool, href: str) -> str:
    html = escape(text).replace("\n", "<br>")
    if italic:
        html = f"<em>{html}</em>"
    if bold:
        html = f"<strong>{html}</strong>"
    return f'<a href="{escape(href)}" rel="noopener nofollow">{html}</a>' if href else html


def _block(block: Block, top: int) -> str:
    if isinstance(block, Heading):
        level = min(block.level + top, _DEEPEST)
        return f'<h{level} class="doc-h{block.level}">{escape(block.text)}</h{level}>\n'
    return _WRITERS[type(block)](block)


def _paragraph(block: Paragraph) -> str:
    return f"<p>{_rich(block.text)}</p>\n"


def _facts(block: Facts) -> str:
    pairs = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{_rich(value)}</dd></div>\n" for label, value in block.pairs
    )
    return f'<dl class="doc-facts">\n{pairs}</dl>\n'


def _table(block: Table) -> str:
    rows = "".join(_row(block, row) for row in block.rows)
    total = f"<tfoot>\n{_row(block, block.total, first='th')}</tfoot>\n" if block.total else ""
    return _framed(
        block.caption,
        f"<thead>\n{_head(block.header, block.numeric)}</thead>\n<tbody>\n{rows}</tbody>\n{total}",
        "doc-table",
    )


def _row(block: Table, row: Sequence[Text], first: str = "") -> str:
    cells = []
    for column, cell in enumerate(row):
        right = _NUMERIC if column in block.numeric else ""
        if column == 0 and (first or block.row_headers):
            cells.append(f'<th scope="row"{right}>{_rich(cell)}</th>')
        else:
            cells.append(f"<td{right}>{_rich(cell)}</td>")
    return f"<tr>{''.join(cells)}</tr>\n"


def _head(header: Sequence[str], numeric: Sequence[int] = ()) -> str:
    cells = (
        f'<th scope="col"{_NUMERIC if column in numeric else ""}>{escape(cell)}</th>'
        for column, cell in enumerate(header)
    )
    return f"<tr>{''.join(cells)}</tr>\n"


def _framed(caption: str, rows: str, css: str) -> str:
    """Return the table in a frame that scrolls on a phone and takes the focus of the keyboard."""
    title = f"<caption>{escape(caption)}</caption>\n" if caption else ""
    name = f"Tableau\u00a0: {caption}" if caption else "Tableau"
    frame = f'<div class="doc-frame" role="group" aria-label="{escape(name)}" tabindex="0">\n'
    return f'{frame}<table class="{css}">\n{title}{rows}</table>\n</div>\n'


def _list(block: BulletList | NumberedList) -> str:
    tag = "ul" if isinstance(block, BulletList) else "ol"
    items = "".join(
        f"<li>{_rich(item.text)}\n{_list(item.children)}</li>\n"
        if isinstance(item, Item)
        else f"<li>{_rich(item)}</li>\n"
        for item in block.items
    )
    return f"<{tag}>\n{items}</{tag}>\n"


def _figure(block: Figure) -> str:
    narrow = " doc-half" if block.width <= 0.5 else " doc-narrow" if block.width < 0.8 else ""
    return (
        f'<figure class="doc-figure{narrow}">\n<figcaption>{escape(block.title)}</figcaption>\n'
        f'<div role="img" aria-label="{escape(block.description)}">{block.svg}</div>\n</figure>\n'
    )


def _quote(block: Quote) -> str:
    source = f"<footer>{escape(block.source)}</footer>\n" if block.source else ""
    return f'<blockquote class="doc-quote">\n<p>{_rich(block.text)}</p>\n{source}</blockquote>\n'


def _signatures(block: Signatures) -> str:
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in (*row, ''))}</tr>\n" for row in block.rows
    )
    head = f"<thead>\n{_head((*block.header, SIGNATURE))}</thead>\n<tbody>\n"
    return _framed(block.caption, f"{head}{rows}</tbody>\n", "doc-table doc-signing")


def _break(block: Break) -> str:
    return '<div class="doc-break"></div>\n'


_WRITERS: Mapping[type[Block], Callable[[Any], str]] = {
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
