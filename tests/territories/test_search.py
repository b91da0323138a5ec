"""What people type, and the territory they mean."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copil.territories.enums import Kind
from copil.territories.models import Territory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("france")]


def labels(typed: str, **options: object) -> list[str]:
    return [found.label for found in Territory.objects.search(typed, **options)]  # type: ignore[arg-type]  # options by name


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("charenton", "Charenton-le-Pont (94220)"),
        ("CHARENTON LE PONT", "Charenton-le-Pont (94220)"),
        ("châteauroux", "Châteauroux (36000)"),
        ("chateauroux", "Châteauroux (36000)"),
        ("st maur des f", "Saint-Maur-des-Fossés (94)"),
        ("saint-maur-des-fosses", "Saint-Maur-des-Fossés (94)"),
        ("L'Haÿ", "L’Haÿ-les-Roses (94240)"),
        ("hay les roses", "L’Haÿ-les-Roses (94240)"),
        ("l’hay", "L’Haÿ-les-Roses (94240)"),
        ("fossés", "Saint-Maur-des-Fossés (94)"),
        ("pont charenton", "Charenton-le-Pont (94220)"),
        ("94220", "Charenton-le-Pont (94220)"),
        ("94018", "Charenton-le-Pont (94220)"),
        ("charenton 94", "Charenton-le-Pont (94220)"),
        ("94 charenton", "Charenton-le-Pont (94220)"),
        ("Saint-Maurice (94410)", "Saint-Maurice (94410)"),
        ("Paris 12", "Paris (75)"),
        ("Paris 12e arrondissement", "Paris (75)"),
        ("val de marne", "Val-de-Marne (94)"),
        ("94", "Val-de-Marne (94)"),
        ("communauté d'agglomération châteauroux", "CA Châteauroux Métropole (36)"),
        ("Paris, département", "Paris (75)"),
    ],
)
def test_the_first_answer_is_the_one_meant(typed: str, first: str) -> None:
    assert labels(typed)[0] == first


def test_exact_comes_before_prefix_before_the_middle_of_a_name() -> None:
    found = labels("saint maur", kinds=[Kind.COMMUNE])
    assert found[:2] == ["Saint-Maur (36250)", "Saint-Maur-des-Fossés (94)"]
    indre = [territory.full_label for territory in Territory.objects.search("indre")]
    assert indre[0] == "Indre (36), département"


def test_within_a_rank_the_larger_comes_first() -> None:
    sizes = [territory.population or 0 for territory in Territory.objects.search("ch", kinds=[Kind.COMMUNE])]
    assert len(sizes) == 10
    assert sizes == sorted(sizes, reverse=True)


def test_kinds_and_limit_are_kept_to() -> None:
    assert labels("val-de-marne", kinds=[Kind.COMMUNE]) == []
    assert len(labels("saint", limit=3)) == 3
    assert {found.kind for found in Territory.objects.search("s", kinds=["region", "departement"])} <= {
        "region",
        "departement",
    }


def test_a_former_name_leads_to_the_commune_of_today() -> None:
    found = Territory.objects.search("Parpeçay")
    assert [(territory.name, territory.former_name) for territory in found] == [
        ("Val-Fouzon", "Parpeçay"),
    ]
    assert Territory.objects.search("Val-Fouzon")[0].former_name == ""


@pytest.mark.parametrize(
    "typed", ["", "   ", "-", "'", "zzzz", "99999", "%", "_", "zz%zz", "\\", "\x00", "🦆"]
)
def test_nothing_typed_and_nothing_known_find_nothing(typed: str) -> None:
    assert labels(typed) == []


def test_a_territory_comes_once() -> None:
    found = Territory.objects.search("saint", limit=50)
    assert len({territory.key for territory in found}) == len(found)


def test_a_search_is_at_most_four_queries_and_reads_names_without_more() -> None:
    with CaptureQueriesContext(connection) as queries:
        found = Territory.objects.search("saint ma")
        assert [territory.departement.name for territory in found if territory.departement]
    assert len(queries) <= 4


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=40))
def test_anything_may_be_typed(typed: str) -> None:
    Territory.objects.search(typed)
    Territory.objects.named(typed)


@pytest.mark.parametrize("kind", [Kind.COMMUNE, Kind.EPCI, Kind.EPT, Kind.DEPARTEMENT, Kind.REGION])
def test_every_label_names_its_territory_and_no_other(kind: Kind) -> None:
    for territory in Territory.objects.current().filter(kind=kind).with_parents().order_by("key")[:60]:
        assert [one.key for one in Territory.objects.named(territory.label, kinds=[kind])] == [territory.key]
        assert [one.key for one in Territory.objects.named(territory.full_label)] == [territory.key]
