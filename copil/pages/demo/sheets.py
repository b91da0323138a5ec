"""The action sheets of the demonstration: in several states, two of them followed, in a review meeting."""

import datetime as dt
from decimal import Decimal
from typing import Any

from copil.identity.models import User
from copil.initiatives.models import Initiative
from copil.meetings.models import Meeting
from copil.pages.demo.source import Cast, Row, morning, read
from copil.workshops import actions
from copil.workshops.models import ActionSheet, WorkingGroup

_TEXTS = ("title", "description", "objectives", "targets", "means")
_SAID = ("state", "progress", "weather", "sentence", "blocked_by", "unblocked_when")


def load_sheets(cast: Cast) -> None:
    """Write each sheet with its partners and its indicators, settle who leads it, say how far it is."""
    content = read("sheets")
    workspace, by = cast.workspaces[content["workspace"]], cast.users[content["by"]]
    initiative = Initiative.objects.get(workspace=workspace, title=content["initiative"])
    groups = {one.theme: one for one in WorkingGroup.objects.filter(initiative=initiative)}
    meetings = {one.title: one for one in Meeting.objects.filter(initiative=initiative)}
    at = morning(cast.today - dt.timedelta(days=45))
    for row in content["sheets"]:
        sheet = actions.create_sheet(
            workspace=workspace,
            initiative=initiative,
            group=groups.get(row.get("group", "")),
            values=_values(cast, row),
            by=by,
            at=at,
        )
        _parts(cast, sheet, row, by=by, at=at)
        _lead(cast, sheet, row, by=by, at=at)
        for said in row.get("statements", []):
            when = morning(cast.today + dt.timedelta(days=said["day"]))
            values = {name: said[name] for name in _SAID if name in said}
            values["meeting"] = meetings.get(said.get("meeting", ""))
            actions.state_progress(sheet=sheet, values=values, by=by, at=when)


def _values(cast: Cast, row: Row) -> dict[str, Any]:
    values: dict[str, Any] = {name: row[name] for name in _TEXTS if name in row}
    values |= {name: Decimal(row[name]) for name in ("days", "amount") if name in row}
    for name, key in (("start_date", "start"), ("end_date", "end")):
        if key in row:
            values[name] = cast.today + dt.timedelta(days=row[key])
    if "person" in row:
        values["lead_person"] = cast.people[row["person"]]
    if "organisation" in row:
        values["lead_organisation"] = cast.organisations[row["organisation"]]
    return values


def _parts(cast: Cast, sheet: ActionSheet, row: Row, *, by: User, at: dt.datetime) -> None:
    for one in row.get("partners", []):
        partner = cast.organisations[one["organisation"]]
        actions.add_partner(sheet=sheet, organisation=partner, brings=one["brings"], by=by, at=at)
    for one in row.get("indicators", []):
        values: dict[str, Any] = {"label": one["label"], "unit": one["unit"]}
        values |= {name: Decimal(one[name]) for name in ("baseline", "target") if name in one}
        values["due_date"] = cast.today + dt.timedelta(days=one["day"])
        actions.add_indicator(sheet=sheet, values=values, by=by, at=at)


def _lead(cast: Cast, sheet: ActionSheet, row: Row, *, by: User, at: dt.datetime) -> None:
    asked = row.get("lead", "")
    if asked == "asked" and sheet.lead_person is not None:
        until = cast.today + dt.timedelta(days=14)
        actions.ask_lead(sheet=sheet, email=sheet.lead_person.email, until=until, by=by, at=at)
    elif asked in ("accepted", "declined"):
        actions.settle_lead(sheet=sheet, answer=asked, reason=row.get("reason", ""), by=by, at=at)
    elif asked == "aside":
        actions.archive_sheet(sheet=sheet, by=by, at=at)
