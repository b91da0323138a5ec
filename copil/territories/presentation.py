"""What the screens of territories say: plain values for the templates."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from copil.core import typography
from copil.territories import rules
from copil.territories.enums import PLURALS, AliasKind, Kind
from copil.territories.models import Territory

_INSIDE = {
    Kind.REGION.value: (Kind.DEPARTEMENT, Kind.EPCI, Kind.COMMUNE),
    Kind.DEPARTEMENT.value: (Kind.EPCI, Kind.COMMUNE),
    Kind.EPCI.value: (Kind.EPT, Kind.COMMUNE),
    Kind.EPT.value: (Kind.COMMUNE,),
}


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
        details.append(f"{typography.number(territory.population)} habitants")
    label = territory.full_label if several else territory.label
    return {"value": territory.key, "label": label, "detail": ", ".join(details)}


def tabs(territory: Territory, *, wanted: str) -> list[Tab]:
    """Return the levels that a territory holds, the wanted one current, or the first."""
    levels = _INSIDE.get(territory.kind, ())
    if not levels:
        return []
    inside = Territory.objects.filter(**{territory.kind: territory.key})
    counts = dict(inside.values_list("kind").annotate(Count("key")))
    if territory.kind == Kind.DEPARTEMENT:
        counts[Kind.EPCI] = territory.members(Kind.EPCI).count()
    held = [(kind.value, counts[kind]) for kind in levels if counts.get(kind)]
    shown = wanted if wanted in dict(held) else next((kind for kind, _ in held), "")
    return [Tab(kind, PLURALS[kind], count, kind == shown) for kind, count in held]


def facts(territory: Territory) -> dict[str, Any]:
    """Return what the page of a territory says besides its columns."""
    aliases = list(territory.aliases.order_by("name", "code", "kind"))
    named = [alias for alias in aliases if alias.name]
    codes = {alias.code for alias in aliases if alias.kind == AliasKind.FORMER}
    return {
        "territory": territory,
        "lead": lead(territory),
        "parents": [parent for parent in (territory.region, territory.departement) if parent],
        "postal_codes": list(territory.postal_codes.order_by("code").values_list("code", flat=True)),
        "named_aliases": named,
        "former_codes": sorted(codes - {alias.code for alias in named}),
        "current_vintage": rules.CURRENT_VINTAGE,
        "attribution": rules.ATTRIBUTION,
        "map_caption": "Contours simplifiés : IGN Admin Express, INSEE COG 2026, Licence Ouverte 2.0.",
    }


def lead(territory: Territory) -> str:
    """Return what it is and where, in a sentence: « Commune du Val-de-Marne, en Île-de-France. »"""
    what = territory.kind_label.capitalize()
    parent = territory.departement or territory.region
    if parent is None or parent.name == territory.name:
        return f"{what}."
    return f"{what} {parent.of_name}."
