"""What the verbs of working groups share: the lock, the index, the line in the journal."""

import datetime as dt
from typing import Any

from copil.core.errors import ActionRefused
from copil.identity.models import User, reference
from copil.journal import actions as journal
from copil.search import actions as search
from copil.workshops.entries.groups import entry_of
from copil.workshops.models import Allocation, WorkingGroup

_AWAY = "Ce groupe est mis de côté : reprenez-le d’abord."
_CLOSED = "Cette répartition n’est plus en préparation."


def locked(group: WorkingGroup, *, away: bool = False) -> WorkingGroup:
    """Return a group as it is stored, held until the end of the transaction; refuse one put aside."""
    rows = WorkingGroup.objects.select_for_update(of=("self",)).with_surroundings()
    held: WorkingGroup = rows.get(pk=group.pk)
    if held.is_archived and not away:
        raise ActionRefused(_AWAY)
    return held


def locked_draft(allocation: Allocation) -> Allocation:
    """Return an allocation being prepared, held until the end of the transaction."""
    held = locked_allocation(allocation)
    if not held.is_draft:
        raise ActionRefused(_CLOSED)
    return held


def locked_allocation(allocation: Allocation) -> Allocation:
    """Return an allocation as it is stored, held until the end of the transaction."""
    rows = Allocation.objects.select_for_update(of=("self",)).select_related("workspace", "initiative")
    held: Allocation = rows.get(pk=allocation.pk)
    return held


def index(group: WorkingGroup, *, at: dt.datetime) -> None:
    """Write a group in the index of its workspace."""
    search.index_many(workspace=group.workspace, entries=[entry_of(group)], at=at)


def record(
    obj: WorkingGroup | Allocation,
    *,
    verb: str,
    by: User | None,
    at: dt.datetime,
    changes: dict[str, Any] | None = None,
) -> None:
    """Write the line of an act, in the history of the initiative too."""
    journal.record(
        by=by,
        at=at,
        workspace=obj.workspace,
        verb=verb,
        obj=reference(obj),
        label=str(obj),
        changes=changes,
        initiative_id=obj.initiative_id,
    )
