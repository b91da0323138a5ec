"""Loading the official files."""

from pathlib import Path

import pytest

from copil.territories import actions, rows
from copil.territories.enums import AliasKind, Kind
from copil.territories.models import Alias, PostalCode, SearchTerm, Territory
from tests.factories.territories import TerritoryFactory, cut_down

pytestmark = pytest.mark.django_db


def everything() -> list[list[tuple[object, ...]]]:
    return [
        list(Territory.objects.order_by("key").values_list()),
        list(PostalCode.objects.order_by("territory", "code").values_list("territory", "code")),
        list(
            Alias.objects.order_by("territory", "code", "kind").values_list(
                "territory", "code", "name", "kind"
            )
        ),
        list(
            SearchTerm.objects.order_by("term", "territory", "position").values_list(
                "term", "territory", "weight"
            )
        ),
    ]


@pytest.mark.parametrize(
    ("model", "row"),
    [
        (Territory, rows.TerritoryRow),
        (PostalCode, rows.PostalCodeRow),
        (Alias, rows.AliasRow),
        (SearchTerm, rows.SearchTermRow),
    ],
)
def test_a_row_read_has_the_columns_of_its_table(model: type, row: type) -> None:
    columns = {field.column for field in model._meta.concrete_fields}  # type: ignore[attr-defined]  # one of several models
    assert columns - set(row._fields) <= {"id"}  # type: ignore[attr-defined]  # one of several models
    assert set(row._fields) <= columns  # type: ignore[attr-defined]  # one of several models


def test_loading_twice_is_loading_once(small_france: Path) -> None:
    counts = actions.load(source=small_france)
    once = everything()
    assert actions.load(source=small_france) == counts
    assert everything() == once
    assert counts["territory"] == Territory.objects.count()


def test_a_territory_already_there_is_updated_and_another_vintage_left_alone(small_france: Path) -> None:
    older = TerritoryFactory.create(code="94018", vintage=2025, name="Ancien nom")
    stale = TerritoryFactory.create(code="94018", name="Nom à corriger", population=1)
    actions.load(source=small_france)
    older.refresh_from_db()
    stale.refresh_from_db()
    assert older.name == "Ancien nom"
    assert (stale.name, stale.population) == ("Charenton-le-Pont", 28_830)


def test_progress_goes_up_to_the_whole(small_france: Path) -> None:
    told: list[tuple[int, int]] = []
    actions.load(source=small_france, progress=lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] == told[-1][1] > 0


def test_a_broken_file_leaves_everything_as_it_was(small_france: Path, tmp_path: Path) -> None:
    actions.load(source=small_france)
    before = everything()
    broken = cut_down(tmp_path / "broken", departements={"94"})
    (broken / "epci.csv.gz").unlink()
    with pytest.raises(FileNotFoundError):
        actions.load(source=broken)
    assert everything() == before


@pytest.mark.usefixtures("france")
def test_a_commune_has_its_parents_its_codes_and_its_former_codes() -> None:
    charenton = Territory.objects.with_parents().get(key="2026-commune-94018")
    assert charenton.departement is not None
    assert (charenton.departement.name, charenton.departement.of_name) == ("Val-de-Marne", "du Val-de-Marne")
    assert charenton.region_code == "11"
    assert charenton.epci_code == "200054781"
    assert charenton.ept_code == "200057941"
    assert charenton.label == "Charenton-le-Pont (94220)"
    assert list(charenton.postal_codes.values_list("code", flat=True)) == ["94220"]
    assert list(charenton.aliases.values_list("code", "kind")) == [("75018", AliasKind.FORMER)]
    assert Territory.objects.get(key="2026-commune-94038").name == "L’Haÿ-les-Roses"


@pytest.mark.usefixtures("france")
def test_districts_and_former_codes_lead_to_the_commune() -> None:
    found = Territory.objects.of_codes(["94018", "75018", "75112", "75056", "00000"])
    assert {code: territory.code for code, territory in found.items()} == {
        "94018": "94018",
        "75018": "94018",
        "75112": "75056",
        "75056": "75056",
    }
    assert Territory.objects.of_code("36", kind=Kind.DEPARTEMENT) is not None
    assert Territory.objects.of_code("99999") is None


@pytest.mark.usefixtures("france")
def test_members_of_each_level() -> None:
    indre = Territory.objects.get(key="2026-departement-36")
    assert indre.members(Kind.COMMUNE).count() == 241
    groupings = indre.members(Kind.EPCI)
    assert "2026-epci-243600327" in groupings.values_list("key", flat=True)
    assert all(grouping.kind == Kind.EPCI for grouping in groupings)
    metropolis = Territory.objects.get(key="2026-epci-200054781")
    assert metropolis.members(Kind.EPT).count() >= 1


def test_the_whole_country_is_loaded() -> None:
    counts = actions.load()
    assert counts["territory"] == Territory.objects.count() == 36_362
    labels = Territory.objects.with_parents()
    seen = [territory.full_label for territory in labels]
    assert len(set(seen)) == len(seen)
