"""Decide a gate, follow its conditions, reopen it; note a validation; write a light sheet."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from copil.core.errors import ActionRefused
from copil.core.ids import uuid7
from copil.core.locking import save_versioned
from copil.core.typography import french
from copil.directory.models import Person
from copil.governance import passing
from copil.governance.actions.decisions import adopt, draft_decision
from copil.governance.enums import Outcome, Topic, Verdict
from copil.governance.models import Body, Condition, GateReview
from copil.governance.rules import gates as rules
from copil.identity.models import User, Workspace, reference
from copil.initiatives.models import Initiative
from copil.journal import actions as journal
from copil.tasks.actions.states import move
from copil.tasks.actions.tasks import create_task
from copil.tasks.enums import TaskState
from copil.tasks.models import Task

KIND = "governance.gatereview"
CONDITION = "governance.condition"
_SHORT = 200
_TOPICS = {"poursuivre": Topic.CONTINUATION, "valider-projet": Topic.PROJECT}


@dataclass(frozen=True)
class Asked:
    """A condition as it is typed."""

    text: str
    owner: Person | None = None
    due_on: dt.date | None = None


@transaction.atomic
def decide_gate(
    *,
    initiative: Initiative,
    gate: str,
    body: Body,
    verdict: str,
    reason: str,
    decided_on: dt.date,
    conditions: Sequence[Asked],
    seen: str,
    workspace: Workspace,
    by: User,
    at: dt.datetime,
) -> GateReview:
    """Record what a body answers at a gate, with what was seen and missing that day, in the register too.

    ``seen`` is the mark of what the person had under the eyes: refused when the facts changed since.
    """
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    shown = passing.gate_of(initiative, gate)
    if shown is None:
        raise ActionRefused("La méthode de cette démarche n’a pas ce moment de décision.")
    _check_open(shown, body, decided_on=decided_on, today=timezone.localdate(at))
    why = rules.refusal(verdict=verdict, conditions=[one.text for one in conditions], reason=reason)
    if why:
        raise ActionRefused(why)
    if seen != shown.seen:
        raise ActionRefused("Ce qui est réglé a changé depuis que vous avez ouvert la page : relisez-la.")
    pk, annex, told = uuid7(), passing.annex_of(initiative), Verdict(verdict).label
    values = {
        "title": french(f"« {shown.title} » : {told[0].lower()}{told[1:]}")[:300],
        "decided_on": decided_on,
        "reason": reason.strip(),
        "consequences": _consequences(shown, conditions),
        "topic": _TOPICS.get(gate, ""),
    }
    subject = (KIND, pk)
    draft = draft_decision(body=body, initiative=initiative, values=values, by=by, at=at, subject=subject)
    review: GateReview = GateReview.objects.create(
        id=pk,
        initiative=initiative,
        workspace=workspace,
        gate=gate,
        title=shown.title,
        question=shown.walked.gate.question,
        body=body,
        verdict=verdict,
        reason=reason.strip(),
        decided_on=decided_on,
        criteria=list(shown.criteria),
        annex=annex,
        decision=adopt(decision=draft, expected=draft.version, by=by, at=at),
        decided_by=by,
        created_at=at,
    )
    for one in conditions:
        _ask(review, one, workspace=workspace, by=by, at=at)
    record(review, verb="decide", by=by, at=at, changes=_answered(review, shown, conditions))
    return review


@transaction.atomic
def reopen_gate(*, review: GateReview, reason: str, by: User, at: dt.datetime) -> None:
    """Reopen a decided gate: its answer, what was missing and its conditions stay readable."""
    rows = GateReview.objects.select_for_update(of=("self",)).select_related("workspace", "initiative")
    held: GateReview = rows.get(pk=review.pk)
    if not held.is_in_force:
        raise ActionRefused("Ce moment de décision est déjà rouvert.")
    if not reason.strip():
        raise ActionRefused("Dites pourquoi ce moment de décision est rouvert.")
    GateReview.objects.filter(pk=held.pk).update(
        reopened_at=at, reopened_by=by, reopening_reason=reason.strip(), version=held.version + 1
    )
    record(held, verb="reopen", by=by, at=at, changes={"reason": reason.strip()})


@transaction.atomic
def settle_condition(
    *, condition: Condition, outcome: str, note: str, expected: int, by: User, at: dt.datetime
) -> None:
    """Say that a condition is held, or that it is abandoned, and what shows it."""
    if outcome not in (Outcome.HELD, Outcome.DROPPED):
        raise ActionRefused("Dites si la condition est tenue ou abandonnée.")
    if not condition.is_open:
        raise ActionRefused("Cette condition est déjà réglée.")
    if not note.strip():
        raise ActionRefused("Dites ce qui le montre, ou pourquoi elle est abandonnée.")
    _hold_task(condition)
    condition.outcome, condition.settled_note = outcome, note.strip()
    condition.settled_on, condition.settled_by = timezone.localdate(at), by
    fields = ["outcome", "settled_note", "settled_on", "settled_by"]
    save_versioned(condition, fields=fields, expected=expected)
    _close_task(condition, by=by, at=at)
    changes = {"condition": condition.text, "outcome": Outcome(outcome).label, "note": note.strip()}
    record(condition.review, verb="settle_condition", by=by, at=at, changes=changes)


@transaction.atomic
def take_condition_up(*, condition: Condition, by: User, at: dt.datetime) -> None:
    """Open a settled condition again: what was said of it stays in the journal."""
    _hold_task(condition)
    rows = Condition.objects.select_for_update(of=("self",)).select_related("review__workspace", "task")
    held: Condition = rows.get(pk=condition.pk)
    if held.is_open:
        raise ActionRefused("Cette condition est déjà à tenir.")
    changes = {"condition": held.text, "note": [held.settled_note, ""]}
    Condition.objects.filter(pk=held.pk).update(
        outcome=Outcome.OPEN, settled_on=None, settled_note="", settled_by=None, version=held.version + 1
    )
    task = held.task
    if task is not None and not task.is_open:
        move(task=task, to=TaskState.TODO, expected=task.version, by=by, at=at)
    record(held.review, verb="take_condition_up", by=by, at=at, changes=changes)


def _check_open(shown: passing.Gate, body: Body, *, decided_on: dt.date, today: dt.date) -> None:
    """Refuse a gate already decided, a body that no longer decides, a day to come."""
    if shown.in_force is not None:
        raise ActionRefused("Ce moment est déjà décidé. Rouvrez-le avant de décider de nouveau.")
    if body.is_closed or body.archived_at is not None:
        raise ActionRefused("Cette instance est close : elle ne décide plus.")
    if decided_on > today:
        raise ActionRefused("Une décision ne peut pas être prise dans l’avenir.")


def _ask(review: GateReview, asked: Asked, *, workspace: Workspace, by: User, at: dt.datetime) -> None:
    """Keep a condition, and the task that it gives to somebody."""
    pk, text = uuid7(), asked.text.strip()
    task = create_task(
        workspace=workspace,
        title=text[:200],
        details=text if len(text) > _SHORT else "",
        person=asked.owner,
        due_on=asked.due_on,
        initiative=review.initiative,
        origin=(CONDITION, pk),
        origin_label=f"{review.title}, condition",
        by=by,
        at=at,
    )
    Condition.objects.create(
        id=pk,
        review=review,
        workspace=workspace,
        text=text,
        owner=asked.owner,
        due_on=asked.due_on,
        task=task,
        created_at=at,
    )


def _hold_task(condition: Condition) -> None:
    """Lock the task before its condition, as a task that is finished does: neither waits for the other."""
    list(Task.objects.select_for_update().filter(pk=condition.task_id).values_list("pk"))


def _close_task(condition: Condition, *, by: User, at: dt.datetime) -> None:
    """Close the task of a settled condition, unless somebody already did."""
    task = condition.task
    if task is None or not task.is_open:
        return
    held = condition.outcome == Outcome.HELD
    move(
        task=task,
        to=TaskState.DONE if held else TaskState.DROPPED,
        reason="" if held else condition.settled_note[:300],
        expected=task.version,
        by=by,
        at=at,
    )


def _answered(
    review: GateReview, shown: passing.Gate, conditions: Sequence[Asked]
) -> dict[str, str | list[str]]:
    """Return what the journal keeps of an answer."""
    return {
        "verdict": Verdict(review.verdict).label,
        "body": str(review.body),
        "missing": [one["title"] for one in shown.missing],
        "conditions": [one.text.strip() for one in conditions],
    }


def _consequences(shown: passing.Gate, conditions: Sequence[Asked]) -> str:
    """Return what the decision in the register keeps of the gate: what was missing, what is asked for."""
    parts = []
    if shown.missing:
        lines = "\n".join(french(f"- {one['title']} : {', '.join(one['missing'])}") for one in shown.missing)
        parts.append(french("Ce qui manquait ce jour-là :") + f"\n\n{lines}")
    if conditions:
        lines = "\n".join(f"- {one.text.strip()}" for one in conditions)
        parts.append(french("À ces conditions :") + f"\n\n{lines}")
    return "\n\n".join(parts)


def record(
    review: GateReview, *, verb: str, by: User | None, at: dt.datetime, changes: dict[str, Any]
) -> None:
    """Write the line of an act on a gate, in the history of its initiative."""
    journal.record(
        by=by,
        at=at,
        workspace=review.workspace,
        verb=verb,
        obj=reference(review),
        label=review.title,
        changes=changes,
        initiative_id=review.initiative_id,
    )
