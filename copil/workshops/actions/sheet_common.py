"""What the verbs of action sheets share: the lock, the count of what is missing, the index, the journal."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from copil.core.errors import ActionRefused
from copil.identity.models import User, reference
from copil.journal import actions as journal
from copil.search import actions as search
from copil.workshops.entries.sheets import entry_of
from copil.workshops.enums.sheets import SheetState
from copil.workshops.models import ActionSheet, SheetIndicator, SheetPartner
from copil.workshops.rules import sheets as sheet_rules

_AWAY = "Cette fiche est mise de côté : reprenez-la d’abord."


def locked(sheet: ActionSheet, *, away: bool = False) -> ActionSheet:
    """Return a sheet as it is stored, held until the end of the transaction; refuse one put aside."""
    rows = ActionSheet.objects.select_for_update(of=("self",)).with_surroundings()
    held: ActionSheet = rows.get(pk=sheet.pk)
    if held.is_archived and not away:
        raise ActionRefused(_AWAY)
    return held


def said_by(sheet: ActionSheet, *, partners: int, indicators: int) -> sheet_rules.Written:
    """Return what a sheet says, as the rule of completeness reads it."""
    return sheet_rules.Written(
        description=sheet.description,
        objectives=sheet.objectives,
        targets=sheet.targets,
        has_lead=bool(sheet.lead_organisation_id or sheet.lead_person_id),
        days=sheet.days,
        amount=sheet.amount,
        means=sheet.means,
        partners=partners,
        start_date=sheet.start_date,
        end_date=sheet.end_date,
        indicators=indicators,
    )


def missing_in(sheets: Sequence[ActionSheet]) -> dict[uuid.UUID, list[str]]:
    """Return what each of some stored sheets lacks, in French (two queries whatever their number)."""
    partners = _counted(SheetPartner.objects.current().filter(sheet__in=sheets))
    indicators = _counted(SheetIndicator.objects.current().filter(sheet__in=sheets))
    said = {one.pk: said_by(one, partners=partners[one.pk], indicators=indicators[one.pk]) for one in sheets}
    return {pk: sheet_rules.missing(one) for pk, one in said.items()}


def _counted(rows: QuerySet[Any]) -> Counter[uuid.UUID]:
    return Counter(rows.order_by().values_list("sheet", flat=True))


def recount(sheet: ActionSheet) -> list[str]:
    """Set what is missing and the state that follows; a sheet of the common plan stays in it."""
    sheet.missing_count = len(missing_in([sheet])[sheet.pk])
    if sheet.state != SheetState.IN_PLAN:
        sheet.state = SheetState.DRAFT if sheet.missing_count else SheetState.COMPLETE
    return ["missing_count", "state"]


def touch(sheet: ActionSheet, *, fields: list[str], at: dt.datetime) -> None:
    """Write some fields of a held sheet, what is missing, its version and its place in the index."""
    sheet.version += 1
    sheet.save(update_fields=[*fields, *recount(sheet), "version"])
    index(sheet, at=at)


def index(sheet: ActionSheet, *, at: dt.datetime) -> None:
    """Write a sheet in the index of its workspace."""
    search.index_many(workspace=sheet.workspace, entries=[entry_of(sheet)], at=at)


def record(
    sheet: ActionSheet,
    *,
    verb: str,
    by: User | None,
    at: dt.datetime,
    changes: dict[str, Any] | None = None,
) -> None:
    """Write the line of an act on a sheet, in the history of its initiative too."""
    journal.record(
        by=by,
        at=at,
        workspace=sheet.workspace,
        verb=verb,
        obj=reference(sheet),
        label=sheet.title,
        changes=changes,
        initiative_id=sheet.initiative_id,
    )
