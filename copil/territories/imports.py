"""Read the official files of ``data/`` into rows ready to be written; nothing is written here."""

import csv
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from copil.algorithms.text.normalise import place_key
from copil.territories import rules
from copil.territories.enums import AliasKind, Kind, Nature
from copil.territories.rows import AliasRow, PostalCodeRow, SearchTermRow, TerritoryRow

DATA = Path(__file__).parent / "data"

_ALIAS_KINDS = {
    "commune-deleguee": AliasKind.DELEGATED,
    "commune-associee": AliasKind.ASSOCIATED,
    "arrondissement-municipal": AliasKind.DISTRICT,
}


@dataclass(frozen=True)
class Source:
    """Where the figures come from, and of what year: ``source.json``."""

    vintage: int
    population_year: int
    population_years: dict[str, int]
    population_years_unknown: frozenset[str]
    attribution: str

    def year_of(self, departement: str) -> int | None:
        """Return the year of the population of a département, None when the source does not say it."""
        if departement in self.population_years_unknown:
            return None
        return self.population_years.get(departement, self.population_year)


@dataclass
class Sums:
    """Figures of a territory that has communes, added up from theirs."""

    population: int = 0
    area: float = 0.0
    moment: tuple[float, float] = (0.0, 0.0)
    inhabitants: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, commune: TerritoryRow) -> None:
        """Count a commune in."""
        self.population += commune.population or 0
        self.inhabitants[commune.departement_id or "", commune.region_id or ""] += commune.population or 0
        if commune.area_km2 and commune.lon is not None and commune.lat is not None:
            self.area += commune.area_km2
            east, north = self.moment
            self.moment = (east + commune.area_km2 * commune.lon, north + commune.area_km2 * commune.lat)

    @property
    def home(self) -> tuple[str, str]:
        """The keys of the département and région where most of its inhabitants live."""
        return max(self.inhabitants, key=lambda home: (self.inhabitants[home], home), default=("", ""))


@dataclass
class Reading:
    """All that the files hold; parents before the territories that refer to them."""

    territories: list[TerritoryRow]
    postal_codes: list[PostalCodeRow]
    aliases: list[AliasRow]
    terms: list[SearchTermRow]


def read_source(directory: Path = DATA) -> Source:
    """Return what ``source.json`` says."""
    told = json.loads((directory / "source.json").read_text(encoding="utf-8"))
    return Source(
        vintage=told["vintage"],
        population_year=told["population_year"],
        population_years=told["population_years"],
        population_years_unknown=frozenset(told["population_years_unknown"]),
        attribution=told["attribution"],
    )


def read(directory: Path = DATA) -> Reading:
    """Read every file: régions, départements, groupings, then communes, with their codes and other names."""
    maker = _Maker(read_source(directory))
    communes: list[TerritoryRow] = []
    postal_codes: list[PostalCodeRow] = []
    aliases: list[AliasRow] = []
    for row in _rows(directory / "communes_core.csv.gz"):
        commune = maker.commune(row)
        communes.append(commune)
        postal_codes += [PostalCodeRow(code, commune.key) for code in row["codes_postaux"].split()]
        aliases += [
            AliasRow(code, "", "", AliasKind.FORMER.value, commune.key)
            for code in row["anciens_codes"].split()
        ]
    aliases += [maker.alias(row) for row in _rows(directory / "anciennes_communes.csv.gz")]
    parents = [maker.area(row, Kind.REGION) for row in _rows(directory / "regions.csv")]
    parents += [maker.area(row, Kind.DEPARTEMENT) for row in _rows(directory / "departements.csv")]
    groupings = [maker.grouping(row) for row in _rows(directory / "epci.csv.gz")]
    groupings.sort(key=lambda grouping: grouping.kind)  # EPCI before the EPT inside one of them
    territories = [*parents, *groupings, *communes]
    terms = [*_names(territories, aliases), *_codes(territories, postal_codes)]
    return Reading(territories, postal_codes, aliases, terms)


def _names(territories: list[TerritoryRow], aliases: list[AliasRow]) -> Iterator[SearchTermRow]:
    weights = {row.key: row.population or 0 for row in territories}
    vintage = territories[0].vintage
    for row in territories:
        for position, term in rules.terms(row.place_key):
            yield SearchTermRow(term, position, row.kind, vintage, weights[row.key], "", row.key)
    for alias in aliases:
        for position, term in rules.terms(alias.place_key):
            weight = weights[alias.territory_id]
            yield SearchTermRow(
                term, position, Kind.COMMUNE.value, vintage, weight, alias.name, alias.territory_id
            )


def _codes(territories: list[TerritoryRow], postal_codes: list[PostalCodeRow]) -> Iterator[SearchTermRow]:
    """The codes that people know: postal codes, official codes, a grouping by its département.

    Codes of régions are left out, being those of départements, and former codes, being postal codes.
    """
    by_key = {row.key: row for row in territories}
    codes: set[tuple[str, int, str]] = {(row.code, 0, row.territory_id) for row in postal_codes}
    for row in territories:
        if row.kind != Kind.REGION:
            codes.add((row.code.lower(), 0, row.key))
        if row.kind in (Kind.EPCI, Kind.EPT) and row.departement_id:
            codes.add((rules.code_of(row.departement_id).lower(), 1, row.key))
    for code, position, key in sorted(codes):
        row = by_key[key]
        yield SearchTermRow(code, position, row.kind, row.vintage, row.population or 0, "", key)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
    else:
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


class _Maker:
    """Makes the rows of one vintage, and adds up the communes' figures for their parents."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.sums: defaultdict[str, Sums] = defaultdict(Sums)
        self.metropolis: dict[str, str | None] = {}

    def key(self, kind: Kind, code: str) -> str:
        return rules.key_of(vintage=self.source.vintage, kind=kind.value, code=code)

    def named(self, kind: Kind, code: str, official: str, **fields: Any) -> TerritoryRow:
        name = rules.written(official)
        return TerritoryRow(
            key=self.key(kind, code),
            kind=kind.value,
            code=code,
            vintage=self.source.vintage,
            name=name,
            name_key=rules.sort_key(name),
            place_key=place_key(name),
            **fields,
        )

    def commune(self, row: dict[str, str]) -> TerritoryRow:
        departement = row["departement"]
        postal_codes = row["codes_postaux"].split()
        commune = self.named(
            Kind.COMMUNE,
            row["code"],
            row["nom"],
            article=_integer(row["type_nom"]),
            siren=row["siren"],
            postal_code=postal_codes[0] if len(postal_codes) == 1 else "",
            population=_integer(row["population"]),
            population_year=self.source.year_of(departement) if row["population"] else None,
            area_km2=_decimal(row["surface_km2"]),
            lon=_decimal(row["lon"]),
            lat=_decimal(row["lat"]),
            departement_id=self.key(Kind.DEPARTEMENT, departement),
            region_id=self.region_of(departement, row["region"]),
            epci_id=self.key(Kind.EPCI, row["epci"]) if row["epci"] else None,
            ept_id=self.key(Kind.EPT, row["ept"]) if row["ept"] else None,
        )
        self.count(commune)
        return commune

    def region_of(self, departement: str, region: str) -> str | None:
        """Return the key of the région; overseas collectivities have none, whatever the source says."""
        return None if rules.is_collectivity(departement) else self.key(Kind.REGION, region)

    def count(self, commune: TerritoryRow) -> None:
        for parent in (commune.region_id, commune.departement_id, commune.epci_id, commune.ept_id):
            if parent:
                self.sums[parent].add(commune)
        if commune.ept_id:
            self.metropolis[commune.ept_id] = commune.epci_id

    def area(self, row: dict[str, str], kind: Kind) -> TerritoryRow:
        key = self.key(kind, row["code"])
        region = self.region_of(row["code"], row["region"]) if kind == Kind.DEPARTEMENT else None
        article = _integer(row["article"])
        return self.named(
            kind, row["code"], row["nom"], article=article, region_id=region, **self.added_up(key)
        )

    def grouping(self, row: dict[str, str]) -> TerritoryRow:
        kind = Kind.EPT if row["type"] == Nature.EPT else Kind.EPCI
        key = self.key(kind, row["siren"])
        departement, region = self.sums[key].home
        return self.named(
            kind,
            row["siren"],
            row["nom"],
            nature=row["type"],
            siren=row["siren"],
            departement_id=departement or None,
            region_id=region or None,
            epci_id=self.metropolis.get(key),
            **self.added_up(key),
        )

    def alias(self, row: dict[str, str]) -> AliasRow:
        name = rules.written(row["nom"])
        commune = self.key(Kind.COMMUNE, row["commune"])
        return AliasRow(row["code"], name, place_key(name), _ALIAS_KINDS[row["type"]].value, commune)

    def added_up(self, key: str) -> dict[str, Any]:
        """Return the population, area and centre of a territory from its communes."""
        total = self.sums[key]
        if not total.population:
            return {}
        year = self.source.year_of(rules.code_of(total.home[0]))
        figures: dict[str, Any] = {"population": total.population, "population_year": year}
        if total.area:
            east, north = total.moment
            figures |= {
                "area_km2": round(total.area, 2),
                "lon": round(east / total.area, 5),
                "lat": round(north / total.area, 5),
            }
        return figures


def _integer(text: str) -> int | None:
    return int(text) if text else None


def _decimal(text: str) -> float | None:
    return float(text) if text else None
