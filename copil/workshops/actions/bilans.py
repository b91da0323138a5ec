"""Draw up the review that closes the groups: its words, its lessons, the decision it asks for."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import save_versioned
from copil.governance import actions as governance
from copil.governance.enums import Topic
from copil.governance.models import Body, Decision
from copil.identity.models import User, reference
from copil.initiatives.models import Initiative
from copil.journal import actions as journal
from copil.workshops.enums.plans import Verdict
from copil.workshops.models import Bilan, Lesson

FIELDS = ("produced", "verdict", "manner", "committee", "restitution")
LESSON_FIELDS = ("kind", "text", "evidence", "audience")
MOST_LESSONS = 60
_TITLES = {
    Verdict.CONTINUE: "Poursuivre la démarche « {title} »",
    Verdict.ADAPT: "Poursuivre autrement la démarche « {title} »",
    Verdict.STOP: "Arrêter la démarche « {title} »",
}


def bilan_of(initiative: Initiative) -> Bilan:
    """Return the review of an initiative, an unsaved one the first time."""
    found: Bilan | None = Bilan.objects.filter(initiative=initiative).with_surroundings().first()
    return found or Bilan(pk=initiative.pk, initiative=initiative, workspace=initiative.workspace, version=0)


@transaction.atomic
def save(
    *, initiative: Initiative, values: Mapping[str, Any], expected: int, by: User | None, at: dt.datetime
) -> Bilan:
    """Write what the groups produced and what is proposed; raise ``Conflict`` when it changed meanwhile."""
    held = _held(initiative, at=at)
    changes = {}
    for name in FIELDS:
        if name in values and getattr(held, name) != values[name]:
            changes[name] = [str(getattr(held, name) or ""), str(values[name] or "")]
            setattr(held, name, values[name])
    save_versioned(held, fields=list(FIELDS), expected=expected)
    _record(held, verb="update", by=by, at=at, changes=changes)
    return held


@transaction.atomic
def add_lesson(
    *, initiative: Initiative, values: Mapping[str, Any], by: User | None, at: dt.datetime
) -> Lesson:
    """Note something learnt; the review begins with the first one."""
    held = _held(initiative, at=at)
    if Lesson.objects.current().filter(bilan=held).count() >= MOST_LESSONS:
        raise ActionRefused(f"Un bilan garde {MOST_LESSONS} enseignements au plus : réunissez-en.")
    lesson: Lesson = Lesson.objects.create(
        workspace=held.workspace,
        bilan=held,
        created_at=at,
        **{name: values[name] for name in LESSON_FIELDS if name in values},
    )
    _record(held, verb="add_lesson", by=by, at=at, changes={"lesson": str(lesson)})
    return lesson


@transaction.atomic
def change_lesson(
    *, lesson: Lesson, values: Mapping[str, Any], expected: int, by: User, at: dt.datetime
) -> None:
    """Change a lesson; raise ``Conflict`` when somebody saved since ``expected``."""
    for name in LESSON_FIELDS:
        setattr(lesson, name, values[name])
    save_versioned(lesson, fields=list(LESSON_FIELDS), expected=expected)
    _record(lesson.bilan, verb="change_lesson", by=by, at=at, changes={"lesson": str(lesson)})


@transaction.atomic
def remove_lesson(*, lesson: Lesson, by: User, at: dt.datetime) -> None:
    """Put a lesson aside; it can be taken up again."""
    rows = Lesson.objects.current().filter(pk=lesson.pk)
    if rows.update(archived_at=at, version=lesson.version + 1):
        _record(lesson.bilan, verb="remove_lesson", by=by, at=at, changes={"lesson": str(lesson)})


@transaction.atomic
def restore_lesson(*, lesson: Lesson, by: User, at: dt.datetime) -> None:
    """Take up again a lesson put aside."""
    rows = Lesson.objects.filter(pk=lesson.pk, archived_at__isnull=False)
    if rows.update(archived_at=None, version=lesson.version + 1):
        _record(lesson.bilan, verb="restore_lesson", by=by, at=at, changes={"lesson": str(lesson)})


@transaction.atomic
def ask_decision(*, bilan: Bilan, body: Body, on: dt.date, by: User | None, at: dt.datetime) -> Decision:
    """Write, in the register of a body, the draft that says whether to go on; it remains to be adopted."""
    if not bilan.verdict:
        raise ActionRefused("Dites d’abord ce que le bilan propose : poursuivre, autrement, ou s’arrêter.")
    lessons = Lesson.objects.current().filter(bilan=bilan).in_order()
    title = _TITLES[Verdict(bilan.verdict)].format(title=bilan.initiative.title)
    values = {
        "title": title[:300],
        "topic": Topic.CONTINUATION,
        "decided_on": on,
        "options": "\n".join(f"- {one.label}" for one in Verdict),
        "reason": "\n".join(f"- {one.text}" for one in lessons[:10]),
        "consequences": bilan.manner,
    }
    decision: Decision = governance.draft_decision(
        body=body, initiative=bilan.initiative, values=values, by=by, at=at, subject=reference(bilan)
    )
    _record(bilan, verb="ask_decision", by=by, at=at, changes={"body": body.name})
    return decision


def _held(initiative: Initiative, *, at: dt.datetime) -> Bilan:
    """Return the review held until the end of the transaction, begun when there is none."""
    rows = Bilan.objects.select_for_update(of=("self",)).select_related("workspace", "initiative")
    found: Bilan | None = rows.filter(initiative=initiative).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return Bilan.objects.create(
                pk=initiative.pk,
                initiative=initiative,
                workspace=initiative.workspace,
                version=0,
                created_at=at,
            )
    except IntegrityError as error:
        raise Conflict from error


def _record(
    bilan: Bilan, *, verb: str, by: User | None, at: dt.datetime, changes: dict[str, Any] | None = None
) -> None:
    journal.record(
        by=by,
        at=at,
        workspace=bilan.workspace,
        verb=verb,
        obj=reference(bilan),
        label=bilan.initiative.title,
        changes=changes,
        initiative_id=bilan.initiative_id,
    )
