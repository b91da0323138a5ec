"""Where the organisations of a list are: how many by place, on a map and in figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils.safestring import SafeString

from copil.directory.models import OrganisationQuerySet
from copil.territories.drawing import FRANCE, Ground, Layer, MapPoint, draw
from copil.territories.enums import Kind
from copil.territories.models import Territory

LEVELS = {
    Kind.DEPARTEMENT: ("commune__departement", "Par département"),
    Kind.EPCI: ("commune__epci", "Par intercommunalité"),
    Kind.COMMUNE: ("commune", "Par commune"),
}
_MOST_FIGURES = 45
"""Beyond, discs would hide one another: places are dots, and the figures are in the table."""


@dataclass(frozen=True)
class Place:
    """A place and how many organisations are there."""

    territory: Territory
    number: int


@dataclass(frozen=True)
class Spread:
    """The organisations of a list, by place, the most numerous first."""

    level: Kind
    places: Sequence[Place]
    nowhere: int
    map: SafeString


def spread(rows: OrganisationQuerySet, *, level: Kind | None) -> Spread:
    """Count the organisations by place (three queries) and draw them.

    Without a level: by commune when they are all in one département, by département otherwise.
    """
    rows = rows.order_by()
    departements = set(rows.exclude(commune=None).values_list("commune__departement", flat=True).distinct())
    level = level or (Kind.COMMUNE if len(departements) <= 1 else Kind.DEPARTEMENT)
    path, _ = LEVELS[level]
    counts = dict(rows.values_list(path).annotate(n=Count("pk", distinct=True)))
    nowhere = counts.pop(None, 0)
    known = Territory.objects.filter(key__in=counts).select_related("departement", "region")
    places = [Place(one, counts[one.key]) for one in known]
    places.sort(key=lambda place: (-place.number, place.territory.name_key, place.territory.key))
    return Spread(level, places, nowhere, _drawn(places, level))


def _drawn(places: Sequence[Place], level: Kind) -> SafeString:
    ground = _ground(places, level)
    if ground is None:
        return SafeString("")
    few = len(places) <= _MOST_FIGURES
    points = [
        MapPoint(one.lon, one.lat, figure=str(place.number) if few else "")
        for place in places
        if (one := place.territory).lon is not None and one.lat is not None
    ]
    title = f"Carte {ground.of_name}, avec le nombre d’organisations de chaque lieu"
    lit = _codes(places, ground)
    return draw(ground, highlight=lit, points=points, title=title, ident="carte-organisations")


def _codes(places: Sequence[Place], ground: Ground) -> set[str]:
    """Return the shapes to bring out; on France drawn by région, « 94 » would be Corsica."""
    territories = [place.territory for place in places]
    if ground.layers == (Layer(FRANCE),):
        return {region.code for one in territories if (region := one.region) is not None}
    return {one.code for one in territories}


def _ground(places: Sequence[Place], level: Kind) -> Ground | None:
    """Return the smallest land, divided as the level asks, that holds the places."""
    regions = {place.territory.region for place in places}
    departements = {place.territory.departement or place.territory for place in places}
    if not places:
        return None
    if level != Kind.DEPARTEMENT and len(departements) == 1:
        (departement,) = departements
        if level == Kind.COMMUNE:
            return Ground((Layer(f"communes_par_departement/{departement.code}"),), departement.of_name)
        return Ground((Layer("epci.topo", "d", departement.code),), departement.of_name)
    region = regions.pop() if len(regions) == 1 else None
    if region is not None:
        file = "departements.topo" if level == Kind.DEPARTEMENT else "epci.topo"
        return Ground((Layer(file, "r", region.code),), region.of_name)
    return Ground((Layer(FRANCE),), "de la France métropolitaine")
