"""What the screens of territories say: plain values for the templates."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count

from copil.core import typography
from copil.territories import rules
from copil.territories.enums import PLURALS, AliasKind, Kind
from copil.territories.models import Territory

_INSIDE = {
    Kind.REGION.value: (Kind.DEPARTEMENT, Kind.EPCI, Kind.COMMUNE),
    Kind.DEPARTEMENT.value: (Kind.EPCI, Kind.COMMUNE),
    Kind.EPCI.value: (Kind.COMMUNE, Kind.EPT),
    Kind.EPT.value: (Kind.COMMUNE,),
    Kind.PERIMETER.value: (Kind.COMMUNE,),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a list that are not the same on every row."""

    kind: bool = True
    departement: bool = True


@dataclass(frozen=True, slots=True)
class Tab:
    """A level inside a territory: how many it holds, and whether the page lists them."""

    kind: str
    label: str
    count: int
    current: bool


def heading(kind: str) -> str:
    """Return the title of a list."""
    return PLURALS.get(kind, "Territoires")


def suggestion(territory: Territory, *, kinds: list[str]) -> dict[str, str]:
    """Return a suggestion as `typeahead.js` reads it; the kind is said when several are asked for."""
    several = len(kinds) != 1
    details = [f"anciennement {territory.former_name}"] if territory.former_name else []
    if territory.departement is not None and territory.departement.name != territory.name:
        details.append(territory.departement.name)
    if several and territory.population:
        details.append(typography.plural(territory.population, "habitant"))
    label = territory.full_label if several else territory.label
    return {"value": territory.key, "label": label, "detail": ", ".join(details)}


def tabs(territory: Territory, *, wanted: str) -> list[Tab]:
    """Return the levels that a territory holds, the wanted one current, or the first."""
    levels = _INSIDE.get(territory.kind, ())
    if not levels:
        return []
    inside = Territory.objects.inside(territory)
    counts = dict(inside.values_list("kind").annotate(Count("key")))
    if territory.kind == Kind.DEPARTEMENT:
        counts[Kind.EPCI] = territory.members(Kind.EPCI).count()
    held = [(kind.value, counts[kind]) for kind in levels if counts.get(kind)]
    shown = wanted if wanted in dict(held) else next((kind for kind, _ in held), "")
    return [Tab(kind, PLURALS[kind], count, kind == shown) for kind, count in held]


def columns(*, inside: Territory | None, kind: str) -> Columns:
    """Return the columns worth showing for a list of a kind: what the title says already is left out."""
    within_departement = inside is not None and inside.kind == Kind.DEPARTEMENT
    has_departement = kind not in (Kind.DEPARTEMENT, Kind.REGION)
    return Columns(
        kind=kind in ("", Kind.EPCI, Kind.PERIMETER) or (kind == Kind.DEPARTEMENT and inside is None),
        departement=has_departement and not (within_departement and kind == Kind.COMMUNE),
    )


def area(territory: Territory) -> str:
    """Return the area with as many decimals as it deserves: « 1,84 », « 82,4 », « 6 900 »."""
    if territory.area_km2 is None:
        return ""
    decimals = 2 if territory.area_km2 < 10 else 1 if territory.area_km2 < 100 else 0
    return typography.number(territory.area_km2, decimals=decimals)


def facts(territory: Territory) -> dict[str, Any]:
    """Return what the page of a territory says besides its columns."""
    aliases = list(territory.aliases.order_by("name", "code", "kind"))
    named = [alias for alias in aliases if alias.name]
    codes = {alias.code for alias in aliases if alias.kind == AliasKind.FORMER}
    return {
        "territory": territory,
        "lead": lead(territory),
        "area": area(territory),
        "parents": parents(territory),
        "perimeter": territory.perimeter if territory.kind == Kind.PERIMETER else None,
        "postal_codes": list(territory.postal_codes.order_by("code").values_list("code", flat=True)),
        "named_aliases": named,
        "former_codes": sorted(codes - {alias.code for alias in named}),
        "current_vintage": rules.CURRENT_VINTAGE,
        "attribution": rules.ATTRIBUTION,
        # What a territory field sends: the list of organisations reads its filter « lieu » with one.
        "organisations_query": urlencode({"lieu": territory.full_label, "lieu_key": territory.key}),
        "map_caption": "Contours simplifiés : IGN Admin Express, INSEE COG 2026, Licence Ouverte 2.0.",
    }


def parents(territory: Territory) -> list[Territory]:
    """Return what it lies in, the larger first; a grouping may lie in several départements."""
    inside = [territory.region]
    if not territory.is_grouping:
        inside.append(territory.departement)
    return [parent for parent in inside if parent is not None]


def lead(territory: Territory) -> str:
    """Return what it is and where: « Commune du Val-de-Marne. », « Communauté de communes, Bretagne. »"""
    what = territory.kind_label[:1].upper() + territory.kind_label[1:]
    around = parents(territory)
    if not around or around[-1].name == territory.name:
        return f"{what}."
    where = f", {around[-1].name}" if territory.is_grouping else f" {around[-1].of_name}"
    return f"{what}{where}."
