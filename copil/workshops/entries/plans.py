"""What is found of the actions of common plans."""

from collections.abc import Iterable, Iterator

from copil.core.markdown import plain
from copil.identity.models import Workspace, reference
from copil.search.actions import Entry
from copil.workshops.models import PlanAction


def entry_of(action: PlanAction) -> Entry:
    """Return what is found of one action (plan and initiative fetched)."""
    kind, identifier = reference(action)
    return Entry(
        kind=kind,
        object_id=identifier,
        title=action.title,
        excerpt=f"Action {action.number} du plan commun · {action.plan.initiative.title}",
        text=plain("\n".join((action.description, action.objectives, action.targets))),
        archived=False,
        passages=False,
    )


def entries(workspace: Workspace) -> Iterator[Entry]:
    """Return every entry of a workspace, to build its index again."""
    rows: Iterable[PlanAction] = (
        PlanAction.objects.in_workspace(workspace).kept().with_surroundings().iterator(200)
    )
    return map(entry_of, rows)
