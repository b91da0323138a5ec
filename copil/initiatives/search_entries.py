"""What is found of initiatives."""

from collections.abc import Iterator

from copil.identity.models import Workspace
from copil.initiatives.models import Initiative
from copil.search.actions import Entry

KIND = "initiatives.initiative"


def entry_of(initiative: Initiative) -> Entry:
    """Return what is found of one initiative: its name, its summary, its problem."""
    problem = initiative.problem_sheet.title if initiative.problem_sheet else ""
    place = initiative.territory_note
    text = " ".join(part for part in (initiative.summary, problem, place) if part)
    return Entry(
        kind=KIND,
        object_id=initiative.pk,
        title=initiative.title,
        excerpt=initiative.summary[:300] or problem,
        text=text,
    )


def entries(workspace: Workspace) -> Iterator[Entry]:
    """Return every entry of a workspace, to build its index again."""
    rows = Initiative.objects.carried_by(workspace).current().select_related("problem_sheet")
    for initiative in rows.iterator(500):
        yield entry_of(initiative)
