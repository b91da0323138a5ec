"""Note what a carrier's managers, funders or comité d'appui say; write the light sheets of priorities."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction

from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.governance.enums import Opinion, Validator
from copil.governance.models import LightSheet, Validation
from copil.identity.models import Owned, User, Workspace, reference
from copil.initiatives.models import Initiative
from copil.journal import actions as journal


@transaction.atomic
def note_validation(
    *, initiative: Initiative, workspace: Workspace, values: dict[str, Any], by: User, at: dt.datetime
) -> Validation:
    """Note what somebody says of the approach, on the side of one carrier; the opinion before it stays."""
    if values["opinion"] != Opinion.FAVOURABLE and not values["text"].strip():
        raise ActionRefused("Écrivez les remarques ou les réserves : c’est elles que l’on suivra.")
    before = (
        Validation.objects.select_for_update()
        .current()
        .filter(initiative=initiative, workspace=workspace, source=values["source"], replaced_at=None)
    )
    if values["source"] == Validator.FUNDERS:
        before = before.filter(organisation=values["organisation"])
    replaced = before.update(replaced_at=at)
    made: Validation = Validation.objects.create(
        initiative=initiative, workspace=workspace, said_by=by, created_at=at, **values
    )
    changes = {
        "source": made.get_source_display(),
        "opinion": made.get_opinion_display(),
        "by_whom": made.by_whom,
        "given_on": made.given_on,
        "text": made.text,
        "replaced": replaced,
    }
    _record(made, initiative, verb="note", by=by, at=at, label=made.get_source_display(), changes=changes)
    return made


@transaction.atomic
def close_validation(*, validation: Validation, reason: str, by: User | None, at: dt.datetime) -> None:
    """Close an opinion whose carrier leaves: it stays readable, with the reason."""
    Validation.objects.filter(pk=validation.pk).update(
        replaced_at=at, closing_reason=reason[:300], version=validation.version + 1
    )
    label = validation.get_source_display()
    changes = {"opinion": validation.get_opinion_display(), "reason": reason}
    _record(validation, validation.initiative, verb="close", by=by, at=at, label=label, changes=changes)


@transaction.atomic
def write_sheet(
    *, initiative: Initiative, workspace: Workspace, values: dict[str, Any], by: User, at: dt.datetime
) -> LightSheet:
    """Write the light sheet of a priority, after the others."""
    place = LightSheet.objects.filter(initiative=initiative).count()
    try:
        with transaction.atomic():
            sheet: LightSheet = LightSheet.objects.create(
                initiative=initiative, workspace=workspace, position=place, created_at=at, **values
            )
    except IntegrityError as already:
        raise ActionRefused("Cet objectif a déjà sa fiche légère.") from already
    _record(sheet, initiative, verb="write", by=by, at=at, label=sheet.title)
    return sheet


@transaction.atomic
def change_sheet(
    *, sheet: LightSheet, values: dict[str, Any], expected: int, by: User, at: dt.datetime
) -> None:
    """Change a light sheet; what a gate already kept of it does not change."""
    for name, value in values.items():
        setattr(sheet, name, value)
    save_versioned(sheet, fields=list(values), expected=expected)
    changes = {name: str(value) if hasattr(value, "pk") else value for name, value in values.items()}
    _record(sheet, sheet.initiative, verb="change", by=by, at=at, label=sheet.title, changes=changes)


@transaction.atomic
def remove_sheet(*, sheet: LightSheet, by: User, at: dt.datetime) -> None:
    """Put a light sheet aside."""
    LightSheet.objects.filter(pk=sheet.pk).update(archived_at=at, version=sheet.version + 1)
    _record(sheet, sheet.initiative, verb="remove", by=by, at=at, label=sheet.title)


def _record(
    obj: Owned,
    initiative: Initiative,
    *,
    verb: str,
    by: User | None,
    at: dt.datetime,
    label: str,
    changes: dict[str, Any] | None = None,
) -> None:
    journal.record(
        by=by,
        at=at,
        workspace=obj.workspace,
        verb=verb,
        obj=reference(obj),
        label=label,
        changes=changes,
        initiative_id=initiative.pk,
    )
