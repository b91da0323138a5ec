"""Set up a body, change it, close it, open it again."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction

from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.core.text import name_key
from copil.governance.models import Body
from copil.governance.proposals import Proposal
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


@transaction.atomic
def take_up(
    *, initiative: Initiative, workspace: Workspace, proposal: Proposal, by: User, at: dt.datetime
) -> Body:
    """Set up a body as the method proposes it, once; everything can be changed afterwards."""
    values = {**proposal.values, "proposal": proposal.key, "set_up_on": at.date()}
    try:
        with transaction.atomic():
            return set_up(workspace=workspace, initiative=initiative, values=values, by=by, at=at)
    except IntegrityError as already:
        raise ActionRefused("Cette instance a déjà été constituée dans la démarche.") from already


@transaction.atomic
def change(*, body: Body, values: dict[str, Any], expected: int, by: User, at: dt.datetime) -> None:
    """Change what a body is; raise ``Conflict`` when somebody saved since ``expected``."""
    parent = values.get("parent")
    if parent is not None and body.pk in _ancestors(parent):
        raise ActionRefused("Une instance ne peut pas rendre compte à une instance qui dépend d’elle.")
    for name, value in values.items():
        setattr(body, name, value)
    body.name_key = name_key(body.name)[:240]
    save_versioned(body, fields=[*values, "name_key"], expected=expected)
    search.index_many(workspace=body.workspace, entries=[entry_of_body(body)], at=at)
    changes = {name: str(value) if hasattr(value, "pk") else value for name, value in values.items()}
    record(body, verb="change", by=by, at=at, changes=changes)


@transaction.atomic
def close(*, body: Body, closed_on: dt.date, reason: str, by: User, at: dt.datetime) -> None:
    """Close a body with its reason; its mandates and decisions stay readable."""
    held = _locked(body)
    if held.is_closed:
        raise ActionRefused("Cette instance est déjà close.")
    if not reason.strip():
        raise ActionRefused("Dites pourquoi l’instance est close.")
    if held.set_up_on and closed_on < held.set_up_on:
        raise ActionRefused("Une instance ne peut pas être close avant d’avoir été constituée.")
    Body.objects.filter(pk=held.pk).update(
        closed_on=closed_on, closing_reason=reason.strip(), version=held.version + 1
    )
    record(held, verb="close", by=by, at=at, changes={"closed_on": closed_on, "reason": reason.strip()})


@transaction.atomic
def reopen(*, body: Body, by: User, at: dt.datetime) -> None:
    """Open a closed body again; the journal keeps why it had been closed."""
    held = _locked(body)
    if not held.is_closed:
        raise ActionRefused("Cette instance n’est pas close.")
    changes = {"closed_on": [held.closed_on, None], "reason": [held.closing_reason, ""]}
    Body.objects.filter(pk=held.pk).update(closed_on=None, closing_reason="", version=held.version + 1)
    record(held, verb="reopen", by=by, at=at, changes=changes)


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


def _locked(body: Body) -> Body:
    rows = Body.objects.select_for_update(of=("self",)).select_related("workspace")
    held: Body = rows.get(pk=body.pk)
    return held


def _ancestors(body: Body) -> set[Any]:
    seen: set[Any] = set()
    above: Body | None = body
    while above is not None and above.pk not in seen:
        seen.add(above.pk)
        above = above.parent
    return seen
