"""The DOCX file around the text: styles, numbering, page, foot, properties, pictures, links."""

import datetime
import io
from functools import lru_cache
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm
from docx.text.paragraph import Paragraph as WordParagraph

from copil.documents.blocks import Document
from copil.documents.writers.common import (
    EPOCH,
    MARGIN_BOTTOM_MM,
    MARGIN_TOP_MM,
    MARGIN_X_MM,
    coloured,
    packed_again,
    tightened,
)
from copil.documents.writers.docx_xml import NAMESPACES

STYLES = Path(__file__).resolve().parent / "styles"
_LEFTOVERS = frozenset({"stylesWithEffects", "customXml", "thumbnail", "webSettings"})
_SIZES = r'(<w:sz(?:Cs)? w:val=")(\d+)'
_SPACES = r'(w:(?:before|after)=")(\d+)'
_DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def new_file(document: Document) -> WordDocument:
    """Return an empty DOCX with our styles, page and properties."""
    word = docx.Document()
    _replace_children(word.styles.element, _styles("docx.xml", document))
    _replace_children(word.part.numbering_part.element, _styles("docx-numbering.xml", document))
    _drop_leftovers(word)
    _set_page(word)
    _set_language(word, document.language)
    _set_properties(word, document)
    return word


def saved(word: WordDocument) -> bytes:
    """Return the bytes of the file, without the time of its making."""
    buffer = io.BytesIO()
    word.save(buffer)
    return packed_again(buffer.getvalue())


def append(word: WordDocument, xml: str) -> BaseOxmlElement:
    """Put an element at the end of the text and return it."""
    element = _parsed(xml)
    word.element.body.sectPr.addprevious(element)
    return element


def set_foot(word: WordDocument, xml: str) -> None:
    """Make the paragraph the foot of every page."""
    empty = word.sections[0].footer.paragraphs[0]._p
    empty.addprevious(_parsed(xml))
    empty.getparent().remove(empty)


def link(word: WordDocument, href: str) -> str:
    """Return the key under which the text names an address outside the file."""
    return word.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)


def new_numbering(word: WordDocument) -> int:
    """Return the number of a new ordered list that starts at 1."""
    numbering = word.part.numbering_part.element
    number = numbering.add_num(1)
    for level in range(3):
        number.add_lvlOverride(ilvl=level).add_startOverride(1)
    return int(number.numId)


def add_picture(
    word: WordDocument, holder: BaseOxmlElement, png: bytes, *, width_mm: float, description: str
) -> None:
    """Put a picture in a paragraph with its text alternative; none means decoration."""
    paragraph = WordParagraph(holder, word._body)
    shape = paragraph.add_run().add_picture(io.BytesIO(png), width=Mm(width_mm))
    for side in ("distT", "distB", "distL", "distR"):
        shape._inline.set(side, "0")
    properties = shape._inline.docPr
    properties.set("name", f"Image {properties.get('id')}")
    if description:
        properties.set("descr", description)
    else:
        properties.append(parse_xml(_DECORATIVE))


def _parsed(xml: str) -> BaseOxmlElement:
    parsed: BaseOxmlElement = parse_xml(f"<w:body {NAMESPACES}>{xml}</w:body>")[0]
    return parsed


@lru_cache(maxsize=4)
def _source(name: str) -> bytes:
    return (STYLES / name).read_bytes()


def _styles(name: str, document: Document) -> bytes:
    styles = coloured(_source(name).decode(), document.look)
    return (tightened(styles, _SIZES, _SPACES) if document.compact else styles).encode()


def _replace_children(element: BaseOxmlElement, source: bytes) -> None:
    """Put our own definitions in place of those of the library's template."""
    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(source)):
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
    section.top_margin, section.bottom_margin = Mm(MARGIN_TOP_MM), Mm(MARGIN_BOTTOM_MM)
    section.header_distance, section.footer_distance = Mm(8), Mm(9)


def _set_language(word: WordDocument, language: str) -> None:
    """Set the language of the text and the decimal comma; without it, everything is underlined in red."""
    tag = "fr-FR" if language == "fr" else language
    for element in word.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), tag)
    settings = word.settings.element
    for name, value in (("w:themeFontLang", tag), ("w:decimalSymbol", ","), ("w:listSeparator", ";")):
        settings.find(qn(name)).set(qn("w:val"), value)
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _set_properties(word: WordDocument, document: Document) -> None:
    properties = word.core_properties
    properties.title = document.title[:255]
    properties.subject = document.subtitle[:255]
    properties.author = properties.last_modified_by = (document.author or document.organisation)[:255]
    properties.language = "fr-FR" if document.language == "fr" else document.language
    properties.comments = ""
    issued = datetime.datetime.combine(document.date, datetime.time()) if document.date else EPOCH
    properties.created = properties.modified = issued
