"""Lists in depth: the five criteria, the order, filters kept, the map."""

import pytest

from conftest import ClientFor
from copil.directory.models import SavedFilter
from copil.identity.models import User, Workspace
from copil.territories.models import Territory
from tests.counting import queries_of
from tests.factories.directory import FunctionFactory, OrganisationFactory, PersonFactory, ProfileFactory

BASE = "/e/reseau-marne/organisations/"


@pytest.fixture
def three(workspace: Workspace, communes: dict[str, Territory]) -> None:
    """Three organisations: two with a profile, one of which nothing is known."""
    ludo = OrganisationFactory.create(workspace=workspace, name="Ludothèque", commune=communes["94018"])
    ProfileFactory.create(
        organisation=ludo,
        sector="Culture et éducation",
        potential_area="Toute la vallée",
        founded_year=2025,
        members_count=12,
        fte="1.5",
        budget_amount="18000",
        know_how="Médiation par le jeu\nComptabilité",
    )
    ferme = OrganisationFactory.create(
        workspace=workspace, name="Ferme collective", commune=communes["36202"], kind="cooperative"
    )
    ProfileFactory.create(
        organisation=ferme,
        branch="Agriculture",
        founded_year=1990,
        members_count=500,
        fte="0",
        current_area="Brie",
    )
    OrganisationFactory.create(workspace=workspace, name="Zéphyr")


def names(client_for: ClientFor, user: User, query: str, base: str = BASE) -> list[str]:
    page = client_for(user).get(f"{base}?{query}").content.decode()
    found = [
        (page.index(f">{name}<"), name)
        for name in ("Ludothèque", "Ferme collective", "Zéphyr")
        if f">{name}<" in page
    ]
    return [name for _, name in sorted(found)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("secteur=cultures", ["Ludothèque"]),
        ("secteur=EDUC", ["Ludothèque"]),
        ("secteur=agricultures", ["Ferme collective"]),
        ("secteur=voile", []),
        ("aire=vallee", ["Ludothèque"]),
        ("aire=brie", ["Ferme collective"]),
        ("competence=comptabilite jeu", ["Ludothèque"]),
        ("age=moins3", ["Ludothèque"]),
        ("age=30plus", ["Ferme collective"]),
        ("adherents=moins20", ["Ludothèque"]),
        ("adherents=500plus", ["Ferme collective"]),
        ("etp=aucun", ["Ferme collective"]),
        ("etp=moins2", ["Ludothèque"]),
        ("budget=moins20", ["Ludothèque"]),
        ("sans=skills", ["Ferme collective", "Zéphyr"]),
        ("sans=territory", ["Zéphyr"]),
        ("sans=weight&secteur=agriculture", []),
        ("age=nimporte&etp=%00", ["Ferme collective", "Ludothèque", "Zéphyr"]),
        ("tri=-nom", ["Zéphyr", "Ludothèque", "Ferme collective"]),
        ("tri=nature", ["Ludothèque", "Zéphyr", "Ferme collective"]),
        ("tri=-nature", ["Ferme collective", "Ludothèque", "Zéphyr"]),
        ("tri=-profil", ["Ludothèque", "Ferme collective", "Zéphyr"]),
    ],
)
def test_the_list_by_the_five_criteria(
    three: None, membre: User, client_for: ClientFor, query: str, expected: list[str]
) -> None:
    assert names(client_for, membre, query) == expected


def test_a_column_says_how_it_is_sorted(three: None, membre: User, client_for: ClientFor) -> None:
    client = client_for(membre)
    first = client.get(BASE).content.decode()
    assert '<th scope="col" aria-sort="ascending"><a class="plain sort" href="?tri=-nom">' in first
    second = client.get(f"{BASE}?tri=-commune&page=2").content.decode()
    assert '<th scope="col" aria-sort="descending"><a class="plain sort" href="?tri=commune">' in second


def test_a_filter_is_kept_found_again_renamed_and_taken_off(
    three: None, workspace: Workspace, pilote: User, membre: User, visiteur: User, client_for: ClientFor
) -> None:
    new = f"{BASE}filtres/nouveau/?liste=organisations&secteur=culture&tri=-nom"
    client = client_for(pilote)
    assert client_for(visiteur).get(new).status_code == 404
    assert client.post(new, {"name": ""}).status_code == 200
    kept = client.post(new, {"name": "La culture", "is_shared": "on"})
    assert kept["Location"] == f"{BASE}?secteur=culture&tri=-nom"
    saved = SavedFilter.objects.get()
    for user in (pilote, membre):
        assert "La culture" in client_for(user).get(BASE).content.decode()
    edit = f"{BASE}filtres/{saved.pk}/modifier/"
    assert client_for(membre).get(edit).status_code == 404
    assert client_for(membre).post(f"{BASE}filtres/{saved.pk}/retirer/").status_code == 403
    assert client.post(edit, {"name": "Culture", "version": 1}).status_code == 302
    assert client.post(edit, {"name": "Autre", "version": 1}).status_code == 409
    assert "Culture" not in client_for(membre).get(f"{BASE}filtres/").content.decode()
    assert client.post(f"{BASE}filtres/{saved.pk}/retirer/").status_code == 302
    assert not SavedFilter.objects.exists()


def test_an_observer_keeps_filters_but_shares_none(
    three: None, membre: User, pilote: User, client_for: ClientFor
) -> None:
    new = f"{BASE}filtres/nouveau/?liste=personnes&role=tresorier"
    assert client_for(membre).post(new, {"name": "Trésoriers", "is_shared": "on"}).status_code == 302
    assert not SavedFilter.objects.get().is_shared
    assert "Trésoriers" not in client_for(pilote).get(f"{BASE}personnes/").content.decode()


def test_the_same_name_replaces_and_nothing_is_not_kept(
    three: None, pilote: User, client_for: ClientFor
) -> None:
    client = client_for(pilote)
    for query in ("secteur=culture", "secteur=agriculture"):
        client.post(f"{BASE}filtres/nouveau/?{query}", {"name": "Secteur"})
    assert SavedFilter.objects.get().query == "secteur=agriculture"
    assert "Aucun filtre en place" in client.get(f"{BASE}filtres/nouveau/").content.decode()


def test_the_map_counts_by_place(three: None, membre: User, visiteur: User, client_for: ClientFor) -> None:
    page = client_for(membre).get(f"{BASE}carte/").content.decode()
    assert "3 organisations" in page.replace("\u00a0", " ")
    assert "Lieu non précisé" in page
    assert "lieu_key=2026-departement-94" in page
    commune = client_for(membre).get(f"{BASE}carte/?niveau=commune&secteur=culture").content.decode()
    assert "Charenton-le-Pont" in commune
    assert "Indre" not in commune
    assert client_for(membre).get(f"{BASE}carte/?niveau=epci").status_code == 200
    assert client_for(membre).get(f"{BASE}carte/?niveau=zzz&q=introuvable").status_code == 200
    assert client_for(visiteur).get(f"{BASE}carte/").status_code == 404


def test_the_people_by_what_they_do(workspace: Workspace, membre: User, client_for: ClientFor) -> None:
    moulin = OrganisationFactory.create(workspace=workspace, name="Le Moulin", name_key="moulin")
    odile = PersonFactory.create(workspace=workspace, family_name="Castan", email="odile@exemple.fr")
    FunctionFactory.create(organisation=moulin, person=odile, title="Trésorière")
    PersonFactory.create(workspace=workspace, family_name="Diarra")

    def found(query: str) -> list[str]:
        page = client_for(membre).get(f"{BASE}personnes/?{query}").content.decode()
        return [name for name in ("Castan", "Diarra") if name in page]

    assert found("role=tresoriere moulin") == ["Castan"]
    assert found("role=pilote") == []
    assert found("joindre=courriel") == ["Castan"]
    assert found("joindre=rien") == ["Diarra"]
    assert found("tri=-nom") == ["Castan", "Diarra"]


def test_the_same_number_of_queries_whatever_the_size(
    workspace: Workspace, membre: User, communes: dict[str, Territory], client_for: ClientFor
) -> None:
    client = client_for(membre)
    counts = []
    for number in (2, 200):
        for index in range(number):
            one = OrganisationFactory.create(
                workspace=workspace, name=f"Atelier {number} {index}", commune=communes["94018"]
            )
            ProfileFactory.create(
                organisation=one, sector="Culture", current_area=f"Brie {index}", know_how=f"Jeu {index}"
            )
        paths = ("?secteur=culture&aire=brie&competence=jeu", "carte/?secteur=culture")
        counts.append([queries_of(client, f"{BASE}{path}") for path in paths])
    assert counts[0] == counts[1]
    assert max(counts[1]) <= 15
