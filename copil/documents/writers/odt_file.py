"""The ODT file around the text: styles, page, foot, properties, pictures and tables."""

import datetime
import io
import re
import struct
from functools import lru_cache
from pathlib import Path

import odfdo
from odfdo import Element, Link, Span, XmlPart

from copil.documents.blocks import Document, Text, runs
from copil.documents.writers.common import EPOCH, OF, PAGE, foot_line, packed_again

STYLES = Path(__file__).resolve().parent / "styles"
_UNUSED_PARTS = ("Thumbnails/thumbnail.png",)
_SPANS = {(True, False): "Strong_20_Emphasis", (False, True): "Emphasis", (True, True): "StrongItalic"}


def new_file(document: Document) -> odfdo.Document:
    """Return an empty ODT with our styles, page, foot and properties."""
    file = odfdo.Document("text")
    file.set_part("styles.xml", _source("odt-styles.xml"))
    file.set_part("content.xml", _source("odt-content.xml"))
    for part in _UNUSED_PARTS:
        file.del_part(part)
        file.manifest.del_full_path(part)
    _set_language(file, document.language)
    _set_properties(file, document)
    _write_foot(file, foot_line(document))
    return file


def saved(file: odfdo.Document) -> bytes:
    """Return the bytes of the file, without the time of its making."""
    buffer = io.BytesIO()
    file.save(buffer)
    return packed_again(buffer.getvalue())


def element(tag: str, **attributes: str) -> Element:
    """Return an element; `text_style_name="x"` gives `text:style-name="x"`."""
    made = Element.from_tag(tag)
    for name, value in attributes.items():
        prefix, _, local = name.partition("_")
        made.set_attribute(f"{prefix}:{local.replace('_', '-')}", value)
    return made


def write_text(paragraph: Element, text: Text) -> None:
    """Append the runs of a text to a paragraph or a heading; a line feed becomes a line break."""
    for run in runs(text):
        style = _SPANS.get((run.bold, run.italic), "")
        holder = paragraph
        if run.href:
            holder = Link(run.href, style="Internet_20_link")
            paragraph.append(holder)
        if style:
            span = Span(style=style)
            holder.append(span)
            holder = span
        _write_lines(holder, run.text)


def column_style(file: odfdo.Document, width_mm: float) -> str:
    """Return the name of the style of a column of that width, made when it does not exist yet."""
    name = f"Column{round(width_mm * 10)}"
    if style := _automatic_style(file, name, "table-column"):
        style.append(element("style:table-column-properties", style_column_width=f"{width_mm:.1f}mm"))
    return name


def table_style(file: odfdo.Document, width_mm: float) -> str:
    """Return the name of the style of a table of that width, set to the left."""
    name = f"Table{round(width_mm * 10)}"
    if style := _automatic_style(file, name, "table"):
        properties = element("style:table-properties", style_width=f"{width_mm:.1f}mm", table_align="left")
        properties.set_attribute("table:border-model", "collapsing")
        properties.set_attribute("fo:margin-top", "0.5mm")
        properties.set_attribute("fo:margin-bottom", "4mm")
        style.append(properties)
    return name


def breaking_style(file: odfdo.Document, parent: str) -> str:
    """Return the name of the style that is `parent` on a new page."""
    name = f"NewPage{parent}"
    if style := _automatic_style(file, name, "paragraph", style_parent_style_name=parent):
        style.append(element("style:paragraph-properties", fo_break_before="page"))
    return name


def picture(file: odfdo.Document, png: bytes, *, width_mm: float, title: str, description: str) -> Element:
    """Return a picture with its text alternative; without a description it is decoration."""
    across, down = struct.unpack(">II", png[16:24])
    frame = element(
        "draw:frame",
        draw_style_name="Picture",
        draw_name=title,
        text_anchor_type="as-char",
        svg_width=f"{width_mm:.1f}mm",
        svg_height=f"{width_mm * down / across:.1f}mm",
    )
    image = element("draw:image", xlink_type="simple", xlink_show="embed", xlink_actuate="onLoad")
    image.set_attribute("xlink:href", file.add_file(io.BytesIO(png)))
    frame.append(image)
    if not description:
        frame.set_attribute("draw:decorative", "true")
        return frame
    for tag, text in (("svg:title", title), ("svg:desc", description)):
        words = element(tag)
        words.text = text
        frame.append(words)
    return frame


def _write_lines(holder: Element, text: str) -> None:
    """Append text; ODF folds spaces, so that all but the first of several are elements."""
    for number, line in enumerate(text.split("\n")):
        if number:
            holder.append(element("text:line-break"))
        for part in re.split(r"(?<= )( +)", line):
            if part and not part.strip(" "):
                holder.append(element("text:s", text_c=str(len(part))))
            elif part:
                holder.append(part)


def _first(part: XmlPart, path: str) -> Element:
    """Return the element of our own skeleton at that path; it is there."""
    found = part.get_element(path)
    if found is None:
        raise LookupError(path)
    return found


def _automatic_style(file: odfdo.Document, name: str, family: str, **attributes: str) -> Element | None:
    """Return a new style of the content to fill, or nothing when it is there already."""
    styles = _first(file.content, "//office:automatic-styles")
    if any(style.get_attribute("style:name") == name for style in styles.children):
        return None
    style = element("style:style", style_name=name, style_family=family, **attributes)
    styles.append(style)
    return style


@lru_cache(maxsize=4)
def _source(name: str) -> bytes:
    return (STYLES / name).read_bytes()


def _set_language(file: odfdo.Document, language: str) -> None:
    country = "FR" if language == "fr" else "none"
    path = "//style:default-style[@style:family='paragraph']/style:text-properties"
    properties = _first(file.styles, path)
    properties.set_attribute("fo:language", language)
    properties.set_attribute("fo:country", country)
    file.meta.language = "fr-FR" if language == "fr" else language


def _set_properties(file: odfdo.Document, document: Document) -> None:
    meta = file.meta
    meta.title = document.title
    meta.subject = document.subtitle
    meta.initial_creator = meta.creator = document.author or document.organisation
    issued = datetime.datetime.combine(document.date, datetime.time()) if document.date else EPOCH
    meta.creation_date = meta.date = issued


def _write_foot(file: odfdo.Document, foot: str) -> None:
    """Write « mention [tab] page 1 sur 3 » at the foot; Writer counts the pages."""
    paragraph = element("text:p", text_style_name="Footer")
    _write_lines(paragraph, foot)
    paragraph.append(element("text:tab"))
    _write_lines(paragraph, PAGE)
    number = element("text:page-number", text_select_page="current")
    number.text = "1"
    paragraph.append(number)
    _write_lines(paragraph, OF)
    count = element("text:page-count")
    count.text = "1"
    paragraph.append(count)
    _first(file.styles, "//style:footer").append(paragraph)
