"""What was tried before on a problem."""

import uuid

import pytest
from django.utils import timezone

from conftest import ClientFor
from copil.identity.models import User, Workspace
from copil.needs.models import Antecedent, ProblemSheet
from copil.search import actions as search
from copil.search.actions import Entry
from tests.factories.needs import ProblemSheetFactory, SharedNeedFactory

pytestmark = pytest.mark.django_db
ROOT = "/e/reseau-marne/besoins/"


@pytest.fixture
def sheet(workspace: Workspace) -> ProblemSheet:
    return ProblemSheetFactory.create(shared_need=SharedNeedFactory.create(workspace=workspace))


def test_an_experience_is_described_changed_and_removed(
    client_for: ClientFor, pilote: User, sheet: ProblemSheet
) -> None:
    client, page = client_for(pilote), f"{ROOT}problematiques/{sheet.pk}/"
    empty = client.post(f"{page}experience/", {"lesson": "Trop tôt."})
    assert "Nommez ce qui a été tenté" in empty.content.decode()
    assert "Trop tôt." in empty.content.decode()
    data = {"title": "Un cycle de soirées", "held_when": "2023", "outcome": "mixed", "lesson": "Trop tôt."}
    assert client.post(f"{page}experience/", data).status_code == 302
    shown = client.get(page).content.decode()
    assert "Un cycle de soirées" in shown
    assert "A réussi en partie" in shown
    one = Antecedent.objects.get()
    path = f"{ROOT}experiences/{one.pk}/"
    assert client.get(path).status_code == 200
    assert client.post(path, {**data, "title": "Un autre cycle", "version": "1"}).status_code == 302
    assert client.post(path, {**data, "title": "Un troisième", "version": "1"}).status_code == 409
    assert client.post(f"{path}retirer/").status_code == 302
    assert "Un autre cycle" not in client.get(page).content.decode().split('id="historique"')[0]


def test_a_known_initiative_gives_its_name(
    client_for: ClientFor, pilote: User, sheet: ProblemSheet, workspace: Workspace
) -> None:
    known = uuid.uuid4()
    entry = Entry(kind="initiatives.initiative", object_id=known, title="SLOT", excerpt="", text="")
    search.index_many(workspace=workspace, entries=[entry], at=timezone.now())
    path = f"{ROOT}problematiques/{sheet.pk}/experience/"
    client = client_for(pilote)
    assert "SLOT" in client.get(path).content.decode()
    assert client.post(path, {"initiative": str(known)}).status_code == 302
    one = Antecedent.objects.get()
    assert (one.title, one.object_kind, one.object_id) == ("SLOT", "initiatives.initiative", known)
    assert f"/demarches/{known}/" in client.get(f"{ROOT}problematiques/{sheet.pk}/").content.decode()


def test_who_may_write_them(client_for: ClientFor, membre: User, visiteur: User, sheet: ProblemSheet) -> None:
    path = f"{ROOT}problematiques/{sheet.pk}/experience/"
    assert client_for(membre).post(path, {"title": "X"}).status_code == 403
    assert client_for(visiteur).post(path, {"title": "X"}).status_code == 404
