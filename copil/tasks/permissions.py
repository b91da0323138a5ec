"""Who may do what with a task; seeing it is already given by its querysets."""

from dataclasses import dataclass

from copil.identity.models import Membership
from copil.initiatives.models import Initiative
from copil.initiatives.permissions import rights_on
from copil.tasks.models import Task


@dataclass(frozen=True)
class TaskRights:
    """What a member may do with one task."""

    may_write: bool
    """Change it, give it to somebody, block it, give it up, ask where it stands."""

    may_move: bool
    """Say where it stands, and comment: who may write, and whoever is in charge of it."""


def can_add(initiative: Initiative | None, membership: Membership) -> bool:
    """Adding a task: whoever works on the initiative; outside one, whoever writes in the workspace."""
    if initiative is None:
        return membership.may_write
    return rights_on(initiative, membership).may_work


def rights_on_task(task: Task, membership: Membership) -> TaskRights:
    """Return the rights of a member on a task with its person fetched (one query at most)."""
    foreign = task.initiative is None and task.workspace_id != membership.workspace_id
    may_write = not foreign and can_add(task.initiative, membership)
    in_charge = task.person is not None and task.person.user_id == membership.user_id
    return TaskRights(may_write=may_write, may_move=may_write or in_charge)
