"""What is found of meetings by the search of a workspace."""

from collections.abc import Iterable, Iterator

from copil.core import typography
from copil.core.markdown import plain
from copil.identity.models import Workspace
from copil.meetings.models import Meeting
from copil.search.actions import Entry

KIND = "meetings.meeting"


def entry_of(meeting: Meeting) -> Entry:
    """Return what is found of one meeting (body and initiative fetched)."""
    when = typography.instant(meeting.starts_at) if meeting.starts_at else "Date à fixer"
    facts = (when, meeting.place, meeting.body.name if meeting.body else "")
    return Entry(
        kind=KIND,
        object_id=meeting.pk,
        title=meeting.title,
        excerpt=" · ".join(fact for fact in facts if fact),
        text=" ".join((meeting.get_kind_display(), plain(meeting.purpose))),
        day=meeting.day,
        archived=meeting.is_archived or meeting.is_cancelled,
        passages=False,
    )


def entries(workspace: Workspace) -> Iterator[Entry]:
    """Return every entry of a workspace, to build its index again."""
    rows: Iterable[Meeting] = (
        Meeting.objects.in_workspace(workspace).current().select_related("body").iterator(200)
    )
    return map(entry_of, rows)
