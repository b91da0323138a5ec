"""Rows of the tables of territories, as the loader writes them: one attribute a column."""

from typing import NamedTuple


class TerritoryRow(NamedTuple):
    """A territory; one attribute for each column of its table."""

    key: str
    kind: str
    code: str
    vintage: int
    name: str
    name_key: str
    place_key: str
    article: int | None = None
    nature: str = ""
    siren: str = ""
    postal_code: str = ""
    population: int | None = None
    population_year: int | None = None
    area_km2: float | None = None
    lon: float | None = None
    lat: float | None = None
    departement_id: str | None = None
    region_id: str | None = None
    epci_id: str | None = None
    ept_id: str | None = None


class PostalCodeRow(NamedTuple):
    """A postal code of a commune."""

    code: str
    territory_id: str


class AliasRow(NamedTuple):
    """Another code, and perhaps name, of a commune."""

    code: str
    name: str
    place_key: str
    kind: str
    territory_id: str


class SearchTermRow(NamedTuple):
    """The end of a name, from one of its words."""

    term: str
    position: int
    kind: str
    vintage: int
    weight: int
    former_name: str
    territory_id: str
