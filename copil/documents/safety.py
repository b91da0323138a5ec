"""What may enter a document: characters, links and pictures."""

import re
import unicodedata
from xml.etree import ElementTree

from copil.core.markdown import safe_address

# XML 1.0 has no place for these: one of them in an imported name would make DOCX and ODT unreadable.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_NARROW_SPACE = "\u202f"
_HARD_SPACE = "\u00a0"
_NOT_IN_A_LINK = frozenset('<>"{}|^`')

_SVG = "{http://www.w3.org/2000/svg}"
_SVG_ELEMENTS = frozenset(
    "svg g title desc defs path line polyline polygon rect circle ellipse text tspan marker pattern "
    "linearGradient stop clipPath use symbol".split()
)


def clean(text: str) -> str:
    """Return the text that every writer can print: composed letters, LF, U+00A0 for U+202F, no control."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = _FORBIDDEN.sub("", text.replace(_NARROW_SPACE, _HARD_SPACE).replace("\t", " "))
    return unicodedata.normalize("NFC", text)


def link_is_safe(href: str) -> bool:
    """Say whether a link may leave in a document: the rule of the screens, without the paths of the site."""
    if not safe_address(href) or href.startswith("/") or _NOT_IN_A_LINK.intersection(href):
        return False
    return href.lower() not in {"mailto:", "tel:"}


def refuse_unsafe_svg(svg: str) -> None:
    """Raise `ValueError` unless the SVG only draws: known elements, no style, handler or outside link."""
    if "<!" in svg or "<?" in svg:
        raise ValueError("a figure is an <svg> element, without declaration, entity or comment")
    try:
        root = ElementTree.fromstring(svg)  # noqa: S314 - no entity can be declared: refused above
    except ElementTree.ParseError as fault:
        raise ValueError(f"a figure needs well-formed SVG: {fault}") from fault
    if root.tag != f"{_SVG}svg":
        raise ValueError('a figure needs an <svg xmlns="http://www.w3.org/2000/svg"> root')
    for element in root.iter():
        _refuse_unsafe_element(element)


def _refuse_unsafe_element(element: ElementTree.Element) -> None:
    name = element.tag.removeprefix(_SVG)
    if name not in _SVG_ELEMENTS:
        raise ValueError(f"<{name}> is not allowed in a figure")
    for attribute, value in element.attrib.items():
        local = attribute.rpartition("}")[2].lower()
        if local.startswith("on") or local in {"style", "base"}:
            raise ValueError(f"{local} is not allowed in a figure")
        if local == "href" and not value.startswith("#"):
            raise ValueError("a figure refers to nothing outside itself")
        if "\\" in value or re.search(r"url\s*\(\s*[^#\s]", value, re.IGNORECASE):
            raise ValueError("a figure refers to nothing outside itself")
