"""How far actions are: the last statement of each, which ones are late, the meetings that reviewed them."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from copil.meetings.models import Meeting
from copil.workshops.enums.sheets import Progress
from copil.workshops.models import ActionSheet, ActionStatement
from copil.workshops.models.sheets import ActionSheetQuerySet, OfSheetQuerySet
from copil.workshops.rules import sheets as sheet_rules

_REVIEWS, _SAID_THERE = 6, 300


@dataclass(frozen=True)
class Review:
    """A meeting where actions were reviewed, and what was said last of each of them there."""

    meeting: Meeting
    said: Sequence[ActionStatement]


def latest_of(sheets: Iterable[ActionSheet]) -> dict[uuid.UUID, ActionStatement]:
    """Return the last statement of each sheet that has one (one query)."""
    known = {one.pk: one for one in sheets}
    last = _last().values("pk")[:1]
    rows = ActionSheet.objects.filter(pk__in=known).annotate(last=Subquery(last))
    found = ActionStatement.objects.filter(pk__in=rows.order_by().values("last"))
    said = list(found.select_related("stated_by", "link__person", "meeting"))
    for one in said:
        one.sheet = known[one.sheet_id]
    return {one.sheet_id: one for one in said}


def with_progress(rows: ActionSheetQuerySet) -> ActionSheetQuerySet:
    """Annotate ``progress_state``: what the last statement says, « à démarrer » without any."""
    said = Subquery(_last().values("state")[:1])
    told: ActionSheetQuerySet = rows.annotate(progress_state=Coalesce(said, Value(Progress.TODO.value)))
    return told


def late(rows: ActionSheetQuerySet, *, today: dt.date) -> ActionSheetQuerySet:
    """Keep the actions that are late, as ``sheet_rules.days_late`` counts."""
    over = Q(end_date__lt=today, progress_state__in=Progress.open_values())
    return with_progress(rows).filter(over | Q(start_date__lt=today, progress_state=Progress.TODO))


def days_late(sheet: ActionSheet, said: ActionStatement | None, *, today: dt.date) -> int:
    """Return by how many days an action is late, by its last statement."""
    state = said.state if said else Progress.TODO.value
    return sheet_rules.days_late(
        state=state, start_date=sheet.start_date, end_date=sheet.end_date, today=today
    )


def reviews_of(sheets: ActionSheetQuerySet) -> list[Review]:
    """Return the last meetings that reviewed some sheets, the latest first (one query)."""
    rows = ActionStatement.objects.filter(meeting__isnull=False, meeting__archived_at=None)
    told = rows.filter(sheet__in=sheets.order_by().values("pk")).select_related("meeting", "sheet")
    when = F("meeting__starts_at").desc(nulls_last=True)
    held: dict[Meeting, dict[uuid.UUID, ActionStatement]] = {}
    for one in told.order_by(when, "meeting", "sheet__title_key", "-stated_at", "-pk")[:_SAID_THERE]:
        if one.meeting is not None:
            held.setdefault(one.meeting, {}).setdefault(one.sheet_id, one)
    return [Review(meeting, list(said.values())) for meeting, said in held.items()][:_REVIEWS]


def _last() -> OfSheetQuerySet:
    return ActionStatement.objects.filter(sheet=OuterRef("pk")).order_by("-stated_at", "-pk")
