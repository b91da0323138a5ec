"""Perimeters that the installation adds: their files, whatever they look like, and what they become."""

import datetime as dt
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from conftest import ClientFor
from copil.core.errors import ActionRefused
from copil.directory.models import Organisation
from copil.identity.models import User, Workspace
from copil.journal.models import JournalEntry
from copil.territories import actions, maps
from copil.territories.enums import AliasKind
from copil.territories.forms import kind_named
from copil.territories.models import Alias, Perimeter, PerimeterKind, SearchTerm, Territory
from copil.territories.perimeters import Outcome
from tests.factories.directory import OrganisationFactory
from tests.factories.initiatives import InitiativeFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 24, 18, 30, tzinfo=dt.UTC)
FILE = """code;nom;code commune
QN1M;Les Mordacs;94018
QN1M;Les Mordacs;94069
QN2M;L’Écluse;36046
"""


@pytest.fixture(autouse=True)
def communes(db: None) -> None:
    for departement, codes in {"94": ("94018", "94069"), "36": ("36046", "36001")}.items():
        parent = TerritoryFactory.create(
            code=departement, kind="departement", name=f"Département {departement}"
        )
        for code in codes:
            TerritoryFactory.create(code=code, name=f"Commune {code}", departement=parent)
    successor = Territory.objects.get(code="36001")
    Alias.objects.create(code="36149", kind=AliasKind.FORMER, territory=successor)
    TerritoryFactory.create(code="01004", name="Ambérieu-en-Bugey")


def load(
    tmp_path: Path,
    text: str | bytes,
    *,
    name: str = "QPV",
    year: int = 2026,
    is_partial: bool = False,
    is_complete: bool = False,
) -> Outcome:
    path = tmp_path / "perimetres.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    kind = kind_named(name, year=year, is_partial=is_partial, at=NOW)
    return actions.load_perimeters(kind=kind, path=path, file_name="p.csv", is_complete=is_complete, at=NOW)


def test_a_perimeter_is_a_territory_with_the_figures_of_its_communes(tmp_path: Path) -> None:
    assert load(tmp_path, FILE) == Outcome(created=2, updated=0, unchanged=0, gone=0)
    found = Territory.objects.get(code="qpv_QN1M")
    communes = Territory.objects.filter(code__in=["94018", "94069"], kind="commune")
    assert set(found.members("commune")) == set(communes)
    assert found.population == sum(one.population or 0 for one in communes)
    assert (found.shown_code, found.departement_code) == ("QN1M", "94")
    assert found.full_label == "Les Mordacs (QPV), périmètre"
    assert "<svg" in maps.territory_map(found)


def test_twice_is_once_and_a_change_is_one(tmp_path: Path) -> None:
    load(tmp_path, FILE)
    terms = SearchTerm.objects.filter(kind="perimetre").count()
    assert load(tmp_path, FILE) == Outcome(created=0, updated=0, unchanged=2, gone=0)
    assert SearchTerm.objects.filter(kind="perimetre").count() == terms
    assert load(tmp_path, FILE + "QN2M;L’Écluse;36001\n").updated == 1
    assert Territory.objects.get(code="qpv_QN2M").members("commune").count() == 2


@pytest.mark.parametrize(
    "text",
    [
        FILE.encode("cp1252"),
        b"\xef\xbb\xbf" + FILE.replace(";", ",").encode(),
        FILE.replace(";", "\t").replace("\n", "\r\n").encode("utf-16"),
        "\n".join(FILE.splitlines()[1:]).encode(),
        "code_insee,lib_qp,code_qp\n94018,Les Mordacs,QN1M\n94069,,QN1M\n36046,L’Écluse,qn2m\n".encode(),
        'CODE;NOM;INSEE_COM\n"QN1M";"Les  Mordacs";" 94018"\nQN1M;;94069\n;;\nQN2M;L’Écluse;36046\n'.encode(),
    ],
)
def test_files_as_people_have_them(tmp_path: Path, text: bytes) -> None:
    assert load(tmp_path, text).created == 2
    assert Territory.objects.get(code="qpv_QN1M").members("commune").count() == 2
    assert Territory.objects.get(code="qpv_QN2M").name == "L’Écluse"


def test_a_row_that_cannot_be_used_is_refused_with_its_reason(tmp_path: Path) -> None:
    load(tmp_path, FILE + "QN3M;Ailleurs;99999\n;Sans code;94018\nQN4M;;94018\nQN5M;Sans commune;\n")
    kind = PerimeterKind.objects.get()
    assert [row for row, _ in kind.refused] == [5, 6, 7, 8]
    assert kind.refused[0][1] == "Aucune commune n’a le code officiel 99999."
    assert not Territory.objects.filter(code="qpv_QN3M").exists()


@pytest.mark.parametrize(
    "text",
    [b"", b"PK\x03\x04", b"%PDF-1.4", b"a;b\n1;2\n", b"code;nom;commune\n", b"code;nom;commune\nX;Y;Z\n"],
)
def test_a_file_of_something_else_is_refused_and_changes_nothing(tmp_path: Path, text: bytes) -> None:
    with pytest.raises(ActionRefused):
        load(tmp_path, text)
    assert not PerimeterKind.objects.exists()


def test_a_former_commune_code_and_one_without_its_zero_are_understood(tmp_path: Path) -> None:
    load(tmp_path, "code;nom;commune\nA;Un;36149\nB;Deux;1004\n")
    assert Territory.objects.get(code="qpv_A").members("commune").get().code == "36001"
    assert Territory.objects.get(code="qpv_B").members("commune").get().code == "01004"


def test_what_a_complete_file_no_longer_names_leaves_the_lists_and_stays(tmp_path: Path) -> None:
    load(tmp_path, FILE, year=2024)
    outcome = load(tmp_path, "code;nom;commune\nQN1M;Les Mordacs;94018\n", year=2026, is_complete=True)
    assert (outcome.updated, outcome.gone) == (1, 1)
    gone = Perimeter.objects.get(territory__code="qpv_QN2M")
    assert (gone.is_listed, gone.year) == (False, 2024)
    assert Territory.objects.search("écluse", kinds=["perimetre"]) == []
    assert load(tmp_path, FILE, year=2027).updated == 2


def test_it_is_found_by_its_name_its_kind_and_its_label(tmp_path: Path) -> None:
    load(tmp_path, FILE)
    for typed in ("mordacs", "les mor", "qpv mor", "QPV", "qn1m", "Les Mordacs (QPV)", "mordacs, périmètre"):
        assert "Les Mordacs" in [one.name for one in Territory.objects.search(typed)], typed
    assert [one.name for one in Territory.objects.named("Les Mordacs (QPV), périmètre")] == ["Les Mordacs"]


def test_the_official_map_read_again_leaves_them_as_they_are(
    tmp_path: Path, france: None, small_france: Path
) -> None:
    load(tmp_path, FILE)
    actions.load(source=small_france)
    assert Territory.objects.search("mordacs")


def test_organisations_are_filtered_by_it(
    tmp_path: Path, workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    load(tmp_path, FILE, is_partial=True)
    commune = Territory.objects.of_code("94069")
    OrganisationFactory.create(workspace=workspace, name="Dedans", commune=commune)
    OrganisationFactory.create(workspace=workspace, name="Dehors", commune=Territory.objects.of_code("36046"))
    place = Territory.objects.get(code="qpv_QN1M")
    assert [one.name for one in Organisation.objects.located_in(place)] == ["Dedans"]
    client, asked = client_for(pilote), {"lieu": place.full_label, "lieu_key": place.key}
    for name in ("directory:organisations", "needs:needs", "needs:offers", "directory:organisations_map"):
        assert client.get(reverse(name, args=["reseau-marne"]), asked).status_code == 200
    page = client.get(reverse("directory:organisations", args=["reseau-marne"]), asked).content.decode()
    assert "Dedans" in page
    assert "Dehors" not in page


def test_the_page_says_what_is_known_of_a_part(tmp_path: Path, membre: User, client_for: ClientFor) -> None:
    load(tmp_path, FILE, is_partial=True, year=2024)
    found = Territory.objects.get(code="qpv_QN1M")
    assert found.population is None
    client = client_for(membre)
    page = client.get(f"/e/reseau-marne/territoires/{found.key}/").content.decode()
    assert "plus petit que les communes" in page
    assert "Commune 94018" in page
    listed = client.get("/e/reseau-marne/territoires/", {"niveau": "perimetre"}).content.decode()
    assert "Les Mordacs" in listed


def test_only_whoever_runs_the_installation_loads_and_removes(
    pilote: User, membre: User, visiteur: User, client_for: ClientFor, workspace: Workspace
) -> None:
    url = reverse("territories:perimeters_load", args=["reseau-marne"])
    assert [client_for(one).get(url).status_code for one in (pilote, membre, visiteur)] == [403, 403, 404]
    User.objects.filter(pk=pilote.pk).update(is_operator=True)
    client = client_for(pilote)
    assert "Charger le fichier" in client.get(url).content.decode()
    sent = {"name": "QPV", "year": timezone.localdate().year}
    empty = client.post(url, sent | {"file": SimpleUploadedFile("p.csv", b"")})
    assert "Ce fichier est vide" in empty.content.decode()
    told = client.post(
        url, sent | {"file": SimpleUploadedFile("p.csv", (FILE + "X;Y;99999\n").encode())}, follow=True
    ).content.decode()
    assert "Aucune commune n’a le code officiel 99999." in told
    assert JournalEntry.objects.get(object_kind="territories.perimeterkind").verb == "load"
    kind = PerimeterKind.objects.get()
    initiative = InitiativeFactory.create(workspace=workspace)
    type(initiative).objects.filter(pk=initiative.pk).update(territory=Territory.objects.get(code="qpv_QN1M"))
    remove = reverse("territories:perimeters_remove", args=["reseau-marne", kind.pk])
    client.post(remove)
    assert PerimeterKind.objects.exists()
    type(initiative).objects.filter(pk=initiative.pk).update(territory=None)
    client.post(remove)
    assert not Territory.objects.filter(kind="perimetre").exists()
