"""What is found of votes: their question and proposals, never a paper."""

from collections.abc import Iterator

from copil.ballots.models import Ballot
from copil.identity.models import Workspace, reference
from copil.search.actions import Entry


def entry_of(ballot: Ballot) -> Entry:
    """Return the entry of a vote (initiative already fetched)."""
    kind, identifier = reference(ballot)
    labels = [option.label for option in ballot.options.current().in_order()]
    return Entry(
        kind=kind,
        object_id=identifier,
        title=ballot.title,
        excerpt=" · ".join((ballot.get_method_display(), ballot.initiative.title)),
        text=" ".join((ballot.question, *labels)),
        day=(ballot.opened_at or ballot.created_at).date(),
        archived=ballot.is_archived,
        passages=False,
    )


def entries(workspace: Workspace) -> Iterator[Entry]:
    """Return every entry of a workspace, to build its index again."""
    rows = Ballot.objects.in_workspace(workspace).with_surroundings()
    return (entry_of(ballot) for ballot in rows.iterator(500))
