"""The DOCX file around the text: styles, numbering, page, foot, properties, and the marks Word reads."""

import datetime
import io
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from copil.documents.blocks import Document, Run, Text, runs
from copil.documents.writers.common import (
    EPOCH,
    MARGIN_BOTTOM_MM,
    MARGIN_TOP_MM,
    MARGIN_X_MM,
    foot_line,
    packed_again,
)

STYLES = Path(__file__).resolve().parent / "styles"
_LEFTOVERS = frozenset({"stylesWithEffects", "customXml", "thumbnail", "webSettings"})
_TWENTIETHS_PER_MM = 1440 / 25.4
_DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def new_file(document: Document) -> WordDocument:
    """Return an empty DOCX with our styles, page, foot and properties."""
    word = docx.Document()
    _replace_children(word.styles.element, "docx.xml")
    _replace_children(word.part.numbering_part.element, "docx-numbering.xml")
    _drop_leftovers(word)
    _set_page(word)
    _set_language(word, document.language)
    _set_properties(word, document)
    _write_foot(word, foot_line(document))
    return word


def saved(word: WordDocument) -> bytes:
    """Return the bytes of the file, without the time of its making."""
    buffer = io.BytesIO()
    word.save(buffer)
    return packed_again(buffer.getvalue())


def write_text(paragraph: WordParagraph, text: Text) -> None:
    """Append the runs of a text to a paragraph; a line feed becomes a line break."""
    for run in runs(text):
        if run.href:
            _write_link(paragraph, run)
        else:
            _style_run(paragraph.add_run(run.text)._r, run)


def new_numbering(word: WordDocument) -> int:
    """Return the number of a new ordered list that starts at 1."""
    numbering = word.part.numbering_part.element
    number = numbering.add_num(1)
    for level in range(3):
        number.add_lvlOverride(ilvl=level).add_startOverride(1)
    return int(number.numId)


def number_paragraph(paragraph: WordParagraph, *, number: int, level: int) -> None:
    """Make a paragraph the item of a list, at a level from 0."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = number


def new_table(word: WordDocument, *, style: str, widths_mm: Sequence[float]) -> WordTable:
    """Return a table without rows, its columns as wide as asked."""
    table: WordTable = word.add_table(rows=0, cols=len(widths_mm))
    table.style = word.styles[style]
    table.autofit = False
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths_mm, strict=True):
        column.w = Mm(width)
    layout = table._tbl.tblPr
    total = layout.find(qn("w:tblW"))
    total.set(qn("w:type"), "dxa")
    total.set(qn("w:w"), str(round(sum(widths_mm) * _TWENTIETHS_PER_MM)))
    return table


def describe_table(table: WordTable, *, head: bool, last: bool, first: bool, caption: str) -> None:
    """Say which row and column are headers, for the style and for screen readers."""
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is None:
        look = _child(properties, "w:tblLook")
    for name in list(look.attrib):
        del look.attrib[name]
    flags = {"firstRow": head, "lastRow": last, "firstColumn": first, "lastColumn": False}
    for name, on in {**flags, "noHBand": True, "noVBand": True}.items():
        look.set(qn(f"w:{name}"), str(int(on)))
    bits = 0x0020 * head + 0x0040 * last + 0x0080 * first + 0x0600
    look.set(qn("w:val"), f"{bits:04X}")
    if caption:
        _child(properties, "w:tblCaption").set(qn("w:val"), caption)


def describe_row(row: BaseOxmlElement, *, head: bool = False, height_mm: float = 0) -> None:
    """Keep a row on one page, repeat it on top of each page, give it a height."""
    properties = row.get_or_add_trPr()
    _child(properties, "w:cantSplit")
    if height_mm:
        height = _child(properties, "w:trHeight")
        height.set(qn("w:val"), str(round(height_mm * _TWENTIETHS_PER_MM)))
        height.set(qn("w:hRule"), "atLeast")
    if head:
        _child(properties, "w:tblHeader")


def add_picture(paragraph: WordParagraph, png: bytes, *, width_mm: float, description: str) -> None:
    """Put a picture in a paragraph with its text alternative; none means decoration."""
    shape = paragraph.add_run().add_picture(io.BytesIO(png), width=Mm(width_mm))
    for side in ("distT", "distB", "distL", "distR"):
        shape._inline.set(side, "0")
    properties = shape._inline.docPr
    properties.set("name", f"Image {properties.get('id')}")
    if description:
        properties.set("descr", description)
    else:
        properties.append(parse_xml(_DECORATIVE))


def _child(parent: BaseOxmlElement, tag: str) -> BaseOxmlElement:
    element = OxmlElement(tag)
    parent.append(element)
    return element


def _write_link(paragraph: WordParagraph, run: Run) -> None:
    target = paragraph.part.relate_to(run.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = _child(paragraph._p, "w:hyperlink")
    link.set(qn("r:id"), target)
    inside = paragraph.add_run(run.text)
    _style_run(inside._r, run)
    inside._r.get_or_add_rPr().style = "Hyperlink"
    link.append(inside._r)


def _style_run(element: BaseOxmlElement, run: Run) -> None:
    if run.bold or run.italic:
        properties = element.get_or_add_rPr()
        for tag, on in (("w:b", run.bold), ("w:bCs", run.bold), ("w:i", run.italic), ("w:iCs", run.italic)):
            if on:
                _child(properties, tag)


@lru_cache(maxsize=4)
def _source(name: str) -> bytes:
    return (STYLES / name).read_bytes()


def _replace_children(element: BaseOxmlElement, name: str) -> None:
    """Put our own definitions in place of those of the library's template."""
    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(_source(name))):
        element.append(child)


def _drop_leftovers(word: WordDocument) -> None:
    """Leave out the parts of the library's template that describe another document; name our own font."""
    for owner in (word.part, word.part.package):
        for key, relation in list(owner.rels.items()):
            if relation.reltype.rpartition("/")[2] in _LEFTOVERS:
                del owner.rels[key]
    fonts = word.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    fonts._blob = _source("docx-fonts.xml")


def _set_page(word: WordDocument) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(MARGIN_X_MM)
    section.top_margin, section.bottom_margin = Mm(MARGIN_TOP_MM), Mm(MARGIN_BOTTOM_MM + 4)
    section.header_distance, section.footer_distance = Mm(8), Mm(9)


def _set_language(word: WordDocument, language: str) -> None:
    """Set the language of the text and the decimal comma; without it, everything is underlined in red."""
    tag = "fr-FR" if language == "fr" else language
    for element in word.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), tag)
    settings = word.settings.element
    for name, attribute, value in (
        ("w:themeFontLang", "w:val", tag),
        ("w:decimalSymbol", "w:val", ","),
        ("w:listSeparator", "w:val", ";"),
    ):
        settings.find(qn(name)).set(qn(attribute), value)
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _set_properties(word: WordDocument, document: Document) -> None:
    properties = word.core_properties
    properties.title = document.title
    properties.subject = document.subtitle
    properties.author = properties.last_modified_by = document.author or document.organisation
    properties.language = "fr-FR" if document.language == "fr" else document.language
    properties.comments = ""
    issued = datetime.datetime.combine(document.date, datetime.time()) if document.date else EPOCH
    properties.created = properties.modified = issued


def _write_foot(word: WordDocument, foot: str) -> None:
    """Write « mention [tab] page 1 sur 3 » at the foot; Word counts the pages."""
    paragraph = word.sections[0].footer.paragraphs[0]
    paragraph.style = word.styles["Footer"]
    paragraph.add_run(f"{foot}\tpage\u00a0")
    _write_field(paragraph, "PAGE")
    paragraph.add_run(" sur\u00a0")
    _write_field(paragraph, "NUMPAGES")


def _write_field(paragraph: WordParagraph, code: str) -> None:
    field = _child(paragraph._p, "w:fldSimple")
    field.set(qn("w:instr"), code)
    inside = paragraph.add_run("1")
    field.append(inside._r)
