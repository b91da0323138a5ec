"""The library grows: as many questions to the database with two experiences as with two hundred."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import ClientFor
from copil.core.text import name_key
from copil.identity.models import User, Workspace
from copil.library.enums import Scope
from copil.library.models import Edition, ExperienceSheet
from copil.library.search_entries import entry_of
from copil.search import actions as search
from tests.factories.initiatives import InitiativeFactory
from tests.factories.library import AT, edition_of

pytestmark = pytest.mark.django_db
BASE = "/e/reseau-marne/experiences/"
PAGES = ("", "?q=comptes+partages", "?type=B&tri=cout", "fiches/")


def many(workspace: Workspace, number: int) -> None:
    """Publish experiences at once."""
    first = InitiativeFactory.create(workspace=workspace)
    model = type(first)
    copies = [
        model(
            workspace=workspace,
            title=f"D {rank}",
            title_key=f"d {rank}",
            method=first.method,
            current_stage="x",
        )
        for rank in range(number)
    ]
    model.objects.bulk_create(copies)
    sheets = ExperienceSheet.objects.bulk_create(
        ExperienceSheet(workspace=workspace, initiative=one, title=f"Comptes partagés {rank}", typology="B")
        for rank, one in enumerate(copies)
    )
    editions = Edition.objects.bulk_create(
        Edition(
            workspace=workspace,
            sheet=sheet,
            number=1,
            scope=Scope.PUBLIC,
            title=sheet.title,
            title_key=name_key(sheet.title),
            typology="B",
            contents="Tenir les comptes à plusieurs",
            cost=1000 + rank,
            days=2,
            beneficiaries_count=3,
            published_at=AT,
        )
        for rank, sheet in enumerate(sheets)
    )
    search.index_many(workspace=workspace, entries=[entry_of(one) for one in editions], at=AT)


def queries(client_for: ClientFor, user: User, url: str) -> int:
    client = client_for(user)
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_a_list_asks_the_same_questions_whatever_its_length(
    workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    few = [edition_of(workspace, title=f"Comptes partagés {name}", scope=Scope.PUBLIC) for name in "ab"]
    one = f"{BASE}{few[0].sheet_id}/"
    pages = [*(BASE + page for page in PAGES), one, f"{one}proches/", "/experiences/"]
    before = [queries(client_for, pilote, page) for page in pages]
    many(workspace, 200)
    assert [queries(client_for, pilote, page) for page in pages] == before
    assert max(before) <= 15


def test_pages_follow_one_another(workspace: Workspace, pilote: User, client_for: ClientFor) -> None:
    many(workspace, 30)
    client = client_for(pilote)
    shown = [client.get(f"{BASE}?tri=titre&page={number}").content.decode() for number in (1, 2, 3)]
    assert [page.count('<li class="sheet">') for page in shown] == [12, 12, 6]
    assert "30\N{NO-BREAK SPACE}expériences" in shown[0]
