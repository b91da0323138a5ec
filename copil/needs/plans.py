"""The accompaniment plan of a structure: its own lines, and those that other apps derive from their facts.

The initiatives live above this app: each source named in ``settings.PLAN_SOURCES`` is a function
``lines_of(organisation=, user=, workspace=) -> list[Line]``, at most two queries. Nothing is typed twice.
"""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from copil.directory.models import Organisation
from copil.identity.models import User, Workspace
from copil.needs.enums import PlanKind, PlanState
from copil.needs.models import PlanLine

_STATES = {
    PlanState.PLANNED: "info",
    PlanState.RUNNING: "now",
    PlanState.DONE: "ok",
    PlanState.DROPPED: "",
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line as the plan shows it: ``own`` is its row when it was typed, else ``screen`` shows its object."""

    kind: PlanKind
    title: str
    state: PlanState
    led_by: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    detail: str = ""
    own: PlanLine | None = None
    screen: str = ""
    object_id: uuid.UUID | None = None

    @property
    def chip(self) -> str:
        """The colour of the state."""
        return _STATES[self.state]


Source = Callable[..., list[Line]]


def of_organisation(organisation: Organisation, *, user: User, workspace: Workspace) -> list[Line]:
    """Return the whole plan of a structure, what is under way or to come first, then by date."""
    rows = PlanLine.objects.visible_to(user).in_workspace(workspace).current()
    rows = rows.filter(organisation=organisation).select_related("led_by")
    lines = [_typed(row) for row in rows.order_by("starts_on", "pk")]
    for name in settings.PLAN_SOURCES:
        source: Source = import_string(name)
        lines += source(organisation=organisation, user=user, workspace=workspace)
    over = (PlanState.DONE, PlanState.DROPPED)
    return sorted(lines, key=lambda line: (line.state in over, line.starts_on or dt.date.max, line.title))


def _typed(row: PlanLine) -> Line:
    return Line(
        kind=PlanKind(row.kind),
        title=row.title,
        state=PlanState(row.state),
        led_by=row.led_by.name if row.led_by else "",
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        detail=row.detail,
        own=row,
    )
