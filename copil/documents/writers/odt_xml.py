"""OpenDocument text as strings: paragraphs, spans, rows, tables, lists, pictures.

Strings rather than the library's objects: the whole text is parsed once. Everything typed is escaped here
and nowhere else.
"""

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from copil.documents.blocks import Run, Text, runs
from copil.documents.writers.common import OF, PAGE

_SPANS = {(True, False): "Strong_20_Emphasis", (False, True): "Emphasis", (True, True): "StrongItalic"}


def paragraph(style: str, text: Text) -> str:
    """Return a paragraph."""
    return holder(style, rich(text))


def holder(style: str, inside: str) -> str:
    """Return a paragraph around XML that is already written."""
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def heading(style: str, text: str, level: int) -> str:
    """Return a heading with its outline level."""
    return f'<text:h text:style-name="{style}" text:outline-level="{level}">{rich(text)}</text:h>'


def rich(text: Text) -> str:
    """Return the runs of a text; a line feed becomes a line break."""
    return "".join(_run(run) for run in runs(text))


def row(style: str, cell_style: str, styles: Sequence[str], cells: Sequence[Text]) -> str:
    """Return a row, one paragraph a cell, in the style of its column."""
    opening = f'<table:table-cell table:style-name="{cell_style}" office:value-type="string">'
    inside = "".join(
        f"{opening}{paragraph(one, text)}</table:table-cell>" for one, text in zip(styles, cells, strict=True)
    )
    return f'<table:table-row table:style-name="{style}">{inside}</table:table-row>'


def table(
    name: str, style: str, columns: Sequence[str], rows: Sequence[str], *, head: str, caption: str
) -> str:
    """Return a table; `columns` are the styles of its columns, `head` its repeated row."""
    title = f"<table:title>{escape(caption)}</table:title>" if caption else ""
    grid = "".join(f'<table:table-column table:style-name="{column}"/>' for column in columns)
    top = f"<table:table-header-rows>{head}</table:table-header-rows>" if head else ""
    opening = f'<table:table table:name="{name}" table:style-name="{style}">'
    return f"{opening}{title}{grid}{top}{''.join(rows)}</table:table>"


def picture(path: str, *, width_mm: float, height_mm: float, title: str, description: str) -> str:
    """Return a picture with its text alternative; without a description it is decoration."""
    words = f"<svg:title>{escape(title)}</svg:title><svg:desc>{escape(description)}</svg:desc>"
    role = "" if description else ' draw:decorative="true"'
    size = f'svg:width="{width_mm:.1f}mm" svg:height="{height_mm:.1f}mm"'
    return (
        f'<draw:frame draw:style-name="Picture" draw:name={quoteattr(title)} text:anchor-type="as-char" '
        f'{size}{role}><draw:image xlink:href="{path}" xlink:type="simple" xlink:show="embed" '
        f'xlink:actuate="onLoad"/>{words if description else ""}</draw:frame>'
    )


def foot(text: str) -> str:
    """Return the paragraph at the foot: « mention [tab] page 1 sur 3 », counted by Writer."""
    number = '<text:page-number text:select-page="current">1</text:page-number>'
    return holder(
        "Footer", f"{_lines(text)}<text:tab/>{PAGE}{number}{OF}<text:page-count>1</text:page-count>"
    )


def column_style(name: str, width_mm: float) -> str:
    """Return the style of the columns of that width."""
    properties = f'<style:table-column-properties style:column-width="{width_mm:.1f}mm"/>'
    return f'<style:style style:name="{name}" style:family="table-column">{properties}</style:style>'


def table_style(name: str, width_mm: float) -> str:
    """Return the style of the tables of that width, set to the left."""
    properties = (
        f'<style:table-properties style:width="{width_mm:.1f}mm" table:align="left" '
        'table:border-model="collapsing" fo:margin-top="0.5mm" fo:margin-bottom="4mm"/>'
    )
    return f'<style:style style:name="{name}" style:family="table">{properties}</style:style>'


def breaking_style(name: str, parent: str) -> str:
    """Return the style of the paragraphs that are `parent` on a new page."""
    properties = '<style:paragraph-properties fo:break-before="page"/>'
    opening = f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{parent}">'
    return f"{opening}{properties}</style:style>"


def _run(run: Run) -> str:
    inside = _lines(run.text)
    style = _SPANS.get((run.bold, run.italic))
    if style:
        inside = f'<text:span text:style-name="{style}">{inside}</text:span>'
    if run.href:
        target = f'xlink:type="simple" xlink:href={quoteattr(run.href)}'
        inside = f'<text:a {target} text:style-name="Internet_20_link">{inside}</text:a>'
    return inside


def _lines(text: str) -> str:
    """Return escaped text; ODF folds spaces, so that all but the first of several are elements."""
    lines = escape(text).replace("\n", "<text:line-break/>")
    return re.sub(r"(?<= )( +)", lambda found: f'<text:s text:c="{len(found.group())}"/>', lines)
