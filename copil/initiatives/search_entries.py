"""What is found of initiatives."""

from collections.abc import Iterator
from dataclasses import replace

from copil.identity.models import Workspace
from copil.initiatives.models import Initiative
from copil.search.actions import Entry
from copil.territories.enums import Kind
from copil.territories.rules import departement_of

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
        place=departement_code(initiative.territory_id),
        day=initiative.opened_on,
    )


def departement_code(key: str | None) -> str:
    """Return the code of the département of a commune or of a département; nothing for a larger place."""
    _, _, kind_and_code = (key or "").partition("-")
    kind, _, code = kind_and_code.partition("-")
    if kind == Kind.DEPARTEMENT:
        return code
    return departement_of(code) if kind == Kind.COMMUNE else ""


def entries(workspace: Workspace) -> Iterator[Entry]:
    """Return every entry of a workspace, to build its index again."""
    rows = Initiative.objects.carried_by(workspace).select_related("problem_sheet")
    for initiative in rows.iterator(500):
        yield replace(entry_of(initiative), archived=initiative.is_archived)
