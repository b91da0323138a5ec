"""The page that follows an act: what the act proves is kept by its own request, the page asks no provider."""

import datetime as dt
import logging

import pytest
from django.db import DatabaseError
from django.test import Client

from conftest import ClientFor
from copil.identity.models import User, Workspace
from copil.initiatives import evidence, kept
from copil.initiatives.models import Initiative, KeptFacts
from tests.counting import queries_of
from tests.factories.initiatives import InitiativeFactory

pytestmark = pytest.mark.django_db
KEY = "initiatives.strategic_objective_set"


@pytest.fixture
def initiative(workspace: Workspace) -> Initiative:
    return InitiativeFactory.create(workspace=workspace)


def act(client: Client, initiative: Initiative, *, text: str = "Consolider les associations") -> int:
    address = f"/e/{initiative.workspace.slug}/demarches/{initiative.pk}/objectifs/"
    sent = {"level": "strategic", "text": text, "version": initiative.version}
    return client.post(address, sent).status_code


@pytest.mark.parametrize("page", ["", "demarches/", "demarches/{pk}/", "demarches/{pk}/chemin/"])
def test_the_page_after_an_act_asks_no_more_than_another(
    page: str, initiative: Initiative, pilote: User, client_for: ClientFor
) -> None:
    client = client_for(pilote)
    assert act(client, initiative) == 302
    address = f"/e/{initiative.workspace.slug}/{page.format(pk=initiative.pk)}"
    client.get(address)  # the messages of the act are read once

    assert act(client, initiative, text="Former les bénévoles") == 302
    assert queries_of(client, address) <= 15
    assert KEY in kept.facts_of([initiative.pk])[initiative.pk]


def test_a_refused_act_keeps_nothing(initiative: Initiative, pilote: User, client_for: ClientFor) -> None:
    assert act(client_for(pilote), initiative, text="") == 200
    assert not KeptFacts.objects.exists()


def test_a_workspace_that_carries_many_waits_for_the_worker(
    initiative: Initiative, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    InitiativeFactory.create(workspace=initiative.workspace)
    monkeypatch.setattr(kept, "_AT_ONCE", 1)
    assert kept.keep_few(at=now, workspaces=[initiative.workspace_id]) == 0
    monkeypatch.setattr(kept, "_AT_ONCE", 2)
    assert kept.keep_few(at=now, workspaces=[initiative.workspace_id]) == 2


def test_facts_that_cannot_be_kept_do_not_undo_the_act(
    initiative: Initiative,
    pilote: User,
    client_for: ClientFor,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def refuse(**_: object) -> int:
        raise DatabaseError("disk full")

    monkeypatch.setattr(kept, "keep_few", refuse)
    with caplog.at_level(logging.WARNING):
        assert act(client_for(pilote), initiative) == 302
    assert "facts not kept: DatabaseError" in caplog.text
    assert KEY in evidence.facts_of([initiative.pk])[initiative.pk]
