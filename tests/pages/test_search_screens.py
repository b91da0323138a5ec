"""The search page, the palette and the words that mean the same: what each person sees and may do."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import ClientFor
from copil.identity.models import User, Workspace
from copil.search import actions as search
from copil.search.models import RecentSearch, SynonymGroup

pytestmark = pytest.mark.django_db

HOME = "/e/reseau-marne/recherche/"


def index(workspace: Workspace, now: dt.datetime, number: int = 1, text: str = "") -> None:
    entries = [
        search.Entry(
            kind="directory.organisation",
            object_id=uuid.UUID(int=n + 1),
            title=f"Association n° {n}",
            excerpt="Association · Créteil",
            text=text or "Entraide entre voisins <script>alert(1)</script>",
            place="94",
        )
        for n in range(number)
    ]
    search.index_many(workspace=workspace, entries=entries, at=now)


def test_a_passage_is_marked_and_escaped(
    workspace: Workspace, membre: User, client_for: ClientFor, now: dt.datetime
) -> None:
    index(workspace, now)
    page = client_for(membre).get(HOME, {"q": "voisin"}).content.decode()
    assert "Entraide entre <mark>voisins</mark> &lt;script&gt;" in page
    assert "<script>alert" not in page


def test_choices_that_mean_nothing_narrow_nothing(
    workspace: Workspace, membre: User, client_for: ClientFor, now: dt.datetime
) -> None:
    index(workspace, now)
    odd = {"q": "asso", "kind": "x", "lieu": "<b>", "periode": "demain", "archives": "?", "page": "-3"}
    assert "Association n° 0" in client_for(membre).get(HOME, odd).content.decode().replace(
        "<mark>", ""
    ).replace("</mark>", "")


def test_nothing_found_offers_the_word_meant(
    workspace: Workspace, membre: User, client_for: ClientFor, now: dt.datetime
) -> None:
    index(workspace, now)
    page = client_for(membre).get(HOME, {"q": "asociation"}).content.decode()
    assert "Vouliez-vous dire" in page
    assert "q=association" in page


def test_the_palette_finds_pages_and_objects(
    workspace: Workspace, membre: User, pilote: User, client_for: ClientFor, now: dt.datetime
) -> None:
    index(workspace, now)
    page = client_for(membre).get(f"{HOME}palette/", {"q": "asso"}).content.decode()
    assert f"/organisations/{uuid.UUID(int=1)}/" in page
    assert "Tous les résultats pour « asso »" in page
    typed = {"q": "ajouter une org"}
    assert "Ajouter une organisation" not in client_for(membre).get(f"{HOME}palette/", typed).content.decode()
    assert "Ajouter une organisation" in client_for(pilote).get(f"{HOME}palette/", typed).content.decode()


def test_recent_searches_are_kept_shown_and_erased(
    workspace: Workspace, membre: User, pilote: User, client_for: ClientFor
) -> None:
    client = client_for(membre)
    assert client.post(f"{HOME}recentes/", {"q": "trésorerie partagée"}).status_code == 204
    assert "trésorerie partagée" in client.get(HOME).content.decode()
    assert "trésorerie partagée" in client.get(f"{HOME}palette/").content.decode()
    assert "trésorerie partagée" not in client_for(pilote).get(HOME).content.decode()
    client.post(f"{HOME}recentes/effacer/", {"q": "trésorerie partagée"})
    assert not RecentSearch.objects.exists()


def test_looking_writes_nothing(workspace: Workspace, membre: User, client_for: ClientFor) -> None:
    client_for(membre).get(HOME, {"q": "trésorerie"})
    client_for(membre).get(f"{HOME}palette/", {"q": "trésorerie"})
    assert not RecentSearch.objects.exists()


def test_words_that_mean_the_same(
    workspace: Workspace, pilote: User, membre: User, visiteur: User, client_for: ClientFor
) -> None:
    path = f"{HOME}equivalents/"
    assert client_for(visiteur).get(path).status_code == 404
    assert client_for(membre).post(path, {"expressions": "PNR, parc naturel"}).status_code == 403
    client = client_for(pilote)
    refused = client.post(path, {"expressions": "PNR"}).content.decode()
    assert "au moins deux mots" in refused
    assert 'value="PNR"' in refused
    assert client.post(path, {"expressions": "PNR, parc naturel"}).status_code == 302
    group = SynonymGroup.objects.get()
    assert "PNR, parc naturel" in client_for(membre).get(path).content.decode()
    edit = f"{path}{group.pk}/"
    assert client.post(edit, {"expressions": "PNR, parc", "version": 1}).status_code == 302
    late = client.post(edit, {"expressions": "PNR, parc régional", "version": 1})
    assert late.status_code == 409
    assert "PNR, parc régional" in late.content.decode()
    assert client.post(f"{edit}retirer/").status_code == 302
    assert not SynonymGroup.objects.exists()


@pytest.mark.parametrize("path", ["", "palette/"])
def test_the_same_number_of_queries_whatever_is_found(
    workspace: Workspace, membre: User, client_for: ClientFor, now: dt.datetime, path: str
) -> None:
    client = client_for(membre)
    counts = []
    for number in (2, 200):
        index(workspace, now, number)
        client.get(f"{HOME}{path}", {"q": "asso"})
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{HOME}{path}", {"q": "asso"})
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 15
