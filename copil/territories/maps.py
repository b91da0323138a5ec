"""Maps of territories: what surrounds one, or what it holds.

The picture never comes alone: the page says the same in words, and prints where the contours come from.
"""

from collections.abc import Collection, Sequence

from django.utils.safestring import SafeString

from copil.territories.drawing import FRANCE, OVERSEAS_REGIONS, Ground, Layer, MapPoint, draw
from copil.territories.enums import Kind
from copil.territories.models import Territory
from copil.territories.rules import code_of

_PARIS = "75"
# Over more départements than that, the map shows the départements and no longer the communes.
_DRAWN_BY_COMMUNE = 6


def territory_map(
    territory: Territory,
    *,
    highlight: Collection[str] = (),
    points: Sequence[MapPoint] = (),
    ident: str = "carte",
) -> SafeString:
    """Return the map of what surrounds a territory, with the territory brought out on it.

    Nothing where no contour is known. `highlight` adds codes of shapes of the same map; `ident` must be
    unique in the page.
    """
    ground = surroundings(territory)
    if ground is None:
        return SafeString("")
    title = f"Carte {ground.of_name}"
    if ground.of_name != territory.of_name:
        title += f", {territory.name} en évidence"
    return draw(ground, highlight={*_codes(territory), *highlight}, points=points, title=title, ident=ident)


def inside_map(
    territory: Territory,
    *,
    highlight: Collection[str] = (),
    points: Sequence[MapPoint] = (),
    title: str = "",
    ident: str = "carte",
) -> SafeString:
    """Return the map of a territory alone, divided into its départements or communes."""
    ground = interior(territory)
    if ground is None:
        return SafeString("")
    title = title or f"Carte {ground.of_name}"
    return draw(ground, highlight=highlight, points=points, title=title, ident=ident)


def surroundings(territory: Territory) -> Ground | None:
    """Return the land around a territory: its département, its région, or metropolitan France."""
    departement, region = territory.departement, territory.region
    if territory.kind == Kind.COMMUNE and departement is not None:
        return surroundings(departement) if departement.code == _PARIS else interior(departement)
    if territory.kind == Kind.EPCI and region is not None:
        return Ground((Layer("epci.topo", "r", region.code),), region.of_name)
    if territory.kind in (Kind.EPT, Kind.PERIMETER):
        return _of_departements(territory)
    if territory.kind == Kind.DEPARTEMENT and region is not None and region.code not in OVERSEAS_REGIONS:
        return interior(region)
    if territory.kind == Kind.REGION and territory.code not in OVERSEAS_REGIONS:
        return Ground((Layer(FRANCE),), "de la France métropolitaine")
    return interior(territory)


def interior(territory: Territory) -> Ground | None:
    """Return the land of a territory itself, or of the départements over which it lies."""
    if territory.kind == Kind.REGION and territory.code not in OVERSEAS_REGIONS:
        return Ground((Layer("departements.topo", "r", territory.code),), territory.of_name)
    if territory.kind == Kind.DEPARTEMENT:
        return Ground((_communes(territory.code),), territory.of_name)
    if territory.kind == Kind.EPCI:
        codes = [departement.code for departement in _departements(territory)]
        return Ground(tuple(_communes(code, "e", territory.code) for code in codes), territory.of_name)
    return _of_departements(territory)


def _of_departements(territory: Territory) -> Ground | None:
    departements = _departements(territory)
    if len(departements) > _DRAWN_BY_COMMUNE:
        regions = sorted({one.region_id or "" for one in departements})
        layers = tuple(Layer("departements.topo", "r", code_of(key)) for key in regions if key)
        return Ground(layers, "des régions concernées") if layers else None
    names = " et ".join(departement.of_name for departement in departements)
    return Ground(tuple(_communes(departement.code) for departement in departements), names)


def _departements(territory: Territory) -> list[Territory]:
    if territory.kind == Kind.COMMUNE:
        return [territory.departement] if territory.departement else []
    communes = territory.members(Kind.COMMUNE)
    return list(Territory.objects.filter(key__in=communes.values("departement")).order_by("code"))


def _communes(departement: str, parent: str = "", code: str = "") -> Layer:
    return Layer(f"communes_par_departement/{departement}", parent, code)


def _codes(territory: Territory) -> set[str]:
    """The shapes of a territory; Paris, a commune and a département, goes by either code."""
    if territory.kind == Kind.PERIMETER:
        departements = _departements(territory)
        if len(departements) > _DRAWN_BY_COMMUNE:
            return {one.code for one in departements}
    if territory.kind in (Kind.EPT, Kind.PERIMETER):
        return set(territory.members(Kind.COMMUNE).values_list("code", flat=True))
    return (
        {territory.code, territory.departement_code} if territory.kind == Kind.COMMUNE else {territory.code}
    )
