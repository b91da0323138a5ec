"""The meetings of the demonstration."""

import datetime as dt

from copil.governance.models import Body
from copil.initiatives.models import Initiative
from copil.meetings import actions
from copil.meetings.models import Meeting
from copil.pages.demo.source import PARIS, Cast, Row, morning, read

_FIELDS = ("kind", "title", "duration", "place", "link", "purpose")


def load_meetings(cast: Cast) -> None:
    """Prepare each meeting, and have it go as far as the story says."""
    for row in read("meetings")["meetings"]:
        _prepare(cast, row)


def _prepare(cast: Cast, row: Row) -> Meeting:
    workspace, by = cast.workspaces[row["workspace"]], cast.users[row["by"]]
    initiative = None
    if "initiative" in row:
        initiative = Initiative.objects.get(workspace=workspace, title=row["initiative"])
    values = {name: row[name] for name in _FIELDS if name in row}
    values |= {name: cast.people[row[name]] for name in ("chair", "secretary") if name in row}
    day = row["day"] if "day" in row else cast.today + dt.timedelta(days=row["in_days"])
    values["starts_at"] = dt.datetime.combine(day, dt.time.fromisoformat(row["hour"]), tzinfo=PARIS)
    values["body"] = Body.objects.get(initiative=initiative, name=row["body"]) if "body" in row else None
    at = morning(row["prepared_on"])
    return actions.prepare(workspace=workspace, initiative=initiative, values=values, by=by, at=at)
