"""Bodies: set up, listed, closed; who may."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from copil.governance.models import Body
from copil.identity.models import User, Workspace
from copil.journal.models import JournalEntry
from copil.search import queries
from tests.factories.governance import body_of

ClientFor = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def at(workspace: Workspace, name: str, **kwargs: object) -> str:
    return reverse(f"governance:{name}", kwargs={"workspace": workspace.slug, **kwargs})


def test_a_body_of_the_workspace_is_set_up(client_for: ClientFor, pilote: User, workspace: Workspace) -> None:
    data = {
        "name": "Comité d’appui", "kind": "support", "code": " appui ", "frequency": "need",
        "quorum_kind": "share", "quorum_value": "50",
    }  # fmt: skip  # a table reads by its lines
    answer = client_for(pilote).post(at(workspace, "body_create"), data)
    made = Body.objects.get()
    assert answer.headers["Location"] == at(workspace, "body", pk=made.pk)
    assert (made.code, made.quorum_value, made.initiative) == ("APPUI", 50, None)
    assert JournalEntry.objects.get(object_kind="governance.body").verb == "set_up"
    assert queries.find(workspace=workspace, question="comité d’appui").exists()


def test_a_quorum_without_its_value_is_refused(
    client_for: ClientFor, pilote: User, workspace: Workspace
) -> None:
    data = {
        "name": "Comité d’appui", "kind": "support", "code": "CA", "frequency": "need",
        "quorum_kind": "share",
    }  # fmt: skip  # a table reads by its lines
    answer = client_for(pilote).post(at(workspace, "body_create"), data)
    assert "à partir de combien de voix" in answer.content.decode()
    assert not Body.objects.exists()


def test_the_list_asks_as_many_queries_with_200(
    client_for: ClientFor,
    membre: User,
    workspace: Workspace,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    for number in range(30):
        body_of(workspace, name=f"Comité {number}")
    client = client_for(membre)
    with django_assert_max_num_queries(15):
        assert client.get(at(workspace, "bodies")).status_code == 200
