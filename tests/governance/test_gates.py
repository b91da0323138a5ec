"""A stage decided: what is missing is kept, conditions are followed to the end, the gate is reopened."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from copil.core.errors import ActionRefused
from copil.governance import actions, passing
from copil.governance.actions.gates import Asked
from copil.governance.models import Condition, Decision, GateReview
from copil.governance.rules.gates import criterion, refusal
from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative
from copil.journal.actions import verify
from copil.journal.models import JournalEntry
from copil.tasks.models import Task
from tests.factories.directory import PersonFactory
from tests.factories.governance import AT, body_of
from tests.factories.initiatives import InitiativeFactory

ClientFor = Callable[[User], Client]
pytestmark = pytest.mark.django_db
GATE = "valider-demarche"


@pytest.fixture
def initiative(workspace: Workspace) -> Initiative:
    made = InitiativeFactory.create(workspace=workspace)
    found: Initiative = Initiative.objects.with_surroundings().get(pk=made.pk)
    return found


def shown(initiative: Initiative) -> passing.Gate:
    found = passing.gate_of(initiative, GATE)
    assert found is not None
    return found


def decided(initiative: Initiative, by: User, *, verdict: str = "go", **more: object) -> GateReview:
    body = body_of(initiative.workspace, initiative=initiative)
    values: dict[str, object] = {
        "body": body, "reason": "Le besoin est clair", "decided_on": AT.date(), "conditions": [],
        "seen": shown(initiative).seen, **more,
    }  # fmt: skip  # a table reads by its lines
    return actions.decide_gate(
        initiative=initiative, gate=GATE, verdict=verdict, workspace=initiative.workspace, by=by, at=AT,
        **values,  # type: ignore[arg-type]  # each test says what differs
    )  # fmt: skip  # a table reads by its lines


def test_a_stage_is_decided_followed_and_reopened_and_all_stays_readable(
    client_for: ClientFor, initiative: Initiative, pilote: User, membre: User
) -> None:
    anna = PersonFactory.create(workspace=initiative.workspace)
    asked = [Asked("Obtenir l’accord du financeur", anna, dt.date(2026, 12, 15)), Asked("Écrire le budget")]
    review = decided(initiative, pilote, verdict="conditions", conditions=asked)
    assert len(review.missing) == 5
    assert review.decision is not None
    assert "Ce qui manquait" in review.decision.consequences
    first, second = Condition.objects.filter(review=review).order_by("pk")
    task = Task.objects.get(origin_id=first.pk)
    assert (task.person, task.due_on, task.initiative) == (anna, dt.date(2026, 12, 15), initiative)

    actions.settle_condition(
        condition=first, outcome="held", note="Courrier du 2", expected=1, by=pilote, at=AT
    )
    actions.settle_condition(
        condition=second, outcome="dropped", note="Sans objet", expected=1, by=pilote, at=AT
    )
    assert [one.state for one in Task.objects.order_by("pk")] == ["done", "dropped"]
    actions.reopen_gate(review=review, reason="Le financeur se retire", by=pilote, at=AT)
    again = decided(initiative, pilote, verdict="stop", reason="Sans financeur")
    page = client_for(membre).get(
        reverse(
            "governance:gate",
            kwargs={"workspace": initiative.workspace.slug, "pk": initiative.pk, "gate": GATE},
        )
    )
    text = page.content.decode()
    for words in (
        "Courrier du 2",
        "Sans objet",
        "Le financeur se retire",
        "Sans financeur",
        "Le besoin est clair",
    ):
        assert words in text
    assert shown(initiative).in_force == again
    assert Decision.objects.adopted().count() == 2
    assert verify(initiative.workspace) == []
    verbs = JournalEntry.objects.filter(initiative_id=initiative.pk).values_list("verb", flat=True)
    assert {"decide", "reopen", "settle_condition", "adopt"} <= set(verbs)


def test_a_gate_fails_closed(initiative: Initiative, pilote: User) -> None:
    assert shown(initiative).in_force is None
    decided(initiative, pilote)
    with pytest.raises(ActionRefused, match="déjà décidé"):
        decided(initiative, pilote)
    with pytest.raises(ActionRefused, match="n’a pas ce moment"):
        actions.decide_gate(
            initiative=initiative, gate="inconnu", body=body_of(initiative.workspace), verdict="go",
            reason="Car", decided_on=AT.date(), conditions=[], seen="", workspace=initiative.workspace,
            by=pilote, at=AT,
        )  # fmt: skip  # a table reads by its lines


def test_what_changed_since_the_page_was_opened_is_seen_first(initiative: Initiative, pilote: User) -> None:
    with pytest.raises(ActionRefused, match="relisez"):
        decided(initiative, pilote, seen="autre")
    assert not GateReview.objects.exists()
    assert not Decision.objects.exists()


def test_the_screen_keeps_what_was_typed_and_refuses_who_may_not(
    client_for: ClientFor, initiative: Initiative, pilote: User, membre: User
) -> None:
    body = body_of(initiative.workspace, initiative=initiative)
    url = reverse(
        "governance:gate_decide",
        kwargs={"workspace": initiative.workspace.slug, "pk": initiative.pk, "gate": GATE},
    )
    data = {
        "body": str(body.pk), "verdict": "conditions", "reason": "Le budget manque",
        "decided_on": "2026-11-10", "seen": shown(initiative).seen,
    }  # fmt: skip  # a table reads by its lines
    page = client_for(pilote).post(url, data).content.decode()
    assert "au moins une condition" in page
    assert "Le budget manque" in page
    assert client_for(membre).post(url, {**data, "condition_1": "Écrire"}).status_code == 403
    answer = client_for(pilote).post(url, {**data, "condition_1": "Écrire le budget"})
    assert answer.status_code == 302
    assert client_for(pilote).post(url, {**data, "condition_1": "Écrire le budget"}).status_code == 409
    assert GateReview.objects.count() == 1


@pytest.mark.parametrize("file_format", ["html", "pdf", "docx", "odt"])
def test_what_was_decided_leaves_in_four_formats(
    client_for: ClientFor, initiative: Initiative, pilote: User, membre: User, file_format: str
) -> None:
    sheet = {
        "title": "Une maison commune",
        "means": "uncertain",
        "means_why": "Deux salariés",
        "wanted": "Un lieu",
    }
    actions.write_sheet(initiative=initiative, workspace=initiative.workspace, values=sheet, by=pilote, at=AT)
    review = decided(initiative, pilote, verdict="conditions", conditions=[Asked("Écrire le budget")])
    assert review.annex[0]["title"] == "Une maison commune"
    kwargs = {"workspace": initiative.workspace.slug, "pk": initiative.pk, "file_format": file_format}
    client = client_for(membre)
    for name, more in (("gate_file", {"answer": review.pk}), ("light_sheets_file", {})):
        answer = client.get(reverse(f"governance:{name}", kwargs={**kwargs, **more}))
        assert answer.status_code == 200
        assert len(answer.content) > 500


def test_rules_of_a_verdict() -> None:
    assert "pourquoi" in refusal(verdict="go", conditions=[], reason=" ")
    assert "condition" in refusal(verdict="conditions", conditions=[], reason="Car")
    assert "sous conditions" in refusal(verdict="go", conditions=["Écrire"], reason="Car")
    assert refusal(verdict="stop", conditions=[], reason="Car") == ""
    facts = [("Deux sur trois", False)]
    seen = criterion(
        activity="1", title="Un", state="À venir", settled=False, facts=facts, lacking=["Le budget"]
    )
    assert (seen["met"], seen["missing"]) == (False, ["Deux sur trois", "Le budget"])
    bare = criterion(activity="1", title="Un", state="À venir", settled=False, facts=[], lacking=[])
    assert bare["missing"]
