"""The files shipped with the product."""

import csv
import gzip
import json
from collections import Counter

import pytest

from copil.territories import imports, rules
from copil.territories.enums import Kind
from tools import build_territories


@pytest.fixture(scope="module")
def whole() -> imports.Reading:
    """The whole country, read once."""
    return imports.read()


def test_the_files_are_those_that_the_builder_recorded() -> None:
    assert build_territories.check(imports.DATA) == 0


def test_the_source_says_what_the_screens_print() -> None:
    source = imports.read_source()
    assert source.vintage == rules.CURRENT_VINTAGE
    assert source.attribution == rules.ATTRIBUTION
    assert rules.ATTRIBUTION in (imports.DATA / "README.md").read_text(encoding="utf-8")


def test_the_year_of_a_population_is_that_of_its_census() -> None:
    source = imports.read_source()
    assert source.year_of("94") == 2023
    assert source.year_of("976") == 2017
    assert source.year_of("975") is None


def test_every_territory_of_the_country_is_read_with_parents_that_exist(whole: imports.Reading) -> None:
    counts = Counter(row.kind for row in whole.territories)
    assert counts == {
        Kind.REGION: 18,
        Kind.DEPARTEMENT: 109,
        Kind.EPCI: 1_255,
        Kind.EPT: 11,
        Kind.COMMUNE: 34_969,
    }
    seen: set[str] = set()
    for row in whole.territories:
        parents = {row.region_id, row.departement_id, row.epci_id, row.ept_id} - {None}
        assert parents <= seen
        seen.add(row.key)
    assert len(seen) == len(whole.territories)
    assert {row.territory_id for row in whole.postal_codes} <= seen
    assert {row.territory_id for row in whole.aliases} <= seen
    assert all(set(row.name_key) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ") for row in whole.territories)


def test_figures_of_parents_are_those_of_their_communes(whole: imports.Reading) -> None:
    rows = {row.key: row for row in whole.territories}
    with gzip.open(imports.DATA / "communes_core.csv.gz", "rt", encoding="utf-8", newline="") as file:
        communes = [row for row in csv.DictReader(file) if row["departement"] == "94"]
    val_de_marne = rows["2026-departement-94"]
    assert val_de_marne.population == sum(int(row["population"]) for row in communes) == 1_426_929
    assert val_de_marne.population_year == 2023
    assert val_de_marne.area_km2 is not None
    assert 240 < val_de_marne.area_km2 < 250
    assert rows["2026-epci-243600327"].departement_id == "2026-departement-36"
    assert rows["2026-ept-200057941"].epci_id == "2026-epci-200054781"
    assert rows["2026-departement-976"].population_year == 2017


def test_every_metropolitan_commune_has_a_contour_but_those_the_readme_names() -> None:
    with gzip.open(imports.DATA / "communes_core.csv.gz", "rt", encoding="utf-8", newline="") as file:
        codes = [row["code"] for row in csv.DictReader(file) if row["code"][:3] not in {"975", "977", "978"}]
    drawn: set[str] = set()
    for path in (imports.DATA / "communes_par_departement").glob("*.json.gz"):
        with gzip.open(path, "rt", encoding="utf-8") as contours:
            drawn |= {shape["id"] for shape in json.load(contours)["objects"]["communes"]["geometries"]}
    without = {code for code in codes if code not in drawn and not code.startswith("98")}
    assert without == {"15031", "15035", "15047", "15171"}
