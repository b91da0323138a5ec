"""Take a logo in: judge the file by what it holds, draw it again, keep nothing else of it.

Whatever was sent (PNG, JPEG or SVG), what is kept is a PNG that the typesetting engine drew: no metadata,
no script, no text hidden after the picture. The size is read from the head of the file before it is opened.
"""

import re
import struct
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from copil.core.errors import ActionRefused
from copil.core.typography import NBSP
from copil.documents.writers import engine

MAX_BYTES = 2 << 20
MAX_SIDE, MIN_SIDE = 6_000, 32
_MAX_PIXELS = 16_000_000
_MAX_ELEMENTS, _DEEPEST, _LONGEST = 5_000, 40, 12
_WIDTH_MM, _PPI = 60.0, 300

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_SCAN = 0xDA
_SIDES = 2
_NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_ACTIVE = frozenset(
    "script foreignobject iframe image use set animate handler a filter mask pattern marker".split()
)
_OUTSIDE = re.compile(r"@import|url\s*\(\s*['\"]?\s*(?!#)[^)\s]|expression\s*\(|javascript:", re.IGNORECASE)

OTHER = "Ce fichier n’est pas une image PNG, JPEG ou SVG. Enregistrez le logo dans l’un de ces formats."
TOO_HEAVY = f"Ce logo dépasse 2{NBSP}Mo. Enregistrez-le en plus petit{NBSP}: 700 pixels de large suffisent."
TOO_LARGE = f"Cette image est trop grande. Réduisez-la à 6{NBSP}000 pixels de côté au plus."
TOO_LONG = "Ce logo est trop allongé pour un en-tête. Recadrez-le : douze fois plus long que large au plus."
TOO_SMALL = f"Cette image est trop petite pour être imprimée{NBSP}: il faut au moins 32 pixels de côté."
DAMAGED = "Cette image est abîmée, elle ne s’ouvre pas. Enregistrez-la de nouveau, puis déposez-la."
TRAPPED = (
    "Ce dessin contient autre chose que des traits et des couleurs (script, lien, image extérieure). "
    "Exportez-le en PNG, puis déposez-le."
)


def cleaned(content: bytes) -> bytes:
    """Return the logo as a fresh PNG, at most sixty millimetres wide at 300 dots per inch.

    Raises ``ActionRefused`` with what to do for anything that is not a picture, or not a safe one.
    """
    if len(content) > MAX_BYTES:
        raise ActionRefused(TOO_HEAVY)
    if content.startswith(_PNG):
        return _drawn(content, "png", _checked_size(*_png_size(content)))
    if content.startswith(_JPEG):
        return _drawn(content, "jpg", _checked_size(*_jpeg_size(content)))
    if b"<svg" in content[:4096]:
        return _drawn(content, "svg", _checked_shape(*_drawing_size(content)))
    raise ActionRefused(OTHER)


def _drawn(content: bytes, kind: str, size: tuple[float, float]) -> bytes:
    """Return the picture drawn again alone on its page."""
    height_mm = round(_WIDTH_MM * size[1] / size[0], 2)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"logo.{kind}").write_bytes(content)
        try:
            return engine.redrawn(
                Path(folder), f"logo.{kind}", width_mm=_WIDTH_MM, height_mm=height_mm, ppi=_PPI
            )
        except RuntimeError as fault:
            raise ActionRefused(DAMAGED) from fault


def _png_size(content: bytes) -> tuple[int, int]:
    if content[12:16] != b"IHDR" or len(content) < 33:
        raise ActionRefused(DAMAGED)
    across, down = struct.unpack(">II", content[16:24])
    return across, down


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """Return the largest size said by the frames of a JPEG."""
    place, sizes = 2, [(0, 0)]
    while place + 9 < len(content) and content[place] == 0xFF:
        marker, length = content[place + 1], int.from_bytes(content[place + 2 : place + 4], "big")
        if marker in _FRAMES:
            down, across = struct.unpack(">HH", content[place + 5 : place + 9])
            sizes.append((across, down))
        if marker == _SCAN:
            break
        place += 1 if marker == 0xFF else 2 + length
    return max(sizes)


def _checked_size(across: int, down: int) -> tuple[float, float]:
    if not across or not down:
        raise ActionRefused(DAMAGED)
    if max(across, down) > MAX_SIDE or across * down > _MAX_PIXELS:
        raise ActionRefused(TOO_LARGE)
    if min(across, down) < MIN_SIDE:
        raise ActionRefused(TOO_SMALL)
    return _checked_shape(across, down)


def _checked_shape(across: float, down: float) -> tuple[float, float]:
    if not 1 / _LONGEST <= across / down <= _LONGEST:
        raise ActionRefused(TOO_LONG)
    return across, down


def _drawing_size(content: bytes) -> tuple[float, float]:
    """Return the size of a drawing; refuse one that does more than draw, before it is read in earnest."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ActionRefused(TRAPPED) from None
    if "<!DOCTYPE" in text or "<!ENTITY" in text or "<?xml-stylesheet" in text:
        raise ActionRefused(TRAPPED)
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - no entity can be declared: refused above
    except ElementTree.ParseError as fault:
        raise ActionRefused(DAMAGED) from fault
    elements = list(root.iter())
    if len(elements) > _MAX_ELEMENTS:
        raise ActionRefused(TOO_LARGE)
    for element in elements:
        _check_element(element)
    _check_depth(root)
    box = [float(one) for one in _NUMBER.findall(root.get("viewBox", ""))][2:]
    sides = box if len(box) == _SIDES else [_length(root.get(name, "")) for name in ("width", "height")]
    if min(sides) <= 0:
        raise ActionRefused(DAMAGED)
    return sides[0], sides[1]


def _length(text: str) -> float:
    found = _NUMBER.match(text.strip())
    return float(found.group()) if found else 0.0


def _check_depth(root: ElementTree.Element) -> None:
    level = [root]
    for _ in range(_DEEPEST):
        level = [child for element in level for child in element]
    if level:
        raise ActionRefused(TRAPPED)


def _check_element(element: ElementTree.Element) -> None:
    name = element.tag.rpartition("}")[2].lower()
    inside = element.text or ""
    if name in _ACTIVE or (name == "style" and _OUTSIDE.search(inside)):
        raise ActionRefused(TRAPPED)
    for attribute, value in element.attrib.items():
        local = attribute.rpartition("}")[2].lower()
        outside = local == "href" and not value.startswith("#")
        if local.startswith("on") or outside or _OUTSIDE.search(value):
            raise ActionRefused(TRAPPED)
