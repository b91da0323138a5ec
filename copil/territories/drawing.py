"""Draw contours: inline SVG whose colours are classes of the style sheet.

Equirectangular projection, corrected by the cosine of the middle latitude: true to a few metres over a
département, and every overseas territory has its own frame.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from copil.territories import topology
from copil.territories.topology import Line, Shape, Topology

# Longest side of a drawing, and margin around the land, in units of the drawing.
SIDE = 640
MARGIN = 6
# A point nearer than this to the one before is not drawn.
_NEAREST = 2
# A highlighted territory smaller than this gets a ring around it.
_SMALL = 30
_RING = 22

FRANCE = "regions.topo"
OVERSEAS_REGIONS = frozenset({"01", "02", "03", "04", "06"})

_Pixel = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layer:
    """The shapes of one file whose parent has a code; all of them when no parent is named."""

    file: str
    parent: str = ""
    code: str = ""

    def shapes(self, contours: Topology) -> list[Shape]:
        """Return the shapes of the layer; that of all régions is metropolitan France."""
        if self.file == FRANCE:
            return [shape for shape in contours.shapes if shape.code not in OVERSEAS_REGIONS]
        return [s for s in contours.shapes if not self.parent or s.parents.get(self.parent) == self.code]


@dataclass(frozen=True, slots=True)
class Ground:
    """What a map shows: layers of land, and its name as « du Val-de-Marne »."""

    layers: tuple[Layer, ...]
    of_name: str


@dataclass(frozen=True, slots=True)
class MapPoint:
    """Something at a place: a dot, or a disc with a figure, and a label beside it."""

    lon: float
    lat: float
    label: str = ""
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """The window of a map: from degrees to units of the drawing."""

    west: float
    north: float
    per_lon: float
    per_lat: float
    width: int
    height: int

    def place(self, lon: float, lat: float) -> _Pixel:
        """Return where a point of the earth is drawn."""
        return (
            round((lon - self.west) * self.per_lon) + MARGIN,
            round((self.north - lat) * self.per_lat) + MARGIN,
        )

    def holds(self, pixel: _Pixel) -> bool:
        """Tell whether a point falls in the drawing."""
        return 0 <= pixel[0] <= self.width and 0 <= pixel[1] <= self.height


@dataclass(frozen=True, slots=True)
class _Base:
    """A ground once drawn: the path of the land and that of the borders inside it."""

    frame: Frame
    land: str
    borders: str


def draw(
    ground: Ground | None,
    *,
    highlight: Collection[str],
    points: Sequence[MapPoint],
    title: str,
    ident: str,
) -> SafeString:
    """Return the SVG of a ground, with shapes brought out by their code and things at their place."""
    base = _base(ground.layers) if ground else None
    if ground is None or base is None:
        return SafeString("")
    frame = base.frame
    lit, pixels = _lit(ground.layers, frame, frozenset(highlight))
    drawn = [
        _element("path", css="land", d=base.land),
        _element("path", css="ax", d=base.borders),
        _element("path", css="land on1", d=lit) if lit else "",
        _ring(pixels),
        *_drawn_points(points, frame),
    ]
    return format_html(
        '<svg class="fig map" viewBox="0 0 {} {}" role="img" aria-labelledby="{ident}-titre">'
        '<title id="{ident}-titre">{}</title>{}</svg>',
        frame.width,
        frame.height,
        title,
        format_html_join("", "{}", ((part,) for part in drawn)),
        ident=ident,
    )


@lru_cache(maxsize=24)
def _base(layers: tuple[Layer, ...]) -> _Base | None:
    found = [(contours, layer) for layer in layers if (contours := topology.read(layer.file)) is not None]
    drawn = [(contours, *topology.borders(layer.shapes(contours))) for contours, layer in found]
    corners = [
        contours.degrees(point)
        for contours, around, _ in drawn
        for index in around
        for point in contours.arc(index)
    ]
    if not corners:
        return None
    frame = _frame(corners)
    land = (_outline(contours, around, frame) for contours, around, _ in drawn)
    inner = (
        _path(_line(contours, contours.arc(index), frame))
        for contours, _, between in drawn
        for index in between
    )
    return _Base(frame, "".join(land), "".join(inner))


def _frame(corners: Iterable[tuple[float, float]]) -> Frame:
    lons, lats = zip(*corners, strict=True)
    west, east, south, north = min(lons), max(lons), min(lats), max(lats)
    flattening = math.cos(math.radians((south + north) / 2))
    per_lat = (SIDE - 2 * MARGIN) / max((east - west) * flattening, north - south)
    per_lon = per_lat * flattening
    width = round((east - west) * per_lon) + 2 * MARGIN
    height = round((north - south) * per_lat) + 2 * MARGIN
    return Frame(west, north, per_lon, per_lat, width, height)


def _lit(layers: tuple[Layer, ...], frame: Frame, codes: frozenset[str]) -> tuple[str, list[_Pixel]]:
    """Return the path around the shapes of the given codes, taken together, and its points."""
    path, pixels = "", []
    for layer in layers:
        contours = topology.read(layer.file)
        if contours is None:
            continue
        shapes = [shape for shape in layer.shapes(contours) if shape.code in codes]
        around, _ = topology.borders(shapes)
        path += _outline(contours, around, frame)
        pixels += [frame.place(*contours.degrees(point)) for index in around for point in contours.arc(index)]
    return path, pixels


def _outline(contours: Topology, around: list[int], frame: Frame) -> str:
    lines = (_line(contours, ring, frame) for ring in topology.rings(contours, around))
    return "".join(f"{path}z" for line in lines if len(line) > 3 and (path := _path(line)))


def _line(contours: Topology, line: Line, frame: Frame) -> list[_Pixel]:
    """Return the line in units of the drawing, without the points too near one another; ends are kept."""
    pixels = [frame.place(*contours.degrees(point)) for point in line]
    kept = [pixels[0]]
    for x, y in pixels[1:-1]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _NEAREST:
            kept.append((x, y))
    return [*kept, pixels[-1]]


def _path(line: list[_Pixel]) -> str:
    """Return a path relative from its first point, as short as SVG allows."""
    steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(line)]
    moves = "".join(_pair(dx, dy, first=index == 0) for index, (dx, dy) in enumerate(steps) if dx or dy)
    return f"M{line[0][0]} {line[0][1]}l{moves}" if moves else ""


def _pair(x: int, y: int, *, first: bool) -> str:
    between = "" if y < 0 else " "
    before = "" if first or x < 0 else " "
    return f"{before}{x}{between}{y}"


def _ring(pixels: list[_Pixel]) -> SafeString:
    """A ring around what would be too small to be seen."""
    if not pixels:
        return SafeString("")
    xs, ys = [x for x, _ in pixels], [y for _, y in pixels]
    if max(max(xs) - min(xs), max(ys) - min(ys)) >= _SMALL:
        return SafeString("")
    x, y = (min(xs) + max(xs)) // 2, (min(ys) + max(ys)) // 2
    return _element("circle", css="now", fill="none", cx=x, cy=y, r=_RING)


def _drawn_points(points: Sequence[MapPoint], frame: Frame) -> Iterator[SafeString]:
    """Dots and discs, each label on the side where there is room; what falls outside is left out."""
    for point in points:
        x, y = frame.place(point.lon, point.lat)
        if not frame.holds((x, y)):
            continue
        radius = 20 if point.figure else 7
        yield _element("circle", css="fill" if point.figure else "pt key", cx=x, cy=y, r=radius)
        if point.figure:
            yield _element("text", point.figure, css="on tm", x=x, y=y + 8)
        if point.label:
            on_the_right = 3 * x < 2 * frame.width
            beside = x + radius + 6 if on_the_right else x - radius - 6
            yield _element("text", point.label, css="tb" if on_the_right else "tb te", x=beside, y=y + 8)


def _element(name: str, text: str = "", *, css: str, **attributes: str | int) -> SafeString:
    written = format_html_join("", ' {}="{}"', attributes.items())
    if name == "text":
        return format_html('<text class="{}"{}>{}</text>', css, written, text)
    return format_html('<{} class="{}"{}/>', name, css, written)
