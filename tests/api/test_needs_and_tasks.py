"""Needs, tasks, initiatives and meetings through the API: the rights and the verbs of the pages."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from copil.identity.enums import Role
from copil.identity.models import Membership, User, Workspace
from copil.journal.models import JournalEntry
from copil.needs.models import Need
from copil.tasks.enums import TaskState
from copil.tasks.models import Task
from tests.api.conftest import Program, read
from tests.factories.directory import OrganisationFactory, PersonFactory
from tests.factories.initiatives import InitiativeFactory
from tests.factories.needs import NeedFactory, SharedNeedFactory
from tests.factories.tasks import TaskFactory

pytestmark = pytest.mark.django_db

NEEDS, TASKS = "/api/v1/besoins", "/api/v1/taches"


def test_a_need_is_noted_changed_and_put_aside(program: Program, workspace: Workspace) -> None:
    organisation = OrganisationFactory.create(workspace=workspace)
    body: dict[str, Any] = {"structure": str(organisation.pk), "texte": "Un local", "origine": "structure"}
    made = program.ask("POST", NEEDS, body, Idempotency_Key="a")
    assert made.status_code == 201, made.content
    sheet = read(made)
    assert (sheet["texte"], sheet["origines"][0]["nature"]) == ("Un local", "structure")
    twice = program.ask("POST", NEEDS, body, Idempotency_Key="b")
    assert (twice.status_code, "déjà noté" in read(twice)["detail"]) == (409, True)
    foreign = program.ask(
        "POST", NEEDS, {**body, "structure": str(OrganisationFactory.create().pk)}, Idempotency_Key="c"
    )
    assert (foreign.status_code, read(foreign)["errors"][0]["field"]) == (422, "structure")
    future = program.ask("POST", NEEDS, {**body, "texte": "X", "date": "2999-01-01"}, Idempotency_Key="d")
    assert read(future)["errors"][0]["field"] == "date"
    path = f"{NEEDS}/{sheet['id']}"
    changed = program.ask("PATCH", path, {"texte": "Un local chauffé"}, If_Match='"1"')
    assert (changed.status_code, read(changed)["version"]) == (200, 2)
    assert program.ask("PATCH", path, {"texte": "Autre"}, If_Match='"1"').status_code == 412
    assert program.ask("DELETE", path, If_Match='"2"').status_code == 204
    verbs = JournalEntry.objects.filter(object_id=sheet["id"]).order_by("seq").values_list("verb", flat=True)
    assert list(verbs) == ["create", "update", "archive"]
    assert Need.objects.get().archived_at is not None


def test_a_task_is_given_moved_and_refused(program: Program, workspace: Workspace, pilote: User) -> None:
    person = PersonFactory.create(workspace=workspace)
    body = {"titre": "Relancer", "personne": str(person.pk), "pour_le": "2027-02-28"}
    made = program.ask("POST", TASKS, body, Idempotency_Key="a")
    assert made.status_code == 201, made.content
    path = f"{TASKS}/{read(made)['id']}"
    assert read(made)["personne"]["id"] == str(person.pk)
    moved = program.ask("PATCH", path, {"etat": "doing"}, If_Match='"1"')
    assert (moved.status_code, read(moved)["etat"]) == (200, "doing")
    dropped = program.ask("PATCH", path, {"etat": "dropped"}, If_Match='"2"')
    assert (dropped.status_code, "pourquoi" in read(dropped)["detail"]) == (409, True)
    both = program.ask("PATCH", path, {"etat": "done", "titre": "X"}, If_Match='"2"')
    assert (both.status_code, read(both)["errors"][0]["field"]) == (422, "titre")
    renamed = program.ask("PATCH", path, {"titre": "Relancer la mairie"}, If_Match='"2"')
    assert (read(renamed)["titre"], read(renamed)["personne"]["id"]) == ("Relancer la mairie", str(person.pk))
    assert Task.objects.get().due_on == dt.date(2027, 2, 28)
    late = TaskFactory.create(workspace=workspace, due_on=dt.date(2020, 1, 1), state=TaskState.TODO)
    found = read(program.get(f"{TASKS}?en_retard=true"))["donnees"]
    assert [one["id"] for one in found] == [str(late.pk)]
    # Somebody who only reads may still say where their own task stands, and nothing else.
    Membership.objects.filter(user=pilote).update(role=Role.OBSERVER)
    Task.objects.filter(pk=late.pk).update(person=PersonFactory.create(workspace=workspace, user=pilote))
    own = f"{TASKS}/{late.pk}"
    assert program.ask("PATCH", own, {"titre": "X"}, If_Match='"1"').status_code == 403
    assert program.ask("PATCH", own, {"etat": "done"}, If_Match='"1"').status_code == 200


@pytest.mark.parametrize(
    "where", ["besoins", "besoins-partages", "demarches", "taches", "personnes", "reunions"]
)
def test_lists_hold_what_is_of_the_workspace_at_a_constant_cost(
    where: str, program: Program, workspace: Workspace
) -> None:
    def fill(number: int) -> None:
        organisation = OrganisationFactory.create(workspace=workspace)
        makers: dict[str, Callable[[], object]] = {
            "besoins": lambda: NeedFactory.create(organisation=organisation),
            "besoins-partages": lambda: SharedNeedFactory.create(workspace=workspace),
            "demarches": lambda: InitiativeFactory.create(workspace=workspace),
            "taches": lambda: TaskFactory.create(workspace=workspace, person=None),
            "personnes": lambda: PersonFactory.create(workspace=workspace),
            "reunions": lambda: None,
        }
        for _ in range(number):
            makers[where]()

    path = f"/api/v1/{where}?par_page=100"
    NeedFactory.create()
    InitiativeFactory.create()
    fill(2)
    with CaptureQueriesContext(connection) as few:
        assert read(program.get(path))["total"] == (0 if where == "reunions" else 2)
    fill(12)
    with CaptureQueriesContext(connection) as many:
        assert read(program.get(path))["total"] == (0 if where == "reunions" else 14)
    assert len(many) == len(few) <= 10


def test_the_path_of_an_initiative_is_read_with_its_evidence(program: Program, workspace: Workspace) -> None:
    initiative = InitiativeFactory.create(workspace=workspace)
    path = read(program.get(f"/api/v1/demarches/{initiative.pk}/chemin"))
    assert path["demarche"]["id"] == str(initiative.pk)
    assert sum(len(step["activites"]) for stage in path["etapes"] for step in stage["pas"]) == path["total"]
    assert program.get(f"/api/v1/demarches/{InitiativeFactory.create().pk}/chemin").status_code == 404
