"""Read contours in TopoJSON: shapes made of arcs that neighbours share.

Pure Python, no projection: coordinates stay the integers of the file's grid, so that the ends of arcs
compare exactly. Format: https://github.com/topojson/topojson-specification.
"""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

Point = tuple[int, int]
Line = list[Point]

CONTOURS = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Shape:
    """A territory: its code, the codes of its parents, and its rings as indexes of arcs."""

    code: str
    parents: dict[str, str]
    rings: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Topology:
    """Shapes and the arcs they are made of, on a grid."""

    shapes: tuple[Shape, ...]
    arcs: tuple[Line, ...]
    scale: tuple[float, float]
    origin: tuple[float, float]

    def arc(self, index: int) -> Line:
        """Return an arc; a negative index is the complement of an arc walked backwards."""
        return self.arcs[index] if index >= 0 else self.arcs[~index][::-1]

    def degrees(self, point: Point) -> tuple[float, float]:
        """Return the longitude and latitude of a point of the grid."""
        return point[0] * self.scale[0] + self.origin[0], point[1] * self.scale[1] + self.origin[1]


@lru_cache(maxsize=6)
def read(name: str) -> Topology | None:
    """Return a topology by the name of its file, without « .json.gz »; None if there is no such file."""
    path = CONTOURS / f"{name}.json.gz"
    if not path.is_file():
        return None
    with gzip.open(path, "rt", encoding="utf-8") as file:
        told = json.load(file)
    (collection,) = told["objects"].values()
    return Topology(
        shapes=tuple(
            Shape(
                code=geometry["id"],
                parents=geometry["properties"],
                rings=tuple(map(tuple, _rings_of(geometry))),
            )
            for geometry in collection["geometries"]
        ),
        arcs=tuple(_decoded(arc) for arc in told["arcs"]),
        scale=tuple(told["transform"]["scale"]),
        origin=tuple(told["transform"]["translate"]),
    )


def _rings_of(geometry: dict[str, Any]) -> Iterator[list[int]]:
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    for polygon in polygons:
        yield from polygon


def _decoded(arc: list[list[int]]) -> Line:
    """Return the points of an arc, written as differences after the first."""
    x = y = 0
    line: Line = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        line.append((x, y))
    return line


def borders(shapes: Iterable[Shape]) -> tuple[list[int], list[int]]:
    """Return the arcs around the shapes taken together, in their direction, and those between them."""
    walked = [index for shape in shapes for ring in shape.rings for index in ring]
    times = Counter(index if index >= 0 else ~index for index in walked)
    around = [index for index in walked if times[index if index >= 0 else ~index] == 1]
    between = [index for index, count in times.items() if count > 1]
    return around, between


def rings(topology: Topology, around: Collection[int]) -> Iterator[Line]:
    """Join directed arcs end to end into closed rings."""
    starts: defaultdict[Point, list[Line]] = defaultdict(list)
    for index in around:
        line = topology.arc(index)
        starts[line[0]].append(line)
    for first, waiting in starts.items():
        while waiting:
            ring = [first]
            # As many arcs leave a point as reach it: the walk can only end where it began.
            while onward := starts.get(ring[-1]):
                ring += onward.pop()[1:]
            yield ring
