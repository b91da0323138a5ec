"""A condition of a gate follows its task: done wherever it is done, open again when the task is."""

import datetime as dt
import re

import pytest
from django.test import Client

from conftest import ClientFor
from copil.core.errors import ActionRefused
from copil.governance import actions, passing
from copil.governance.actions.gates import Asked
from copil.governance.models import Condition
from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative
from copil.journal import actions as journal
from copil.journal.models import JournalEntry
from copil.notifications.models import OutboxMessage
from copil.tasks import actions as tasks
from copil.tasks.enums import TaskState
from tests.factories.directory import PersonFactory
from tests.factories.governance import AT, body_of
from tests.factories.initiatives import InitiativeFactory

pytestmark = pytest.mark.django_db
GATE = "valider-demarche"


@pytest.fixture
def condition(workspace: Workspace, pilote: User) -> Condition:
    made = InitiativeFactory.create(workspace=workspace)
    initiative = Initiative.objects.with_surroundings().get(pk=made.pk)
    shown = passing.gate_of(initiative, GATE)
    assert shown is not None
    anna = PersonFactory.create(workspace=workspace, email="anna@ville.example")
    actions.decide_gate(
        initiative=initiative, gate=GATE, body=body_of(workspace, initiative=initiative),
        verdict="conditions", reason="Clair", decided_on=AT.date(), seen=shown.seen,
        conditions=[Asked("Confirmer le budget", anna)], workspace=workspace, by=pilote, at=AT,
    )  # fmt: skip  # a table reads by its lines
    return stored()


def stored() -> Condition:
    found: Condition = Condition.objects.select_related("review__workspace", "workspace", "task").get()
    return found


def said() -> list[str]:
    rows = JournalEntry.objects.filter(verb__endswith="_condition_by_task").order_by("seq")
    return list(rows.values_list("verb", flat=True))


def test_done_in_the_list_it_is_held_undone_it_is_to_be_held_again(
    client_for: ClientFor, pilote: User, condition: Condition
) -> None:
    client, task = client_for(pilote), condition.task
    assert task is not None
    client.post("/e/reseau-marne/taches/terminer/", {"task": [f"{task.pk}:{task.version}"]})
    held = stored()
    assert (held.outcome, held.settled_by) == ("held", pilote)
    gate = f"/e/reseau-marne/demarches/{held.review.initiative_id}/moments-de-decision/{GATE}/"
    page = client.get(gate).content.decode()
    assert "La tâche est terminée." in page
    client.post(f"/e/reseau-marne/taches/rouvrir/?t={task.pk}")
    assert (stored().outcome, stored().settled_note) == ("open", "")
    assert "À tenir" in client.get(gate).content.decode()
    assert said() == ["hold_condition_by_task", "open_condition_by_task"]
    assert journal.verify(condition.workspace) == []


def test_done_by_the_link_of_a_question_it_is_held_with_what_was_written(
    pilote: User, condition: Condition
) -> None:
    task, now = condition.task, dt.datetime.now(dt.UTC)
    assert task is not None
    until = (now + dt.timedelta(days=3)).date()
    tasks.ask(task=task, email="anna@ville.example", until=until, by=pilote, at=now)
    found = re.search(r"/suivi/[\w-]+/", OutboxMessage.objects.get(kind="tasks.status_asked").body)
    assert found
    guest = Client()
    guest.post(found.group(), {"answer": "done", "sentence": "Courrier reçu le 3."})
    assert stored().outcome == "held"
    assert "Courrier reçu le 3." in stored().settled_note
    guest.post(found.group(), {"answer": "doing"})
    assert stored().is_open


def test_given_up_the_condition_stays_and_what_is_settled_by_hand_is_journaled_once(
    pilote: User, condition: Condition
) -> None:
    task = condition.task
    assert task is not None
    moved = tasks.move(
        task=task, to=TaskState.DROPPED, reason="Trop tôt", expected=task.version, by=pilote, at=AT
    )
    assert stored().is_open
    tasks.move(task=moved, to=TaskState.TODO, expected=moved.version, by=pilote, at=AT)
    actions.settle_condition(
        condition=stored(), outcome="held", note="Courrier", expected=1, by=pilote, at=AT
    )
    actions.take_condition_up(condition=stored(), by=pilote, at=AT)
    again = stored()
    assert (again.outcome, again.task.state if again.task else "") == ("open", "todo")
    assert said() == []
    actions.settle_condition(
        condition=again, outcome="dropped", note="Sans objet", expected=again.version, by=pilote, at=AT
    )
    task = stored().task
    assert task is not None
    tasks.move(task=task, to=TaskState.TODO, expected=task.version, by=pilote, at=AT)
    assert stored().is_open
    with pytest.raises(ActionRefused, match="déjà à tenir"):
        actions.take_condition_up(condition=stored(), by=pilote, at=AT)
