"""What next: for a person, the useful acts in order, each with its date and its reason (M05)."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from copil.identity.models import User, Workspace
from copil.initiatives.enums import TeamRole
from copil.initiatives.journey import Journey, WalkedActivity
from copil.tasks import rules as task_rules
from copil.tasks.enums import TaskState
from copil.tasks.models import Task

_REASONS = {
    "begun": "Déjà commencée, il en manque une partie.",
    "current": "C’est l’étape en cours.",
    "left": "Restée ouverte dans une étape précédente.",
    "ahead": "Prépare l’étape suivante.",
}


@dataclass(frozen=True)
class NextAction:
    """One act: what, in which initiative, for when, whose, and why."""

    title: str
    initiative: str
    url: str
    due_on: dt.date | None
    who: str
    is_mine: bool
    why: str
    days_late: int

    @property
    def is_late(self) -> bool:
        return self.days_late > 0


def actions_of(journey: Journey, *, user: User, workspace: Workspace, today: dt.date) -> list[NextAction]:
    """Return the open activities of one initiative: dated ones by date, then the most useful first."""
    rows = [
        _action(journey, walked, reason, user=user, workspace=workspace, today=today)
        for walked, reason in journey.next_activities()
    ]
    dated = sorted((row for row in rows if row.due_on is not None), key=_by_date)
    return dated + [row for row in rows if row.due_on is None]


def by_person(
    journey: Journey, *, user: User, workspace: Workspace, today: dt.date
) -> dict[uuid.UUID, list[NextAction]]:
    """Return what awaits each person in one initiative, in the order worth doing it, by the person's key."""
    found: dict[uuid.UUID, list[NextAction]] = defaultdict(list)
    for walked, reason in journey.next_activities():
        if walked.plan is not None and walked.plan.person_id is not None:
            row = _action(journey, walked, reason, user=user, workspace=workspace, today=today)
            found[walked.plan.person_id].append(row)
    return {person: sorted(rows, key=_by_date) for person, rows in found.items()}


def mine(
    journeys: Iterable[Journey],
    *,
    roles: dict[object, str],
    user: User,
    workspace: Workspace,
    today: dt.date,
) -> list[NextAction]:
    """Return what awaits a person: what is theirs, and what is nobody's in the initiatives they pilot.

    ``roles`` maps an initiative to the person's role in its team. Dated ones come first, the latest at the
    top; then at most three undated ones per initiative.
    """
    dated: list[NextAction] = []
    undated: list[NextAction] = []
    for journey in journeys:
        pilots = roles.get(journey.initiative.pk) == TeamRole.PILOT
        rows = actions_of(journey, user=user, workspace=workspace, today=today)
        wanted = [row for row in rows if row.is_mine or (pilots and not row.who)]
        dated += [row for row in wanted if row.due_on is not None]
        undated += [row for row in wanted if row.due_on is None][:3]
    return sorted(dated, key=_by_date) + undated


def of_tasks(tasks: Iterable[Task], *, user: User, workspace: Workspace, today: dt.date) -> list[NextAction]:
    """Return open tasks, fetched with what surrounds them, as what is next."""
    return [_of_task(task, user=user, workspace=workspace, today=today) for task in tasks]


def in_order(rows: Iterable[NextAction]) -> list[NextAction]:
    """Sort with the earliest date first, what has none at the end, in the order given."""
    return sorted(rows, key=_by_date)


def split(rows: Sequence[NextAction]) -> tuple[list[NextAction], list[NextAction]]:
    """Return the late ones, then the others."""
    return [row for row in rows if row.is_late], [row for row in rows if not row.is_late]


def _by_date(row: NextAction) -> dt.date:
    return row.due_on or dt.date.max


def _of_task(task: Task, *, user: User, workspace: Workspace, today: dt.date) -> NextAction:
    return NextAction(
        title=task.title,
        initiative=task.initiative.title if task.initiative else "Hors démarche",
        url=reverse("tasks:task", kwargs={"workspace": workspace.slug, "pk": task.pk}),
        due_on=task.due_on,
        who=str(task.person) if task.person else "",
        is_mine=task.person is not None and task.person.user_id == user.pk,
        why=_why_of_task(task),
        days_late=task_rules.days_late(state=task.state, due_on=task.due_on, today=today),
    )


def _why_of_task(task: Task) -> str:
    if task.may_resume:
        return "Ce qui la bloquait est clos : elle peut reprendre."
    if task.state == TaskState.BLOCKED:
        return f"Bloquée. Débloquée quand : {task.unblocked_when}" if task.unblocked_when else "Bloquée."
    if task.origin_label:
        return f"Tâche issue de : {task.origin_label}."
    return "Tâche commencée." if task.state == TaskState.DOING else "Tâche qui vous est confiée."


def _action(
    journey: Journey, walked: WalkedActivity, reason: str, *, user: User, workspace: Workspace, today: dt.date
) -> NextAction:
    plan = walked.plan
    due_on = plan.due_on if plan else None
    person = plan.person if plan else None
    url = reverse(
        "initiatives:activity",
        kwargs={
            "workspace": workspace.slug,
            "pk": journey.initiative.pk,
            "activity": walked.activity.id,
        },
    )
    return NextAction(
        title=walked.activity.title,
        initiative=journey.initiative.title,
        url=url,
        due_on=due_on,
        who=str(person) if person else "",
        is_mine=person is not None and person.user_id == user.pk,
        why=plan.why if plan and plan.why else _REASONS[reason],
        days_late=max(0, (today - due_on).days) if due_on else 0,
    )
