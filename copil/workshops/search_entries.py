"""What is found of working groups by the search of a workspace."""

from collections.abc import Iterable, Iterator

from copil.core.markdown import plain
from copil.identity.models import Workspace
from copil.search.actions import Entry
from copil.workshops.models import WorkingGroup
from copil.workshops.verbs import GROUP


def entry_of(group: WorkingGroup) -> Entry:
    """Return what is found of one group (initiative and people fetched)."""
    led = f"Animé par {group.facilitator}" if group.facilitator else "Groupe de travail"
    return Entry(
        kind=GROUP,
        object_id=group.pk,
        title=group.theme,
        excerpt=f"{led} · {group.initiative.title}",
        text=plain(group.question),
        archived=group.is_archived,
        passages=False,
    )


def entries(workspace: Workspace) -> Iterator[Entry]:
    """Return every entry of a workspace, to build its index again."""
    rows: Iterable[WorkingGroup] = (
        WorkingGroup.objects.in_workspace(workspace).current().with_surroundings().iterator(200)
    )
    return map(entry_of, rows)
