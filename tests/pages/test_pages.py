"""Home, history and search: what each person sees, whatever the size of the workspace."""

import datetime as dt
import uuid

import pytest

from conftest import ClientFor
from copil.identity.models import User, Workspace, reference
from copil.journal import actions as journal
from copil.search import actions as search
from copil.search.actions import Entry
from tests.counting import queries_of

pytestmark = pytest.mark.django_db


def lines(workspace: Workspace, by: User, now: dt.datetime, number: int) -> None:
    for minute in range(number):
        journal.record(
            by=by,
            at=now + dt.timedelta(minutes=minute),
            workspace=workspace,
            verb="invite",
            obj=("accounts.invitation", uuid.UUID(int=minute)),
            label=f"personne-{minute}@marne.example",
        )


def entries(workspace: Workspace, now: dt.datetime, number: int) -> None:
    rows = [
        Entry(kind="needs.need", object_id=uuid.UUID(int=n + 1), title=f"Relève n° {n}", text="bénévoles")
        for n in range(number)
    ]
    search.index_many(workspace=workspace, entries=rows, at=now)


def test_an_empty_workspace_says_where_to_begin(pilote: User, client_for: ClientFor) -> None:
    page = client_for(pilote).get("/e/reseau-marne/").content.decode()
    assert "Par où commencer" in page
    assert "Bonjour Nadia" in page


def test_outsiders_see_nothing(workspace: Workspace, visiteur: User, client_for: ClientFor) -> None:
    for path in ("", "historique/", "recherche/?q=a"):
        assert client_for(visiteur).get(f"/e/reseau-marne/{path}").status_code == 404


def test_the_history_says_who_did_what(
    workspace: Workspace, pilote: User, membre: User, client_for: ClientFor, now: dt.datetime
) -> None:
    lines(workspace, pilote, now, 3)
    page = client_for(membre).get("/e/reseau-marne/historique/").content.decode()
    assert page.count("Nadia Benhaddou") >= 3
    assert page.index("personne-2@") < page.index("personne-0@")


def test_search_marks_the_words_and_counts_by_kind(
    workspace: Workspace, membre: User, client_for: ClientFor, now: dt.datetime
) -> None:
    entries(workspace, now, 3)
    search.index(
        workspace=workspace,
        kind="directory.organisation",
        object_id=uuid.UUID(int=99),
        title=reference(workspace)[0],
        text="Les bénévoles",
        at=now,
    )
    page = client_for(membre).get("/e/reseau-marne/recherche/", {"q": "releve benevole"}).content.decode()
    assert page.count("<mark>Relève</mark>") == 3
    page = client_for(membre).get("/e/reseau-marne/recherche/", {"q": "bénévoles"}).content.decode()
    assert "4\u00a0résultats" in page
    assert "Organisations" in page
    filtered = client_for(membre).get(
        "/e/reseau-marne/recherche/", {"q": "bénévoles", "kind": "directory.organisation"}
    )
    assert "Relève" not in filtered.content.decode()


@pytest.mark.parametrize("question", ["", "   ", "zzz", "<script>", "'\"", "a" * 5000, "%00", "œ"])
def test_search_survives_any_question(
    workspace: Workspace, membre: User, client_for: ClientFor, question: str
) -> None:
    answer = client_for(membre).get("/e/reseau-marne/recherche/", {"q": question})
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()


def test_as_many_queries_with_two_rows_and_with_two_hundred(
    workspace: Workspace, membre: User, client_for: ClientFor, now: dt.datetime
) -> None:
    client = client_for(membre)
    counts = []
    for number in (2, 200):
        lines(workspace, membre, now, number)
        entries(workspace, now, number)
        paths = ("", "historique/", "recherche/?q=bénévoles")
        counts.append([queries_of(client, f"/e/reseau-marne/{path}") for path in paths])
    assert counts[0] == counts[1]
    assert max(counts[1]) <= 15
