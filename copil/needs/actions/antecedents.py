"""What was tried before on a problem."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.directory.actions.common import normalised, write
from copil.identity.models import User
from copil.needs.actions.common import record
from copil.needs.models import Antecedent, ProblemSheet

FIELDS = ("title", "held_when", "source", "outcome", "lesson", "object_kind", "object_id")

Reference = tuple[str, uuid.UUID]


@transaction.atomic
def add_antecedent(
    *, sheet: ProblemSheet, values: Mapping[str, Any], by: User | None, at: dt.datetime
) -> Antecedent:
    """Link an earlier experience to a problem."""
    given = _given(values)
    if not given.get("title"):
        raise ActionRefused("Dites ce qui a été tenté.")
    antecedent = Antecedent.objects.create(workspace=sheet.workspace, sheet=sheet, created_at=at, **given)
    record(sheet, verb="add_antecedent", by=by, at=at, changes={"title": antecedent.title})
    return antecedent


@transaction.atomic
def update_antecedent(
    *, antecedent: Antecedent, values: Mapping[str, Any], expected: int, by: User, at: dt.datetime
) -> bool:
    """Change what is said of an earlier experience; raise ``Conflict`` on a stale version."""
    stored = _locked(antecedent)
    changes = write(stored, _given(values), expected=expected)
    if changes:
        told = {name: [str(before), str(after)] for name, (before, after) in changes.items()}
        record(stored.sheet, verb="update_antecedent", by=by, at=at, changes={**told, "title": stored.title})
    return bool(changes)


@transaction.atomic
def remove_antecedent(*, antecedent: Antecedent, by: User, at: dt.datetime) -> None:
    """Take an earlier experience out of the sheet; that it was there is kept."""
    stored = _locked(antecedent)
    if stored.is_archived:
        raise ActionRefused("Cette expérience est déjà retirée.")
    Antecedent.objects.filter(pk=stored.pk).update(archived_at=at, version=stored.version + 1)
    record(stored.sheet, verb="remove_antecedent", by=by, at=at, changes={"title": stored.title})


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return normalised({name: values[name] for name in FIELDS if name in values})


def _locked(antecedent: Antecedent) -> Antecedent:
    rows = Antecedent.objects.select_for_update(of=("self",))
    found: Antecedent = rows.select_related("workspace", "sheet__workspace").get(pk=antecedent.pk)
    return found
