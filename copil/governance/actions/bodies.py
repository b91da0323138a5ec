"""Set up a body, change it, close it, open it again."""

import datetime as dt
from typing import Any

from django.db import transaction

from copil.core.text import name_key
from copil.governance.models import Body
from copil.governance.search_entries import entry_of_body
from copil.identity.models import User, Workspace, reference
from copil.initiatives.models import Initiative
from copil.journal import actions as journal
from copil.search import actions as search


@transaction.atomic
def set_up(
    *,
    workspace: Workspace,
    initiative: Initiative | None,
    values: dict[str, Any],
    by: User | None,
    at: dt.datetime,
) -> Body:
    """Set up a body in an initiative, or in the workspace for as long as it lasts."""
    key = name_key(values["name"])[:240]
    body: Body = Body.objects.create(
        workspace=workspace, initiative=initiative, name_key=key, created_at=at, **values
    )
    search.index_many(workspace=workspace, entries=[entry_of_body(body)], at=at)
    record(body, verb="set_up", by=by, at=at, changes={"kind": body.get_kind_display()})
    return body


def record(
    body: Body, *, verb: str, by: User | None, at: dt.datetime, changes: dict[str, Any] | None = None
) -> None:
    """Write the line of an act on a body, in the history of its initiative too."""
    journal.record(
        by=by,
        at=at,
        workspace=body.workspace,
        verb=verb,
        obj=reference(body),
        label=body.name,
        changes=changes,
        initiative_id=body.initiative_id,
    )
