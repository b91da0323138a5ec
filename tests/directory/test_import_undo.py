"""An import taken back leaves the directory as it was, but for what somebody touched since."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conftest import ClientFor
from copil.core.errors import ActionRefused
from copil.directory.actions import organisations as actions
from copil.directory.imports.importer import ORGANISATIONS
from copil.directory.models import Organisation, Profile
from copil.exchange import undoing
from copil.exchange.enums import RunState
from copil.exchange.models import ImportRow, ImportRun
from copil.identity.models import User, Workspace
from copil.journal.actions import verify
from copil.notifications import worker
from copil.search import queries
from tests.factories.directory import FunctionFactory, OrganisationFactory, PersonFactory, ProfileFactory
from tests.factories.exchange import table, written

HEADER = ["référence", "nom", "code postal", "budget", "téléphone", "commune"]
BASE = "/e/reseau-marne/organisations/imports/"
ROWS = [
    ["R1", "Le Moulin", "94220", "1 000,50", "", ""],
    ["R2", "L’Écluse", "94300", "", "0143680000", ""],
    ["R3", "Déjà là, et plus", "94300", "250", "0143680001", ""],
    ["R4", "Sans profil", "94300", "7,5", "", ""],
    ["R5", "", "94300", "", "", ""],
]

pytestmark = pytest.mark.usefixtures("already_there")


@pytest.fixture
def already_there(workspace: Workspace) -> None:
    known = OrganisationFactory.create(workspace=workspace, name="Déjà là", external_ref="R3")
    ProfileFactory.create(organisation=known, budget_amount=10)
    OrganisationFactory.create(workspace=workspace, name="Sans profil", external_ref="R4", phone="3939")


def state() -> list[tuple[object, ...]]:
    columns = ("name", "external_ref", "postal_code", "phone", "profile__budget_amount")
    return list(Organisation.objects.order_by("name").values_list(*columns))


def undone(run: ImportRun, by: User) -> ImportRun:
    undoing.ask(by=by, at=timezone.now(), run=run, importer=ORGANISATIONS)
    worker.run_all()
    run.refresh_from_db()
    return run


def test_everything_is_as_before(workspace: Workspace, pilote: User) -> None:
    before = state()
    run = written(workspace, pilote, table([HEADER, *ROWS]))
    assert state() != before
    assert queries.find(workspace=workspace, question="moulin").count() == 1
    assert undone(run, pilote).state == RunState.UNDONE
    assert state() == before
    assert not queries.find(workspace=workspace, question="moulin").count()
    assert undoing.counted(run) == {"done": 4}
    assert verify(workspace) == []
    with pytest.raises(ActionRefused, match="ne peut pas être annulé"):
        undone(run, pilote)
    again = written(workspace, pilote, table([HEADER, *ROWS]))
    assert (again.created, again.updated) == (2, 2), "the same file can be brought again"


def rename(organisation: Organisation, by: User) -> None:
    actions.update(
        by=by, at=timezone.now(), organisation=organisation, values={"name": "Autre"},
        expected=organisation.version,
    )  # fmt: skip  # a table reads by its lines


def answer(organisation: Organisation, by: User) -> None:
    actions.save_profile(
        by=by, at=timezone.now(), organisation=organisation, values={"sector": "Réemploi"}, expected=0
    )


def appoint(organisation: Organisation, by: User) -> None:
    person = PersonFactory.create(workspace=organisation.workspace)
    FunctionFactory.create(organisation=organisation, person=person)


def put_aside(organisation: Organisation, by: User) -> None:
    actions.archive(by=by, at=timezone.now(), organisation=organisation)


@pytest.mark.parametrize("touch", [rename, answer, appoint, put_aside])
def test_what_was_touched_stays(
    workspace: Workspace, pilote: User, client_for: ClientFor, touch: Callable[[Organisation, User], Any]
) -> None:
    run = written(workspace, pilote, table([HEADER, *ROWS]))
    touch(Organisation.objects.get(external_ref="R2"), pilote)
    client = client_for(pilote)
    shown = client.get(f"{BASE}{run.pk}/annuler/").content.decode()
    assert "fiche modifiée depuis" in shown
    assert "Annuler les autres lignes" in shown
    done = client.post(f"{BASE}{run.pk}/annuler/", follow=True).content.decode()
    assert "Import annulé" in done
    assert "Laissée, modifiée depuis" in done
    assert set(Organisation.objects.values_list("external_ref", flat=True)) == {"R2", "R3", "R4"}
    assert undoing.counted(run) == {"done": 3, "touched": 1}


def test_an_identifier_taken_since_is_not_given_back(workspace: Workspace, pilote: User) -> None:
    Organisation.objects.filter(external_ref="R4").update(rna="W941000001", external_ref="R4")
    run = written(
        workspace, pilote, table([["référence", "nom", "rna"], ["R4", "Sans profil", "W941000002"]])
    )
    assert run.updated == 1
    OrganisationFactory.create(workspace=workspace, name="Venue depuis", rna="W941000001")
    assert undoing.counted(undone(run, pilote)) == {"touched": 1}


def test_two_imports_are_undone_one_after_the_other(workspace: Workspace, pilote: User) -> None:
    before = state()
    first = written(workspace, pilote, table([HEADER, *ROWS]))
    middle = state()
    changed = [
        ["R1", "Le Moulin", "", "9", "", ""],
        ["R3", "Déjà", "", "", "", ""],
        ["R2", "L’Écluse", "", "8", "", ""],
    ]
    second = written(workspace, pilote, table([HEADER, *changed]))
    assert second.updated == 3
    undone(second, pilote)
    assert state() == middle
    undone(first, pilote)
    assert undoing.counted(first) == {"done": 4}
    assert state() == before


def test_a_stop_then_again_is_once(
    workspace: Workspace, pilote: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state()
    run = written(workspace, pilote, table([HEADER, *ROWS]))
    ImportRun.objects.filter(pk=run.pk).update(state=RunState.UNDOING)
    monkeypatch.setattr(undoing, "LOT", 1)
    undoing.undo(run, ORGANISATIONS, beat=lambda done, _total: done < 2)
    assert ImportRow.objects.filter(run=run, undone="done").count() == 2
    undoing.undo(run, ORGANISATIONS, beat=lambda _done, _total: True)
    undoing.undo(run, ORGANISATIONS, beat=lambda _done, _total: True)
    run.refresh_from_db()
    assert (run.state, state()) == (RunState.UNDONE, before)
    assert Profile.objects.count() == 1


def test_a_large_import_is_undone_by_the_worker(
    workspace: Workspace, pilote: User, client_for: ClientFor
) -> None:
    rows = [[f"L{number}", f"Atelier {number}", "94220", "", "", ""] for number in range(1100)]
    run = written(workspace, pilote, table([HEADER, *rows]))
    client = client_for(pilote)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"{BASE}{run.pk}/annuler/").status_code == 200
    waiting = client.post(f"{BASE}{run.pk}/annuler/", follow=True).content.decode()
    assert "Annulation en cours" in waiting
    worker.run_all()
    assert "Import annulé" in client.get(f"{BASE}{run.pk}/suivi/").content.decode()
    assert Organisation.objects.count() == 2
    assert len(captured) <= 15
