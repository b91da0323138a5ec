"""Where the values of a sheet come from, once two are one: what told of a value goes with that value."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F

from copil.directory import references
from copil.directory.enums import SourcedField
from copil.directory.models import Organisation, ValueSource
from copil.directory.references import Moved

_MODEL = "directory.valuesource"


def set_aside(*, kept: Organisation, before: Mapping[str, Any], at: dt.datetime) -> list[list[Any]]:
    """Archive what told of the values of a kept sheet that a merge replaced; return what undoes it.

    ``before`` are the values of the kept sheet before the merge. In the caller's transaction, before anything
    of the other sheet is moved.
    """
    replaced = [field for field in SourcedField.values if _value(before, field) != _value(vars(kept), field)]
    rows = ValueSource.objects.select_for_update().filter(organisation=kept, archived_at=None)
    found = list(rows.filter(field__in=replaced).order_by("pk"))
    _archive([row.pk for row in found], at=at)
    return [[str(row.pk), row.version + 1] for row in found]


def leave_behind(
    moved: Sequence[Moved], *, kept: Organisation, merged: Organisation, at: dt.datetime
) -> list[Moved]:
    """Archive, among what was moved, what told of values of the merged sheet that were not chosen."""
    lost = {
        field for field in SourcedField.values if _value(vars(merged), field) != _value(vars(kept), field)
    }
    keys = [one.key for one in moved if one.model == _MODEL and one.state == references.MOVED]
    rows = ValueSource.objects.filter(pk__in=keys, field__in=lost, archived_at=None) if keys else []
    told = {str(row.pk) for row in rows}
    return [references.archive_again(one, at=at) if one.key in told else one for one in moved]


def give_back(aside: Sequence[Sequence[Any]], *, kept: Organisation) -> None:
    """Take what was set aside out of the archive, unless somebody said something else since."""
    for key, version in aside:
        row = ValueSource.objects.filter(pk=uuid.UUID(key), organisation=kept, version=version).first()
        if row is None or row.archived_at is None:
            continue
        others = ValueSource.objects.filter(organisation=kept, entry=row.entry_id, field=row.field)
        if not others.filter(archived_at=None).exists():
            others.filter(pk=row.pk).update(archived_at=None, version=F("version") + 1)


def _archive(keys: Sequence[uuid.UUID], *, at: dt.datetime) -> None:
    ValueSource.objects.filter(pk__in=keys).update(archived_at=at, version=F("version") + 1)


def _value(values: Mapping[str, Any], field: str) -> Any:
    return values["commune_id" if field == SourcedField.COMMUNE else field] or ""
