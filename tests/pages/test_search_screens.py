"""The search page, the palette and the words that mean the same: what each person sees and may do."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import ClientFor
from copil.identity.models import User, Workspace
from copil.initiatives import journey, method_entries
from copil.initiatives.actions import common
from copil.search import actions as search
from copil.search.models import CommonSynonyms, RecentSearch, SearchEntry, SynonymGroup
from tests.factories.identity import WorkspaceFactory
from tests.factories.initiatives import InitiativeFactory

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
    assert "Tous les résultats pour « asso »" in page
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


def test_only_whoever_runs_the_installation_changes_the_common_words(
    workspace: Workspace, pilote: User, membre: User, client_for: ClientFor, now: dt.datetime
) -> None:
    url = f"{HOME}equivalents/communs/"
    assert [client_for(one).post(url).status_code for one in (pilote, membre)] == [403, 403]
    User.objects.filter(pk=pilote.pk).update(is_operator=True)
    client = client_for(pilote)
    assert "au moins deux mots" in client.post(url, {"expressions": "seul"}).content.decode()
    page = client.post(url, {"expressions": "FDVA, fonds pour la vie associative"}, follow=True)
    assert "FDVA, fonds pour la vie associative" in page.content.decode()
    index(workspace, now, text="Le fonds pour la vie associative a répondu")
    tried = client_for(membre).get(f"{HOME}equivalents/", {"mot": "FDVA"}).content.decode()
    assert "<b>fonds pour la vie associative</b>" in tried
    assert "contre 0 sans les équivalents" in tried
    group = CommonSynonyms.objects.get()
    client.post(f"{url}{group.pk}/retirer/")
    assert not CommonSynonyms.objects.exists()


def test_the_parts_of_the_methods_in_use_are_found_with_their_page(
    workspace: Workspace, pilote: User, client_for: ClientFor, now: dt.datetime
) -> None:
    initiative = InitiativeFactory.create(workspace=workspace)
    common.index(initiative, at=now)
    client = client_for(pilote)
    content = journey.method_of(initiative.method)
    stage, step = content.stages[0], next(one for one in content.stages[0].steps if one.title)
    found = client.get(HOME, {"q": stage.title, "kind": method_entries.KIND}).content.decode()
    assert f"methodes/{initiative.method.pk}/etapes/{stage.key}/" in found
    activity = step.activities[0]
    with CaptureQueriesContext(connection) as queries:
        found = client.get(HOME, {"q": activity.title}).content.decode()
    assert len(queries) <= 15
    assert f"/activites/{activity.id}/" in found
    assert "Méthodes <span" in found
    assert (
        client.get(f"/e/reseau-marne/methodes/fiches/{next(method_entries._sheets_of(content))}/").status_code
        == 200
    )
    for part in method_entries.places(workspace).values():
        assert reverse(part.url_name, kwargs={"workspace": "reseau-marne", **part.arguments})
    stranger = WorkspaceFactory.create()
    assert not list(method_entries.entries(stranger))
    written = SearchEntry.objects.filter(kind=method_entries.KIND)
    assert set(written.values_list("object_id", flat=True)) == set(method_entries.places(workspace))
