"""The register: numbers without hole, nothing adopted changes, a correction cites what it corrects."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from copil.core.errors import ActionRefused
from copil.governance import actions
from copil.governance.models import Decision
from copil.governance.rules.decisions import numbered, refusal
from copil.identity.models import User, Workspace
from copil.journal.actions import verify
from copil.search import queries
from tests.factories.governance import AT, body_of, decision_of

pytestmark = pytest.mark.django_db
DROP = {
    "sqlite": "DROP TRIGGER governance_decision_sealed",
    "postgresql": "DROP TRIGGER governance_decision_sealed ON governance_decision",
}


def tamper(statement: str, *values: str) -> None:
    """Change a row as somebody would who holds the database: the guard goes first."""
    with connection.cursor() as cursor:
        cursor.execute(DROP[connection.vendor])
        cursor.execute(statement, values)


def test_numbers_follow_one_another_per_body_and_year(workspace: Workspace, pilote: User) -> None:
    body, other = body_of(workspace), body_of(workspace, code="CT")
    first = decision_of(body)
    discarded = decision_of(body, adopted=False)
    actions.discard_decision(decision=discarded, by=pilote, at=AT)
    second = decision_of(body)
    last_year = decision_of(body, decided_on=dt.date(2025, 3, 1))
    elsewhere = decision_of(other)
    found = [one.reference for one in (first, second, last_year, elsewhere)]
    assert found == ["COPIL 2026-01", "COPIL 2026-02", "COPIL 2025-01", "CT 2026-01"]
    assert queries.find(workspace=workspace, question="ouvrir le groupe").count() >= 3


def test_what_is_adopted_is_refused_to_every_verb_and_to_the_database(
    workspace: Workspace, pilote: User
) -> None:
    decision = decision_of(body_of(workspace))
    with pytest.raises(ActionRefused, match="ne change plus"):
        actions.change_decision(
            decision=decision, values={"title": "Autre"}, expected=decision.version, by=pilote, at=AT
        )
    with pytest.raises(ActionRefused, match="ne change plus"):
        actions.discard_decision(decision=decision, by=pilote, at=AT)
    with pytest.raises(ActionRefused, match="ne change plus"):
        actions.adopt(decision=decision, expected=decision.version, by=pilote, at=AT)
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(title="Autre")
    assert verify(workspace) == []


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE governance_decision SET votes_for = 9 WHERE id = %s", "modifiée après son adoption"),
        ("UPDATE governance_decision SET reason = 'Autre' WHERE id = %s", "modifiée après son adoption"),
        ("DELETE FROM governance_decision WHERE id = %s", "retirée du registre"),
    ],
)
def test_a_decision_altered_by_sql_is_found(workspace: Workspace, statement: str, reason: str) -> None:
    decision = decision_of(body_of(workspace))
    assert verify(workspace) == []
    key = decision.pk.hex if connection.vendor == "sqlite" else str(decision.pk)
    tamper(statement, key)
    (fault,) = verify(workspace)
    assert reason in fault.reason
    assert "COPIL 2026-01" in fault.reason


def test_a_decision_slipped_in_by_sql_is_found(workspace: Workspace) -> None:
    decision = decision_of(body_of(workspace), adopted=False)
    values = {"state": "adopted", "year": 2026, "number": 1, "reference": "COPIL 2026-01", "adopted_at": AT}
    Decision.objects.filter(pk=decision.pk).update(**values)
    (fault,) = verify(workspace)
    assert "sans ligne au journal" in fault.reason


def test_a_correction_cites_what_it_corrects_once(workspace: Workspace, pilote: User) -> None:
    body = body_of(workspace)
    wrong = decision_of(body)
    draft = actions.correct(decision=wrong, by=pilote, at=AT)
    assert actions.correct(decision=wrong, by=pilote, at=AT) == draft
    right = actions.adopt(decision=draft, expected=draft.version, by=pilote, at=AT)
    shown = Decision.objects.with_surroundings().get(pk=wrong.pk)
    assert (right.corrects, shown.is_corrected) == (wrong, True)
    with pytest.raises(ActionRefused, match="déjà corrigée par COPIL 2026-02"):
        actions.correct(decision=wrong, by=pilote, at=AT)


def test_a_review_comes_due_and_changes_nothing_of_the_decision(workspace: Workspace, pilote: User) -> None:
    decision = decision_of(body_of(workspace), review_on=dt.date(2026, 11, 1))
    due = Decision.objects.to_review(AT.date())
    assert list(due) == [decision]
    actions.review(
        decision=decision, note="Les deux sont entrées", expected=decision.version, by=pilote, at=AT
    )
    assert not due.all().exists()
    assert verify(workspace) == []


def test_what_a_vote_must_count() -> None:
    day = AT.date()
    asked: dict[str, Any] = {"seats": 5, "decided_on": day, "today": day, "reason": "Car"}
    assert refusal(way="consensus", votes=(None, None, None), **asked) == ""
    assert "compte des voix" in refusal(way="vote", votes=(3, None, 0), **asked)
    assert "6 voix" in refusal(way="vote", votes=(4, 1, 1), **asked)
    assert refusal(way="vote", votes=(3, 1, 1), **asked) == ""
    assert "pourquoi" in refusal(way="vote", votes=(3, 1, 1), **{**asked, "reason": " "})
    assert numbered(code="COPIL", year=2026, number=3) == "COPIL 2026-03"
