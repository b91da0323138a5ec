"""Bodies and mandates, for tests."""

import datetime as dt
from typing import Any

from copil.governance import actions
from copil.governance.models import Body, Decision
from copil.identity.models import Workspace
from copil.initiatives.models import Initiative

AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
COPIL: dict[str, Any] = {"name": "Comité de pilotage", "kind": "steering", "code": "COPIL"}


def body_of(workspace: Workspace, *, initiative: Initiative | None = None, **values: Any) -> Body:
    """Return a body set up in an initiative, or in the workspace."""
    return actions.set_up(
        workspace=workspace, initiative=initiative, values={**COPIL, **values}, by=None, at=AT
    )


def decision_of(body: Body, *, adopted: bool = True, **values: Any) -> Decision:
    """Return a decision of a body, adopted or still a draft."""
    words = {"title": "Ouvrir le groupe à deux associations", "decided_on": AT.date(), "reason": "Demandé"}
    made = actions.draft_decision(body=body, initiative=None, values={**words, **values}, by=None, at=AT)
    return actions.adopt(decision=made, expected=made.version, by=None, at=AT) if adopted else made
