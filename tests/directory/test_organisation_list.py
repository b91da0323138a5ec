"""The list of organisations: filters, sorting, export, suggestions."""

import csv
import io

import pytest

from conftest import ClientFor
from copil.directory.models import Organisation
from copil.identity.models import User, Workspace
from copil.territories.models import Territory
from tests.counting import queries_of
from tests.factories.directory import FunctionFactory, OrganisationFactory, PersonFactory, ProfileFactory

BASE = "/e/reseau-marne/organisations/"
LISTS = ("", "suggestions/?q=atelier", "personnes/", "personnes/suggestions/?q=castan")
SAME = {"name": "Le Moulin", "kind": "association", "siret": "81234567600017", "rna": "W941009876"}


@pytest.fixture
def moulin(workspace: Workspace) -> Organisation:
    return OrganisationFactory.create(
        workspace=workspace, name="Le Moulin", numbered=True, phone="01 43 68 00 00"
    )


def page(client_for: ClientFor, user: User, url: str) -> str:
    response = client_for(user).get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_filters_sorts_and_pages(
    workspace: Workspace, membre: User, communes: dict[str, Territory], client_for: ClientFor
) -> None:
    OrganisationFactory.create(
        workspace=workspace, name="Élan solidaire", commune=communes["94018"], rna="W941009876", acronym="ES"
    )
    complete = OrganisationFactory.create(
        workspace=workspace, name="Zéphyr", commune=communes["36202"], kind="entreprise"
    )
    ProfileFactory.create(organisation=complete, sector="Voile")

    def names(query: str) -> list[str]:
        shown = page(client_for, membre, f"{BASE}?{query}")
        return [name for name in ("Élan solidaire", "Zéphyr") if name in shown]

    both = ["Élan solidaire", "Zéphyr"]
    assert names("") == both
    assert names("q=elan") == ["Élan solidaire"]
    assert names("q=solid elan") == ["Élan solidaire"]
    assert names("q=es") == ["Élan solidaire"]
    assert names("q=w94100") == ["Élan solidaire"]
    assert names("nature=entreprise") == ["Zéphyr"]
    assert names("lieu=charenton") == ["Élan solidaire"]
    assert names("profil=partiel") == ["Zéphyr"]
    assert names("profil=vide") == ["Élan solidaire"]
    assert names("tri=recent&page=99") == both
    nothing = page(client_for, membre, f"{BASE}?q=introuvable&nature=entreprise")
    assert "Aucune organisation ne correspond" in nothing
    assert "?nature=entreprise" in nothing, "a way to lift one filter and keep the other"


def test_a_place_that_may_be_several_says_so_and_keeps_the_rest(
    workspace: Workspace, membre: User, communes: dict[str, Territory], client_for: ClientFor
) -> None:
    OrganisationFactory.create(workspace=workspace, name="Élan solidaire")
    shown = page(client_for, membre, f"{BASE}?lieu=Saint-Maur&q=elan")
    assert "Saint-Maur" in shown
    assert "Élan solidaire" in shown


def test_lists_ask_as_much_of_two_rows_as_of_two_hundred(
    workspace: Workspace, membre: User, client_for: ClientFor, communes: dict[str, Territory]
) -> None:
    client = client_for(membre)
    counts = []
    for number in (2, 198):
        for one in OrganisationFactory.create_batch(number, workspace=workspace, commune=communes["94018"]):
            ProfileFactory.create(organisation=one)
            FunctionFactory.create(organisation=one, person=PersonFactory.create(workspace=workspace))
        counts.append([queries_of(client, f"{BASE}{path}") for path in LISTS])
    assert counts[0] == counts[1]
    assert max(counts[1]) <= 15


def test_the_export_holds_the_filtered_rows_and_no_formula(
    workspace: Workspace, moulin: Organisation, membre: User, client_for: ClientFor
) -> None:
    OrganisationFactory.create(
        workspace=workspace, name="=HYPERLINK(1)", kind="entreprise", phone="+3227391234"
    )
    response = client_for(membre).get(f"{BASE}export.csv?nature=entreprise")
    content = b"".join(response).decode("utf-8")
    assert content.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff")), delimiter=";"))
    assert [row["Nom"] for row in rows] == ["'=HYPERLINK(1)"]
    assert rows[0]["Téléphone"] == "'+3227391234"
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_suggestions_begin_with_what_is_typed(
    workspace: Workspace, membre: User, client_for: ClientFor
) -> None:
    for name in ("Maison du pont", "Pont des arts", "Autre chose"):
        OrganisationFactory.create(workspace=workspace, name=name)
    found = client_for(membre).get(f"{BASE}suggestions/?q=pont").json()["results"]
    assert [one["label"] for one in found] == ["Pont des arts", "Maison du pont"]
    assert client_for(membre).get(f"{BASE}suggestions/?q=").json() == {"results": []}


def test_the_empty_space_offers_a_first_step(pilote: User, membre: User, client_for: ClientFor) -> None:
    assert "Importer un fichier" in page(client_for, pilote, BASE)
    assert "Importer un fichier" not in page(client_for, membre, BASE)
