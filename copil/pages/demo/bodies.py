"""The bodies of the demonstration, who sits there, what they decided."""

from typing import Any

from copil.governance import actions
from copil.governance.models import Body
from copil.initiatives.models import Initiative
from copil.pages.demo.source import Cast, Row, morning, read

_FIELDS = (
    *("name", "kind", "code", "purpose", "frequency", "quorum_kind", "quorum_value"),
    *("opens_to_outsiders", "was_there", "set_up_on"),
)


def load_bodies(cast: Cast) -> None:
    """Set up each body, those it answers to first."""
    made: dict[str, Body] = {}
    for row in read("bodies")["bodies"]:
        made[row["ref"]] = _set_up(cast, row, made)


def _set_up(cast: Cast, row: Row, made: dict[str, Body]) -> Body:
    workspace, by = cast.workspaces[row["workspace"]], cast.users[row["by"]]
    initiative = None
    if "initiative" in row:
        initiative = Initiative.objects.get(workspace=workspace, title=row["initiative"])
    values: dict[str, Any] = {name: row[name] for name in _FIELDS if name in row}
    values["parent"] = made[row["parent"]] if "parent" in row else None
    at = morning(max(row["set_up_on"], cast.written_for.replace(month=1, day=5)))
    return actions.set_up(workspace=workspace, initiative=initiative, values=values, by=by, at=at)
