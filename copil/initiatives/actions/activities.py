"""Say of an activity what the facts do not say."""

import datetime as dt

from django.db import transaction

from copil.core.errors import ActionRefused, Conflict
from copil.directory.models import Organisation, Person
from copil.identity.models import User, Workspace
from copil.initiatives import journey
from copil.initiatives.actions.common import record
from copil.initiatives.enums import MarkKind
from copil.initiatives.models import ActivityMark, Initiative, PlannedActivity


@transaction.atomic
def mark_activity(
    *,
    initiative: Initiative,
    workspace: Workspace,
    activity: str,
    kind: MarkKind,
    note: str,
    by: User | None,
    at: dt.datetime,
    carried_by: Organisation | None = None,
) -> ActivityMark:
    """Attest an activity by hand, adapt it, set it aside or hand it to another actor; the reason is kept.

    What was said before is lifted, not erased. Raises ``ActionRefused`` without a reason, or without naming
    who carries it.
    """
    title = _title_of(initiative, activity)
    if not note.strip():
        raise ActionRefused("Dites en une phrase pourquoi : c’est ce que liront les suivants.")
    if kind == MarkKind.CARRIED_BY_OTHER and carried_by is None:
        raise ActionRefused("Indiquez quelle organisation porte cette activité.")
    _lift_in_force(initiative, activity, at)
    mark = ActivityMark.objects.create(
        initiative=initiative,
        workspace=workspace,
        activity=activity,
        kind=kind,
        note=note.strip(),
        carried_by=carried_by if kind == MarkKind.CARRIED_BY_OTHER else None,
        said_by=by,
        said_at=at,
    )
    changes = {"activity": f"{activity} {title}", "kind": kind, "note": note.strip()}
    record(initiative, verb=f"mark_{kind}", by=by, at=at, changes=changes, workspace=workspace)
    return mark


@transaction.atomic
def lift_mark(
    *, initiative: Initiative, workspace: Workspace, activity: str, by: User, at: dt.datetime
) -> None:
    """Take back what was said of an activity: the facts speak again."""
    title = _title_of(initiative, activity)
    if not _lift_in_force(initiative, activity, at):
        raise ActionRefused("Rien n’est dit à la main de cette activité.")
    changes = {"activity": f"{activity} {title}"}
    record(initiative, verb="lift_mark", by=by, at=at, changes=changes, workspace=workspace)


@transaction.atomic
def plan_activity(
    *,
    initiative: Initiative,
    workspace: Workspace,
    activity: str,
    person: Person | None,
    due_on: dt.date | None,
    why: str,
    expected: int,
    by: User | None,
    at: dt.datetime,
) -> None:
    """Say who takes care of an activity and for when; nobody and no date takes the plan back.

    ``expected`` is the version of the plan that was seen, 0 when there was none. Raises :class:`Conflict`
    when it is another one.
    """
    title = _title_of(initiative, activity)
    locked = PlannedActivity.objects.select_for_update().filter(initiative=initiative, activity=activity)
    plan = locked.first() or PlannedActivity(
        initiative=initiative, activity=activity, workspace=workspace, created_at=at, version=0
    )
    if plan.version != expected:
        raise Conflict
    if person is not None or due_on is not None:
        plan.person, plan.due_on, plan.why = person, due_on, why.strip()
        plan.version += 1
        plan.save()
    elif plan.version:
        plan.delete()
    changes = {"activity": f"{activity} {title}", "person": str(person or ""), "due_on": due_on}
    record(initiative, verb="plan_activity", by=by, at=at, changes=changes, workspace=workspace)


def _title_of(initiative: Initiative, activity: str) -> str:
    try:
        return journey.method_of(initiative.method).activity(activity).title
    except KeyError:
        raise ActionRefused("Cette activité n’existe pas dans la méthode de la démarche.") from None


def _lift_in_force(initiative: Initiative, activity: str, at: dt.datetime) -> int:
    in_force = ActivityMark.objects.filter(initiative=initiative, activity=activity, lifted_at=None)
    return in_force.update(lifted_at=at)
