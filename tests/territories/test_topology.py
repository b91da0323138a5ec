"""Contours: reading, joining arcs, drawing."""

import re
from itertools import pairwise

import pytest

from copil.territories import topology
from copil.territories.drawing import FRANCE, SIDE, Ground, Layer, MapPoint, draw
from copil.territories.topology import Shape, Topology

# Two squares side by side: arc 0 is their common border, 1 goes around the left one, 2 the right one.
SQUARES = Topology(
    shapes=(Shape("west", {"r": "1"}, ((0, 1),)), Shape("east", {"r": "1"}, ((~0, 2),))),
    arcs=([(10, 0), (10, 10)], [(10, 10), (0, 10), (0, 0), (10, 0)], [(10, 0), (20, 0), (20, 10), (10, 10)]),
    scale=(0.1, 0.1),
    origin=(2.0, 48.0),
)


def test_the_common_border_is_between_and_the_rest_around() -> None:
    around, between = topology.borders(SQUARES.shapes)
    assert sorted(around) == [1, 2]
    assert between == [0]
    (ring,) = topology.rings(SQUARES, around)
    assert ring[0] == ring[-1]
    assert set(ring) == {(0, 0), (10, 0), (20, 0), (20, 10), (10, 10), (0, 10)}


def test_one_shape_alone_is_its_own_ring() -> None:
    around, between = topology.borders(SQUARES.shapes[1:])
    (ring,) = topology.rings(SQUARES, around)
    assert between == []
    assert set(ring) == {(10, 0), (20, 0), (20, 10), (10, 10)}


def test_a_point_of_the_grid_has_degrees() -> None:
    assert SQUARES.degrees((10, 5)) == (3.0, 48.5)


def test_there_is_no_file_for_what_has_no_contour() -> None:
    assert topology.read("communes_par_departement/975") is None


@pytest.mark.parametrize("name", ["regions.topo", "departements.topo", "epci.topo"])
def test_every_ring_of_the_national_files_closes(name: str) -> None:
    contours = topology.read(name)
    assert contours is not None
    around, _ = topology.borders(contours.shapes)
    rings = list(topology.rings(contours, around))
    assert rings
    assert all(ring[0] == ring[-1] for ring in rings)


def test_arcs_share_their_ends_exactly() -> None:
    contours = topology.read("communes_par_departement/94")
    assert contours is not None
    assert len(contours.shapes) == 47
    for shape in contours.shapes:
        for ring in shape.rings:
            lines = [contours.arc(index) for index in ring]
            assert all(one[-1] == after[0] for one, after in pairwise([*lines, lines[0]]))


def drawn(layer: Layer, **options: object) -> str:
    settings: dict[str, object] = {"highlight": [], "points": [], "title": "Carte", "ident": "carte"}
    return str(draw(Ground((layer,), "d’ici"), **(settings | options)))  # type: ignore[arg-type]  # options by name


def test_a_drawing_has_a_title_and_no_style_of_its_own() -> None:
    svg = drawn(Layer("communes_par_departement/94"), title="Carte <du Val-de-Marne>", highlight=["94018"])
    assert 'role="img" aria-labelledby="carte-titre"' in svg
    assert '<title id="carte-titre">Carte &lt;du Val-de-Marne&gt;</title>' in svg
    assert svg.count('class="land on1"') == 1
    assert "style" not in svg
    assert "stroke" not in svg


def test_a_drawing_keeps_to_its_frame() -> None:
    svg = drawn(Layer("communes_par_departement/36"))
    (box,) = re.findall(r'viewBox="0 0 (\d+) (\d+)"', svg)
    width, height = map(int, box)
    assert max(width, height) == SIDE
    for x, y in re.findall(r"M(\d+) (\d+)", svg):
        assert 0 <= int(x) <= width
        assert 0 <= int(y) <= height


def test_the_indre_is_as_wide_as_it_is_high() -> None:
    """101 km by 103 km: without the cosine of the latitude it would be half as wide again."""
    (box,) = re.findall(r'viewBox="0 0 (\d+) (\d+)"', drawn(Layer("communes_par_departement/36")))
    assert 0.9 < int(box[0]) / int(box[1]) < 1.1


def test_the_france_of_the_map_is_metropolitan() -> None:
    contours = topology.read(FRANCE)
    assert contours is not None
    assert len(Layer(FRANCE).shapes(contours)) == 13


def test_what_is_too_small_to_be_seen_gets_a_ring() -> None:
    tiny, charenton = "62062", "94018"
    assert '<circle class="now" fill="none"' in drawn(Layer("communes_par_departement/62"), highlight=[tiny])
    assert "<circle" not in drawn(Layer("communes_par_departement/94"), highlight=[charenton])


def test_points_are_discs_or_dots_and_those_outside_are_left_out() -> None:
    points = [
        MapPoint(2.4067, 48.8225, label="Charenton", figure="9"),
        MapPoint(2.45, 48.79, label="Créteil & environs"),
        MapPoint(-1.5, 47.2, label="Nantes"),
    ]
    svg = drawn(Layer("communes_par_departement/94"), points=points)
    assert svg.count("<circle") == 2
    assert '<text class="on tm"' in svg
    assert "Créteil &amp; environs" in svg
    assert "Nantes" not in svg


def test_no_ground_no_drawing() -> None:
    assert draw(None, highlight=[], points=[], title="", ident="carte") == ""
    assert drawn(Layer("communes_par_departement/975")) == ""
