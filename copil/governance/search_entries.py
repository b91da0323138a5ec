"""What is found of governance by the search of a workspace."""

from collections.abc import Iterable, Iterator

from copil.core.markdown import plain
from copil.governance.models import Body
from copil.identity.models import Workspace
from copil.search.actions import Entry

BODY = "governance.body"


def entry_of_body(body: Body) -> Entry:
    """Return what is found of one body."""
    kind = body.get_kind_display()
    return Entry(
        kind=BODY,
        object_id=body.pk,
        title=body.name,
        excerpt=plain(body.purpose)[:300] or kind,
        text=f"{kind} {body.code}. {plain(body.purpose)}",
        day=body.set_up_on,
    )


def entries(workspace: Workspace) -> Iterator[Entry]:
    """Return every entry of a workspace, to build its index again."""
    rows: Iterable[Body] = Body.objects.in_workspace(workspace).current().iterator(200)
    return (entry_of_body(body) for body in rows)
