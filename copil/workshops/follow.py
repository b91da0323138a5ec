"""How far actions are: the last statement of each, and which ones are late."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from copil.workshops.enums.sheets import Progress
from copil.workshops.models import ActionSheet, ActionStatement
from copil.workshops.models.sheets import ActionSheetQuerySet, OfSheetQuerySet
from copil.workshops.rules import sheets as sheet_rules


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


def _last() -> OfSheetQuerySet:
    return ActionStatement.objects.filter(sheet=OuterRef("pk")).order_by("-stated_at", "-pk")
