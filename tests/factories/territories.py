"""Territories for tests: single rows, or the real files cut down to a few départements."""

import csv
import gzip
import shutil
from collections.abc import Callable, Collection
from pathlib import Path

import factory
from factory.django import DjangoModelFactory

from copil.algorithms.text.normalise import place_key
from copil.territories import imports, rules
from copil.territories.enums import Kind
from copil.territories.models import SearchTerm, Territory


class TerritoryFactory(DjangoModelFactory[Territory]):
    """A commune of no département; ``make_searchable`` lets a search find it."""

    class Meta:
        model = Territory

    kind = Kind.COMMUNE.value
    code = factory.Sequence(lambda n: f"{99000 + n}")
    vintage = rules.CURRENT_VINTAGE
    name = "Charenton-le-Pont"
    article = 0
    population = 28_830
    population_year = 2023
    key = factory.LazyAttribute(lambda o: rules.key_of(vintage=o.vintage, kind=o.kind, code=o.code))
    name_key = factory.LazyAttribute(lambda o: rules.sort_key(o.name))
    place_key = factory.LazyAttribute(lambda o: place_key(o.name))


def make_searchable(territory: Territory) -> None:
    """Let searches and forms find a territory made by the factory, as the loader would."""
    terms = [*rules.terms(territory.place_key), (0, territory.code.lower())]
    SearchTerm.objects.bulk_create(
        SearchTerm(
            term=term,
            position=position,
            kind=territory.kind,
            vintage=territory.vintage,
            weight=territory.population or 0,
            territory=territory,
        )
        for position, term in terms
    )


def cut_down(target: Path, *, departements: Collection[str]) -> Path:
    """Write the official files into ``target`` with the communes of a few départements only."""
    target.mkdir(parents=True, exist_ok=True)
    for name in ("source.json", "regions.csv", "departements.csv"):
        shutil.copy(imports.DATA / name, target / name)
    communes = _filtered(target, "communes_core.csv.gz", lambda row: row["departement"] in departements)
    codes = {row["code"] for row in communes}
    groupings = {row["epci"] for row in communes} | {row["ept"] for row in communes}
    _filtered(target, "epci.csv.gz", lambda row: row["siren"] in groupings)
    _filtered(target, "anciennes_communes.csv.gz", lambda row: row["commune"] in codes)
    return target


def _filtered(target: Path, name: str, kept: Callable[[dict[str, str]], bool]) -> list[dict[str, str]]:
    with gzip.open(imports.DATA / name, "rt", encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns = list(reader.fieldnames or [])
        rows = [row for row in reader if kept(row)]
    with gzip.open(target / name, "wt", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return rows
