"""Screens of tasks, asked by who may do, who may see, and a stranger."""

import csv
import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conftest import ClientFor
from copil.directory.models import Person
from copil.identity.enums import Role
from copil.identity.models import User, Workspace
from copil.tasks.models import Task, TaskComment
from tests.factories.directory import PersonFactory
from tests.factories.identity import MembershipFactory, UserFactory
from tests.factories.initiatives import InitiativeFactory
from tests.factories.tasks import TaskFactory

pytestmark = pytest.mark.django_db
ROOT = "/e/reseau-marne/taches/"


@pytest.fixture
def nadia(workspace: Workspace, pilote: User) -> Person:
    return PersonFactory.create(workspace=workspace, user=pilote, given_name="Nadia", family_name="Benhaddou")


def test_a_task_goes_from_one_line_to_done_and_back(
    client_for: ClientFor, pilote: User, nadia: Person, workspace: Workspace
) -> None:
    client = client_for(pilote)
    late = timezone.localdate() - dt.timedelta(days=3)
    sent = {"title": "Relancer la mairie", "due_on": late.isoformat(), "person": "Nadia Benhaddou"}
    assert client.post(f"{ROOT}nouvelle/", sent).status_code == 302
    task = Task.objects.get()
    assert (task.person, task.due_on) == (nadia, late)
    for view in ("", "?vue=retard", "?vue=toutes"):
        page = client.get(ROOT + view).content.decode()
        assert "Relancer la mairie" in page
        assert "3\xa0jours de retard" in page
    assert "Relancer la mairie" in client.get("/e/reseau-marne/").content.decode()
    done = {"state": "done", "version": task.version, "suite": f"{ROOT}?vue=toutes"}
    answer = client.post(f"{ROOT}{task.pk}/avancer/", done, follow=True)
    assert answer.redirect_chain == [(f"{ROOT}?vue=toutes", 302)]
    assert f"{ROOT}rouvrir/?t={task.pk}" in answer.content.decode()
    assert client.post(f"{ROOT}{task.pk}/avancer/", done).status_code == 409
    assert client.post(f"{ROOT}rouvrir/?t={task.pk}").status_code == 302
    task.refresh_from_db()
    assert (task.state, task.closed_at) == ("todo", None)
    assert client.post(f"{ROOT}rouvrir/?t={task.pk}").status_code == 409
    shown = client.get(f"{ROOT}{task.pk}/").content.decode()
    assert "a rouvert la tâche" in shown


def test_a_blockage_says_what_it_waits_for_and_when_it_may_resume(
    client_for: ClientFor, pilote: User, workspace: Workspace
) -> None:
    client = client_for(pilote)
    first, second = (
        TaskFactory.create(workspace=workspace, title=title) for title in ("Salle", "Invitations")
    )
    address = f"{ROOT}{second.pk}/bloquer/"
    assert client.post(address, {"version": 1}).status_code == 200
    assert client.post(address, {"version": 1, "blocked_by": first.pk}).status_code == 302
    assert "Attend «\xa0Salle\xa0»" in client.get(f"{ROOT}?vue=toutes").content.decode()
    back = client.post(f"{ROOT}{first.pk}/bloquer/", {"version": 1, "blocked_by": second.pk})
    assert back.status_code == 409
    client.post(f"{ROOT}{first.pk}/avancer/", {"version": 1, "state": "done"})
    assert "elle peut reprendre" in client.get(f"{ROOT}{second.pk}/").content.decode()
    gone = client.post(f"{ROOT}{second.pk}/abandonner/", {"version": 2, "reason": "Annulé"})
    assert gone.status_code == 302
    assert "Annulé" in client.get(f"{ROOT}{second.pk}/").content.decode()


def test_several_are_completed_or_given_at_once_or_none_is(
    client_for: ClientFor, pilote: User, workspace: Workspace
) -> None:
    client = client_for(pilote)
    tasks = TaskFactory.create_batch(3, workspace=workspace)
    ticked = [f"{task.pk}:1" for task in tasks]
    form = client.post(f"{ROOT}confier/", {"task": ticked}).content.decode()
    assert form.count('name="task"') == 3
    assert client.post(f"{ROOT}confier/", {"task": ticked, "person": "Inès Morel"}).status_code == 302
    assert {str(task.person) for task in Task.objects.select_related("person")} == {"Inès Morel"}
    stale = client.post(f"{ROOT}terminer/", {"task": [f"{tasks[0].pk}:2", f"{tasks[1].pk}:1"]})
    assert stale.status_code == 409
    assert Task.objects.open().count() == 3
    assert client.post(f"{ROOT}terminer/", {"task": [f"{task.pk}:2" for task in tasks]}).status_code == 302
    assert Task.objects.open().count() == 0
    assert client.post(f"{ROOT}terminer/", {}).status_code == 409


def test_who_is_in_charge_may_move_it_and_who_only_sees_may_not(
    client_for: ClientFor, membre: User, visiteur: User, workspace: Workspace
) -> None:
    initiative = InitiativeFactory.create(workspace=workspace)
    yves = PersonFactory.create(workspace=workspace, user=membre)
    other, own = (TaskFactory.create(workspace=workspace, initiative=initiative) for _ in range(2))
    Task.objects.filter(pk=own.pk).update(person=yves)
    client, stranger = client_for(membre), client_for(visiteur)
    posts = {
        "modifier/": {"title": "Autre", "version": 1},
        "bloquer/": {"unblocked_when": "Demain", "version": 1},
        "abandonner/": {"reason": "Non", "version": 1},
        "demander/": {"email": "a@b.example", "until": "2099-01-01"},
        "lien/fermer/": {},
        "avancer/": {"state": "doing", "version": 1},
        "commenter/": {"text": "Bien reçu"},
    }
    for verb, sent in posts.items():
        may = verb in {"avancer/", "commenter/"}
        assert client.post(f"{ROOT}{other.pk}/{verb}", sent).status_code == 403, verb
        assert client.post(f"{ROOT}{own.pk}/{verb}", sent).status_code == (302 if may else 403), verb
        assert stranger.post(f"{ROOT}{own.pk}/{verb}", sent).status_code == 404, verb
    other.refresh_from_db()
    own.refresh_from_db()
    assert (other.state, own.state) == ("todo", "doing")
    assert TaskComment.objects.get().author == membre
    assert client.post(f"{ROOT}terminer/", {"task": [f"{other.pk}:1", f"{own.pk}:2"]}).status_code == 403
    assert Task.objects.open().count() == 2


def test_a_member_adds_only_where_they_work(client_for: ClientFor, workspace: Workspace) -> None:
    user = UserFactory.create()
    MembershipFactory.create(workspace=workspace, user=user, role=Role.MEMBER)
    initiative = InitiativeFactory.create(workspace=workspace)
    client = client_for(user)
    refused = client.post(f"{ROOT}nouvelle/", {"title": "Écrire", "initiative": initiative.pk})
    assert refused.status_code == 200
    assert Task.objects.count() == 0
    assert client.post(f"{ROOT}nouvelle/", {"title": "Écrire"}).status_code == 302


def test_two_people_edit_one_task(client_for: ClientFor, pilote: User, workspace: Workspace) -> None:
    task = TaskFactory.create(workspace=workspace)
    client = client_for(pilote)
    address = f"{ROOT}{task.pk}/modifier/"
    assert client.post(address, {"title": "Première", "version": 1}).status_code == 302
    second = client.post(address, {"title": "Seconde", "version": 1})
    assert second.status_code == 409
    assert "Seconde" in second.content.decode()
    assert "Première" in second.content.decode()


def test_the_panel_says_what_is_late_and_whose(
    client_for: ClientFor, pilote: User, workspace: Workspace
) -> None:
    initiative = InitiativeFactory.create(workspace=workspace)
    claire = PersonFactory.create(workspace=workspace, given_name="Claire", family_name="Vasseur")
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    TaskFactory.create(workspace=workspace, initiative=initiative, person=claire, due_on=yesterday)
    TaskFactory.create(
        workspace=workspace, initiative=initiative, person=None, due_on=yesterday, title="Orpheline"
    )
    TaskFactory.create(workspace=workspace, initiative=initiative, title="Plus tard")
    page = (
        client_for(pilote).get(f"/e/reseau-marne/demarches/{initiative.pk}/taches/panneau/").content.decode()
    )
    assert page.index("Claire Vasseur") < page.index("Sans personne") < page.index("Orpheline")
    assert "Plus tard" not in page
    assert "3\xa0tâches ouvertes" in page


def test_the_list_is_sorted_filtered_exported_in_as_many_queries(
    client_for: ClientFor, pilote: User, workspace: Workspace
) -> None:
    client, counts = client_for(pilote), []
    initiative = InitiativeFactory.create(workspace=workspace)
    client.get(ROOT)
    for number in (2, 60):
        TaskFactory.create_batch(number, workspace=workspace, initiative=initiative)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            for address in (f"{ROOT}?vue=toutes", f"/e/reseau-marne/demarches/{initiative.pk}/taches/"):
                assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 30
    TaskFactory.create(workspace=workspace, title="=cmd()", initiative=initiative)
    sheet = client.get(f"{ROOT}export.csv?vue=toutes&demarche={initiative.pk}&q=cmd")
    rows = list(csv.reader(b"".join(sheet).decode("utf-8-sig").splitlines(), delimiter=";"))
    assert [row[0] for row in rows[1:]] == ["'=cmd()"]
    nothing = client.get(f"{ROOT}?vue=toutes&q=introuvable").content.decode()
    assert "Aucune tâche ne correspond" in nothing
