"""Twice is once, a stop loses nothing, and what is foreseen is what is done."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from copil.core.errors import ActionRefused
from copil.directory.imports.importer import ORGANISATIONS
from copil.directory.imports.session import OrganisationSession
from copil.directory.models import Organisation, Profile
from copil.exchange import actions, engine
from copil.exchange.enums import Outcome, RunState
from copil.exchange.models import ImportRow, ImportRun
from copil.identity.models import User, Workspace
from copil.journal.actions import verify
from copil.journal.models import JournalEntry
from copil.notifications import jobs, worker
from copil.notifications.models import Job
from copil.search import queries
from tests.factories.directory import OrganisationFactory
from tests.factories.exchange import confirmed, table, verified

HEADER = ["référence", "nom", "siret", "rna", "code postal", "budget", "téléphone"]


def go_on(_done: int, _total: int) -> bool:
    return True


class Killed(BaseException):
    """What a power cut looks like from inside."""


def awkward_rows() -> list[list[str]]:
    """Rows that repeat, contradict and complete one another and what is already there."""
    return [
        ["", "Le Moulin", "81234567600017", "", "94220", "1 000,50", ""],
        ["", "Le Moulin", "81234567600017", "", "94220", "1 000,50", ""],
        ["", "Le Moulin", "81234567600017", "", "94220", "2 000", ""],
        ["", "Le Moulin", "", "", "94220", "", "0143680000"],
        ["R1", "Comité des fêtes", "", "W941000001", "94220", "", ""],
        ["R2", "Comité des fêtes", "", "W941000002", "94220", "", ""],
        ["", "Comité des fêtes", "", "", "94220", "", ""],
        ["", "Déjà là", "", "W941009876", "94300", "", "0143680001"],
        ["", "Déjà là", "", "", "94300", "", "0143680002"],
        ["", "", "", "", "94300", "", ""],
        ["", "Faux", "123", "", "", "", ""],
        ["", "Archivée", "", "W941000009", "", "", ""],
        ["", "Sans rien", "", "", "", "", ""],
        ["", "SANS RIEN", "", "", "", "", ""],
        ["", "Antenne", "81234567600025", "", "94300", "", ""],
    ]


@pytest.fixture
def already_there(workspace: Workspace) -> None:
    OrganisationFactory.create(workspace=workspace, name="Déjà là", rna="W941009876", postal_code="94300")
    OrganisationFactory.create(
        workspace=workspace, name="Archivée", rna="W941000009", archived_at=timezone.now()
    )


def outcomes(run: ImportRun) -> list[tuple[int, str, str]]:
    return list(
        ImportRow.objects.filter(run=run).order_by("number").values_list("number", "outcome", "reason")
    )


def state() -> list[tuple[object, ...]]:
    """Return everything an import writes of organisations, identifiers left out."""
    columns = ("name", "siret", "siren", "rna", "external_ref", "postal_code", "phone", "version")
    rows = Organisation.objects.order_by("name", "siret", "rna", "phone").values_list(
        *columns, "profile__budget_amount", "profile__version"
    )
    return list(rows)


def work() -> None:
    worker.run_all()


@pytest.mark.usefixtures("already_there")
def test_what_is_foreseen_is_what_is_done(workspace: Workspace, pilote: User) -> None:
    run = confirmed(workspace, pilote, table([HEADER, *awkward_rows()]))
    foreseen = outcomes(run)
    assert {outcome for _, outcome, _ in foreseen} == {"created", "updated", "unchanged", "refused"}
    work()
    assert outcomes(run) == foreseen
    run.refresh_from_db()
    done = [getattr(run, outcome.value) for outcome in Outcome]
    assert done == [sum(one == outcome for _, one, _ in foreseen) for outcome in Outcome.values]
    assert run.state == RunState.DONE


@pytest.mark.usefixtures("already_there")
def test_twice_is_once(workspace: Workspace, pilote: User) -> None:
    content = table([HEADER, *awkward_rows()])
    confirmed(workspace, pilote, content)
    work()
    once = state()
    again = verified(workspace, pilote, content)
    assert (again.created, again.updated) == (0, 0)
    assert again.unchanged + again.refused == len(awkward_rows())
    with pytest.raises(ActionRefused, match="ne change rien"):
        actions.confirm(by=pilote, at=timezone.now(), run=again, importer=ORGANISATIONS)
    assert state() == once


def killed_at(step: Callable[..., Any], lot: int) -> Callable[..., Any]:
    """Return a step after which everything stops, the ``lot``-th time."""
    calls = itertools.count()

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        result = step(*args, **kwargs)
        if next(calls) == lot:
            raise Killed
        return result

    return wrapped


STEPS = {
    "judged": (OrganisationSession, "judge"),
    "written": (OrganisationSession, "write"),
    "kept": (engine, "_keep"),
}


@pytest.mark.usefixtures("already_there")
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("lot", [0, 1, 3, 7])
def test_killed_anywhere_then_again_is_once(
    workspace: Workspace, pilote: User, monkeypatch: pytest.MonkeyPatch, step: str, lot: int
) -> None:
    run = confirmed(workspace, pilote, table([HEADER, *awkward_rows()]))
    foreseen = outcomes(run)
    owner, name = STEPS[step]
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, killed_at(getattr(owner, name), lot))
        with pytest.raises(Killed):
            engine.apply(run, ORGANISATIONS, beat=go_on, chunk=2)
    stopped = ImportRun.objects.get(pk=run.pk)
    assert stopped.state == RunState.APPLYING
    assert stopped.seen == max(0, stopped.next_row - 2), "counts and place move together"
    engine.apply(stopped, ORGANISATIONS, beat=go_on, chunk=2)
    stopped.refresh_from_db()
    assert stopped.state == RunState.DONE
    assert outcomes(run) == foreseen
    assert [getattr(stopped, key) for key in Outcome.values] == [
        sum(outcome == key for _, outcome, _ in foreseen) for key in Outcome.values
    ]
    interrupted = state()
    forget_everything()
    confirmed(workspace, pilote, table([HEADER, *awkward_rows()]))
    work()
    assert interrupted == state(), "the same as in one go"


def forget_everything() -> None:
    """Put back what ``already_there`` made."""
    Profile.objects.all().delete()
    Organisation.objects.filter(archived_at=None).exclude(name="Déjà là").delete()
    Organisation.objects.filter(name="Déjà là").update(phone="", version=1)


def test_a_job_run_twice_or_by_two_workers_writes_once(workspace: Workspace, pilote: User) -> None:
    run = confirmed(workspace, pilote, table([HEADER, *awkward_rows()]))
    job = Job.objects.get(unique_key=f"import:{run.pk}")
    first, second = ImportRun.objects.get(pk=run.pk), ImportRun.objects.get(pk=run.pk)
    engine.apply(first, ORGANISATIONS, beat=go_on)
    once = state()
    engine.apply(second, ORGANISATIONS, beat=go_on)
    jobs.run(jobs.lease_next(at=timezone.now()) or job, at=timezone.now())
    assert state() == once
    assert Job.objects.get(pk=job.pk).state == "done"


def test_each_lot_is_one_line_of_the_journal(workspace: Workspace, pilote: User) -> None:
    rows = [["", f"Atelier {number}", "", "", "94220", "", ""] for number in range(1200)]
    run = confirmed(workspace, pilote, table([HEADER, *rows]))
    work()
    lines = JournalEntry.objects.filter(object_id=run.pk, verb="import").order_by("seq")
    assert [(line.payload or {})["changes"] for line in lines] == [
        {"first": 2, "last": 501, "created": 500},
        {"first": 502, "last": 1001, "created": 500},
        {"first": 1002, "last": 1201, "created": 200},
    ]
    assert verify(workspace) == []
    assert queries.find(workspace=workspace, question="atelier 777").count() == 1


def test_no_query_is_made_for_a_single_row(workspace: Workspace, pilote: User) -> None:
    def counted(count: int) -> int:
        rows = [["", f"Lieu {count} {number}", "", "", "94220", "1", ""] for number in range(count)]
        run = confirmed(workspace, pilote, table([HEADER, *rows]))
        with CaptureQueriesContext(connection) as captured:
            engine.apply(run, ORGANISATIONS, beat=go_on)
        return len(captured)

    assert counted(400) == counted(2)


def test_a_cancelled_run_stops_at_the_next_lot(workspace: Workspace, pilote: User) -> None:
    run = confirmed(workspace, pilote, table([HEADER, *awkward_rows()]))

    def stop(_done: int, _total: int) -> bool:
        actions.cancel(by=pilote, at=timezone.now(), run=run)
        return True

    engine.apply(ImportRun.objects.get(pk=run.pk), ORGANISATIONS, beat=stop, chunk=5)
    run.refresh_from_db()
    assert (run.state, run.seen, run.next_row) == (RunState.CANCELLED, 5, 7)


def test_the_database_still_guards_what_a_race_would_break(workspace: Workspace, pilote: User) -> None:
    run = confirmed(workspace, pilote, table([HEADER, ["", "Le Moulin", "81234567600017", "", "", "", ""]]))
    OrganisationFactory.create(workspace=workspace, name="Venue entre-temps", numbered=True)
    work()
    run.refresh_from_db()
    assert (run.created, run.updated) == (0, 1), "judged again on the data of the moment"
    assert Organisation.objects.count() == 1
