"""The screens of territories."""

import re

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from conftest import ClientFor
from copil.identity.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("france")]

ROOT = "/e/reseau-marne/territoires/"
SUGGESTIONS = f"{ROOT}suggestions/"


def page_of(client_for: ClientFor, user: User | None, url: str) -> HttpResponse:
    return client_for(user).get(url)  # type: ignore[return-value]  # the test client adds to it


@pytest.mark.parametrize("url", [ROOT, SUGGESTIONS, f"{ROOT}2026-commune-94018/"])
def test_members_see_and_strangers_do_not(
    client_for: ClientFor, pilote: User, membre: User, visiteur: User, url: str
) -> None:
    assert page_of(client_for, pilote, url).status_code == 200
    assert page_of(client_for, membre, url).status_code == 200
    assert page_of(client_for, visiteur, url).status_code == 404
    assert page_of(client_for, None, url).status_code == 302


def test_suggestions_are_what_the_script_reads(client_for: ClientFor, membre: User) -> None:
    response = client_for(membre).get(SUGGESTIONS, {"q": "charen", "niveau": "commune"})
    assert response.json() == {
        "results": [
            {"value": "2026-commune-94018", "label": "Charenton-le-Pont (94220)", "detail": "Val-de-Marne"}
        ]
    }
    assert "private" in response.headers["Cache-Control"]


def test_suggestions_of_several_levels_say_which(client_for: ClientFor, membre: User) -> None:
    results = client_for(membre).get(SUGGESTIONS, {"q": "indre"}).json()["results"]
    assert results[0]["label"] == "Indre (36), département"
    assert results[0]["detail"].endswith(" habitants")
    former = client_for(membre).get(SUGGESTIONS, {"q": "parpeçay", "niveau": "commune"}).json()["results"]
    assert former[0]["detail"] == "anciennement Parpeçay, Indre"


@pytest.mark.parametrize("query", ["", "q=", "q=%00", "q=zzzz", "q=a&niveau=zzz", "q=" + "x" * 5_000])
def test_suggestions_answer_anything(client_for: ClientFor, membre: User, query: str) -> None:
    response = client_for(membre).get(f"{SUGGESTIONS}?{query}")
    assert response.status_code == 200
    assert len(response.json()["results"]) <= 10


def test_the_list_begins_with_the_regions(client_for: ClientFor, membre: User) -> None:
    response = client_for(membre).get(ROOT)
    content = response.content.decode()
    assert "<h1>Territoires</h1>" in content
    assert "Auvergne-Rhône-Alpes" in content
    assert "18\u00a0territoires" in content
    assert "INSEE COG 2026, IGN Admin Express, DILA, La Poste — Licence Ouverte 2.0" in content


def test_the_list_searches_and_pages(client_for: ClientFor, membre: User) -> None:
    client = client_for(membre)
    assert "Charenton-le-Pont" in client.get(ROOT, {"q": "94220"}).content.decode()
    assert "Aucun territoire ne correspond" in client.get(ROOT, {"q": "zzzz"}).content.decode()
    communes = client.get(ROOT, {"niveau": "commune"}).content.decode()
    assert "page=2" in communes
    assert "Yèvres" not in communes
    assert client.get(ROOT, {"niveau": "lune"}).status_code == 200
    assert client.get(ROOT, {"niveau": "", "q": ""}).status_code == 200
    assert client.get(ROOT, {"niveau": "commune", "page": "perdu"}).status_code == 200


def test_the_page_of_a_commune_says_what_and_where(client_for: ClientFor, membre: User) -> None:
    content = client_for(membre).get(f"{ROOT}2026-commune-94018/").content.decode()
    assert "<h1>Charenton-le-Pont</h1>" in content
    assert "Commune du Val-de-Marne." in content
    assert "28\u00a0830" in content
    assert "Population municipale de 2023." in content
    assert "Métropole du Grand Paris" in content
    assert "Paris Est Marne et Bois" in content
    assert "94220" in content
    assert "75018" in content
    assert "Carte du Val-de-Marne, Charenton-le-Pont en évidence" in content
    assert "Contours simplifiés" in content
    assert "Communes" not in re.sub(r"<nav.*?</nav>", "", content, flags=re.DOTALL)


@pytest.mark.parametrize(
    ("key", "map_title", "listed"),
    [
        (
            "2026-departement-36",
            "Carte du Centre-Val de Loire, Indre en évidence",
            "CA Châteauroux Métropole",
        ),
        ("2026-departement-36/?liste=commune", "Indre en évidence", "Aigurande"),
        (
            "2026-region-24",
            "Carte de la France métropolitaine, Centre-Val de Loire en évidence",
            "Indre-et-Loire",
        ),
        ("2026-epci-243600327", "Carte du Centre-Val de Loire, CA Châteauroux Métropole", "Ardentes"),
        ("2026-epci-200054781/?liste=ept", "Carte d’Île-de-France", "Paris Est Marne et Bois"),
        ("2026-ept-200057941", "Carte du Val-de-Marne, Paris Est Marne et Bois", "Charenton-le-Pont"),
        ("2026-region-04", "Carte de La Réunion", "La Réunion"),
        ("2026-departement-974/?liste=commune", "Carte de La Réunion", "Saint-Denis"),
        ("2026-commune-75056", "Carte d’Île-de-France, Paris en évidence", "Paris 12e Arrondissement"),
    ],
)
def test_the_page_of_each_level(
    client_for: ClientFor, membre: User, key: str, map_title: str, listed: str
) -> None:
    url = f"{ROOT}{key}" if "?" in key else f"{ROOT}{key}/"
    content = client_for(membre).get(url).content.decode()
    assert map_title in content
    assert listed in content


def test_what_has_no_contour_has_no_map_and_its_population_no_invented_year(
    client_for: ClientFor, membre: User
) -> None:
    content = client_for(membre).get(f"{ROOT}2026-departement-975/").content.decode()
    assert "Collectivité d’outre-mer." in content
    assert "Situation" not in content
    assert "La source ne donne pas de population" in content


def test_a_grouping_is_told_by_its_region_and_leads_to_its_organisations(
    client_for: ClientFor, membre: User
) -> None:
    content = client_for(membre).get(f"{ROOT}2026-epci-243600327/").content.decode()
    assert "Communauté d’agglomération, Centre-Val de Loire." in content
    assert "Département principal" in content
    query = "lieu=CA+Ch%C3%A2teauroux+M%C3%A9tropole+%2836%29%2C+intercommunalit%C3%A9"
    link = f"/e/reseau-marne/organisations/?{query}&amp;lieu_key=2026-epci-243600327"
    assert link in content
    listed = client_for(membre).get(link.replace("&amp;", "&")).content.decode()
    assert 'value="CA Châteauroux Métropole (36), intercommunalité"' in listed


def test_an_unknown_territory_is_not_found(client_for: ClientFor, membre: User) -> None:
    assert client_for(membre).get(f"{ROOT}2026-commune-00000/").status_code == 404


def test_the_number_of_queries_does_not_follow_the_number_of_rows(
    client_for: ClientFor, membre: User
) -> None:
    client = client_for(membre)
    client.get(ROOT)  # opens the session
    counts = {}
    for url in (f"{ROOT}?niveau=region", f"{ROOT}?niveau=commune", f"{ROOT}?q=saint", f"{ROOT}?q=charenton"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts[url] = len(queries)
    assert counts[f"{ROOT}?niveau=region"] == counts[f"{ROOT}?niveau=commune"] <= 15
    assert max(counts.values()) <= 15
    for key in ("2026-region-24", "2026-departement-36", "2026-commune-94018", "2026-ept-200057941"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{ROOT}{key}/").status_code == 200
        assert len(queries) <= 15, key
