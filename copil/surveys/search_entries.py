"""What is found of forms, in the index of the workspace that wrote them."""

from collections.abc import Iterator

from copil.identity.models import Workspace, reference
from copil.search.actions import Entry
from copil.surveys.models import Survey


def entry_of(survey: Survey) -> Entry:
    """Return the entry of a form (initiative already fetched)."""
    kind, identifier = reference(survey)
    initiative = survey.initiative.title if survey.initiative else ""
    return Entry(
        kind=kind,
        object_id=identifier,
        title=survey.title,
        excerpt=" · ".join(fact for fact in (survey.get_state_display(), initiative) if fact),
        text="",
        day=survey.created_at.date(),
        archived=survey.is_archived,
        passages=False,
    )


def entries(workspace: Workspace) -> Iterator[Entry]:
    """Return every entry of a workspace, to build its index again."""
    rows = Survey.objects.in_workspace(workspace).select_related("initiative")
    return (entry_of(survey) for survey in rows.iterator(500))
