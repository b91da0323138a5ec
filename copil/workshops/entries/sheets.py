"""What is found of action sheets by the search of a workspace."""

from collections.abc import Iterable, Iterator

from copil.core.markdown import plain
from copil.identity.models import Workspace
from copil.search.actions import Entry
from copil.workshops.models import ActionSheet
from copil.workshops.verbs import SHEET


def entry_of(sheet: ActionSheet) -> Entry:
    """Return what is found of one sheet (initiative, group and lead fetched)."""
    led = f"Portée par {sheet.lead}" if sheet.lead else "Porteur à trouver"
    return Entry(
        kind=SHEET,
        object_id=sheet.pk,
        title=sheet.title,
        excerpt=f"{led} · {sheet.initiative.title}",
        text="\n".join(plain(one) for one in (sheet.description, sheet.objectives, sheet.targets)),
        archived=sheet.is_archived,
        passages=False,
    )


def entries(workspace: Workspace) -> Iterator[Entry]:
    """Return every entry of a workspace, to build its index again."""
    rows: Iterable[ActionSheet] = (
        ActionSheet.objects.in_workspace(workspace).current().with_surroundings().iterator(200)
    )
    return map(entry_of, rows)
