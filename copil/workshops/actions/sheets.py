"""Write an action sheet, change it, put it aside; its partners and its indicators."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.core.text import name_key
from copil.directory.models import Organisation
from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative
from copil.workshops.actions.lead_links import close_request, close_update_link
from copil.workshops.actions.sheet_common import index, locked, record, recount, touch
from copil.workshops.enums.sheets import LeadState
from copil.workshops.models import ActionSheet, SheetIndicator, SheetPartner, WorkingGroup
from copil.workshops.rules import sheets as sheet_rules

LEAD = ("lead_organisation", "lead_person")
FIELDS = (
    *("group", "title", "description", "objectives", "targets", *LEAD),
    *("days", "amount", "means", "start_date", "end_date"),
)
MOST_SHEETS = 200


@transaction.atomic
def create_sheet(
    *,
    workspace: Workspace,
    initiative: Initiative,
    values: Mapping[str, Any],
    by: User | None,
    at: dt.datetime,
    group: WorkingGroup | None = None,
) -> ActionSheet:
    """Begin an action sheet; a title is enough, the rest comes with the discussion."""
    if ActionSheet.objects.current().filter(initiative=initiative).count() >= MOST_SHEETS:
        raise ActionRefused(f"Une démarche garde {MOST_SHEETS} fiches action au plus.")
    _check_group(initiative, values.get("group", group))
    sheet = ActionSheet(
        workspace=workspace,
        initiative=initiative,
        created_by=by,
        created_at=at,
        **{"group": group, **{name: values[name] for name in FIELDS if name in values}},
    )
    sheet.title_key = name_key(sheet.title)
    _settle(sheet)
    sheet.save()
    sheet.save(update_fields=recount(sheet))
    index(sheet, at=at)
    record(sheet, verb="create", by=by, at=at)
    return sheet


@transaction.atomic
def update_sheet(
    *, sheet: ActionSheet, values: Mapping[str, Any], expected: int, by: User, at: dt.datetime
) -> ActionSheet:
    """Change a sheet; raise ``Conflict`` when it changed since ``expected``.

    Another lead is a lead only thought of: who was asked before is no longer, their links close.
    """
    held = locked(sheet)
    _check_group(held.initiative, values.get("group", held.group))
    changes = {}
    for name in FIELDS:
        if name in values and getattr(held, name) != values[name]:
            changes[name] = [str(getattr(held, name) or ""), str(values[name] or "")]
            setattr(held, name, values[name])
    held.title_key = name_key(held.title)
    if any(name in changes for name in LEAD):
        _settle(held)
    lead = ["lead_state", "lead_reason", "lead_answered_at"]
    save_versioned(held, fields=[*FIELDS, "title_key", *lead, *recount(held)], expected=expected)
    if any(name in changes for name in LEAD):
        close_request(held, at=at)
        close_update_link(held, at=at)
    index(held, at=at)
    record(held, verb="update", by=by, at=at, changes=changes)
    return held


@transaction.atomic
def archive_sheet(*, sheet: ActionSheet, by: User, at: dt.datetime) -> None:
    """Put a sheet aside; the links about it close."""
    held = locked(sheet)
    close_request(held, at=at)
    close_update_link(held, at=at)
    ActionSheet.objects.filter(pk=held.pk).update(archived_at=at, version=held.version + 1)
    held.archived_at = at
    if held.lead_state == LeadState.ASKED:
        ActionSheet.objects.filter(pk=held.pk).update(lead_state=LeadState.PROPOSED)
    index(held, at=at)
    record(held, verb="archive", by=by, at=at)


@transaction.atomic
def restore_sheet(*, sheet: ActionSheet, by: User, at: dt.datetime) -> None:
    """Take up again a sheet put aside."""
    held = locked(sheet, away=True)
    if not held.is_archived:
        raise ActionRefused("Cette fiche n’est pas mise de côté.")
    ActionSheet.objects.filter(pk=held.pk).update(archived_at=None, version=held.version + 1)
    held.archived_at = None
    index(held, at=at)
    record(held, verb="restore", by=by, at=at)


@transaction.atomic
def add_partner(
    *, sheet: ActionSheet, organisation: Organisation, brings: str, by: User | None, at: dt.datetime
) -> SheetPartner:
    """Name an organisation that takes part in an action, and what it brings."""
    held = locked(sheet)
    there = SheetPartner.objects.current().filter(sheet=held)
    if there.filter(organisation=organisation).exists():
        raise ActionRefused("Cette organisation est déjà partenaire de l’action.")
    if there.count() >= sheet_rules.MOST_PARTNERS:
        raise ActionRefused(f"Une fiche garde {sheet_rules.MOST_PARTNERS} partenaires au plus.")
    partner: SheetPartner = SheetPartner.objects.create(
        workspace=held.workspace, sheet=held, organisation=organisation, brings=brings, created_at=at
    )
    touch(held, fields=[], at=at)
    record(held, verb="add_partner", by=by, at=at, changes={"partner": str(organisation)})
    return partner


@transaction.atomic
def remove_partner(*, partner: SheetPartner, by: User, at: dt.datetime) -> None:
    """No longer count an organisation among the partners of an action."""
    held = locked(partner.sheet)
    SheetPartner.objects.current().filter(pk=partner.pk).update(archived_at=at, version=partner.version + 1)
    touch(held, fields=[], at=at)
    record(held, verb="remove_partner", by=by, at=at, changes={"partner": str(partner.organisation)})


@transaction.atomic
def add_indicator(
    *, sheet: ActionSheet, values: Mapping[str, Any], by: User | None, at: dt.datetime
) -> SheetIndicator:
    """Say what will tell that an action reached its goal."""
    held = locked(sheet)
    if SheetIndicator.objects.current().filter(sheet=held).count() >= sheet_rules.MOST_INDICATORS:
        raise ActionRefused(f"Une fiche garde {sheet_rules.MOST_INDICATORS} indicateurs au plus.")
    made: SheetIndicator = SheetIndicator.objects.create(
        workspace=held.workspace, sheet=held, created_at=at, **values
    )
    touch(held, fields=[], at=at)
    record(held, verb="add_indicator", by=by, at=at, changes={"indicator": made.label})
    return made


@transaction.atomic
def change_indicator(
    *, indicator: SheetIndicator, values: Mapping[str, Any], expected: int, by: User, at: dt.datetime
) -> None:
    """Change an indicator; raise ``Conflict`` when it changed since ``expected``."""
    held = locked(indicator.sheet)
    for name, value in values.items():
        setattr(indicator, name, value)
    save_versioned(indicator, fields=list(values), expected=expected)
    touch(held, fields=[], at=at)
    record(held, verb="change_indicator", by=by, at=at, changes={"indicator": indicator.label})


@transaction.atomic
def remove_indicator(*, indicator: SheetIndicator, by: User, at: dt.datetime) -> None:
    """No longer measure an action by this."""
    held = locked(indicator.sheet)
    rows = SheetIndicator.objects.current().filter(pk=indicator.pk)
    rows.update(archived_at=at, version=indicator.version + 1)
    touch(held, fields=[], at=at)
    record(held, verb="remove_indicator", by=by, at=at, changes={"indicator": indicator.label})


def _settle(sheet: ActionSheet) -> None:
    """A lead just written is only thought of; without one, it is to be found."""
    there = sheet.lead_organisation or sheet.lead_person
    sheet.lead_state = LeadState.PROPOSED if there else LeadState.NONE
    sheet.lead_reason, sheet.lead_answered_at = "", None


def _check_group(initiative: Initiative, group: WorkingGroup | None) -> None:
    if group is not None and group.initiative_id != initiative.pk:
        raise ActionRefused("Ce groupe est d’une autre démarche.")
