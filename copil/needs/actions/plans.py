"""The lines of the accompaniment plan of a structure."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.directory.actions.common import normalised, write
from copil.directory.models import Organisation
from copil.identity.models import User
from copil.needs.actions.common import record
from copil.needs.models import PlanLine

FIELDS = ("kind", "title", "detail", "led_by", "need", "starts_on", "ends_on", "state")


@transaction.atomic
def add_plan_line(
    *, organisation: Organisation, values: Mapping[str, Any], by: User | None, at: dt.datetime
) -> PlanLine:
    """Write an action into the plan of a structure."""
    if organisation.is_archived:
        raise ActionRefused("Cette organisation est archivée : restaurez-la avant de compléter son plan.")
    line: PlanLine = PlanLine.objects.create(
        workspace=organisation.workspace, organisation=organisation, created_at=at, **_given(values)
    )
    record(line, verb="create", by=by, at=at, changes={"organisation": organisation.name})
    return line


@transaction.atomic
def update_plan_line(
    *, line: PlanLine, values: Mapping[str, Any], expected: int, by: User, at: dt.datetime
) -> bool:
    """Change a line; tell whether anything changed. Raises ``Conflict`` on a stale version."""
    stored = _locked(line)
    changes = write(stored, _given(values), expected=expected)
    if changes:
        told: dict[str, Any] = {
            name: [str(before or ""), str(after or "")] for name, (before, after) in changes.items()
        }
        told["organisation"] = stored.organisation.name
        record(stored, verb="update", by=by, at=at, changes=told)
    return bool(changes)


@transaction.atomic
def remove_plan_line(*, line: PlanLine, by: User, at: dt.datetime) -> None:
    """Take a line out of the plan; that it was there is kept."""
    stored = _locked(line)
    if stored.is_archived:
        raise ActionRefused("Cette ligne est déjà retirée du plan.")
    PlanLine.objects.filter(pk=stored.pk).update(archived_at=at, version=stored.version + 1)
    record(stored, verb="archive", by=by, at=at, changes={"organisation": stored.organisation.name})


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return normalised({name: values[name] for name in FIELDS if name in values})


def _locked(line: PlanLine) -> PlanLine:
    rows = PlanLine.objects.select_for_update(of=("self",))
    found: PlanLine = rows.select_related("workspace", "organisation").get(pk=line.pk)
    return found
