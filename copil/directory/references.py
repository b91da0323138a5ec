"""What points to a sheet, whatever the app: found by introspection, moved, and moved back.

The directory imports nothing from the apps above it; it walks the models of the installation instead. A
foreign key, a key of one to one, or a soft reference (``…_kind`` and ``…_id``) to an organisation or to a
person is moved when two sheets are brought together, except what only tells what happened.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import F

# The journal tells what was done to what at the time; the index is written again.
STAYS = frozenset(
    {
        "api.delivery",
        "directory.keptapart",
        "directory.merge",
        "journal.journalentry",
        "search.searchentry",
    }
)
# An import row names its sheet by its key alone, which is nobody else's.
KEY_ONLY = (("exchange.importrow", "object_id"),)

MOVED, ARCHIVED, LEFT = "moved", "archived", "left"
_LOT = 500


@dataclass(frozen=True)
class Pointer:
    """A column of a model that names a sheet; ``kind`` is the column of a soft reference's kind."""

    model: type[models.Model]
    field: str
    kind: str = ""

    @property
    def label(self) -> str:
        return self.model._meta.label_lower


@dataclass(frozen=True)
class Moved:
    """What became of one row: ``state`` is moved, archived (it would have been there twice) or left.

    ``version`` is the row's once moved, None when the model has none.
    """

    model: str
    field: str
    key: str
    state: str
    version: int | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def pointers_to(target: type[models.Model]) -> list[Pointer]:
    """Return every column of the installation that may name a row of a model, in order of label."""
    found = [
        Pointer(model, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is target
    ]
    soft = [
        Pointer(model, f"{field.name.removesuffix('_kind')}_id", field.name)
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if field.name.endswith("_kind") and _has_field(model, f"{field.name.removesuffix('_kind')}_id")
    ]
    keys = [Pointer(apps.get_model(label), name) for label, name in KEY_ONLY]
    kept = [pointer for pointer in (*found, *soft, *keys) if pointer.label not in STAYS]
    return sorted(kept, key=lambda pointer: (pointer.label, pointer.field))


def move(*, old: models.Model, new: models.Model, at: dt.datetime) -> list[Moved]:
    """Make everything that points to ``old`` point to ``new``, in the caller's transaction.

    A row that a constraint would refuse there is archived instead, or left where it is when it cannot be.
    """
    done: list[Moved] = []
    for pointer in pointers_to(type(old)):
        rows = _rows(pointer, old).select_for_update().order_by("pk")
        if _is_unique(pointer):
            done += [_move_one(pointer, row, new, at) for row in rows]
        else:
            done += _move_all(pointer, list(rows), new)
    return done


def move_back(moved: Iterable[Moved], *, kept: models.Model, merged: models.Model) -> list[Moved]:
    """Make rows point to the sheet they pointed to; return those that somebody changed since, untouched."""
    changed: list[Moved] = []
    ordered = sorted(moved, key=lambda one: (one.model, one.field, one.state))
    for (label, field, state), group in groupby(ordered, key=lambda one: (one.model, one.field, one.state)):
        if state == LEFT:
            continue
        pointer = Pointer(apps.get_model(label), field)
        listed = list(group)
        for start in range(0, len(listed), _LOT):
            changed += _back(pointer, listed[start : start + _LOT], kept=kept, merged=merged)
    return changed


def archive_again(one: Moved, *, at: dt.datetime) -> Moved:
    """Archive a row that was moved, because the one kept already has its like."""
    model = apps.get_model(one.model)
    model._base_manager.filter(pk=one.key).update(archived_at=at, version=F("version") + 1)
    return Moved(one.model, one.field, one.key, ARCHIVED, (one.version or 0) + 1)


def row_of(moved: Moved) -> models.Model | None:
    """Return the row that was moved, None when it is gone."""
    found: models.Model | None = apps.get_model(moved.model)._base_manager.filter(pk=moved.key).first()
    return found


def _rows(pointer: Pointer, target: models.Model) -> models.QuerySet[Any]:
    rows = pointer.model._base_manager.filter(**{pointer.field: target.pk})
    return rows.filter(**{pointer.kind: target._meta.label_lower}) if pointer.kind else rows


def _move_all(pointer: Pointer, rows: Sequence[Any], new: models.Model) -> list[Moved]:
    keys = [row.pk for row in rows]
    for start in range(0, len(keys), _LOT):
        _update(pointer, keys[start : start + _LOT], new.pk)
    return [_told(pointer, row, MOVED) for row in rows]


def _move_one(pointer: Pointer, row: Any, new: models.Model, at: dt.datetime) -> Moved:
    try:
        with transaction.atomic():
            _update(pointer, [row.pk], new.pk)
        return _told(pointer, row, MOVED)
    except IntegrityError:
        if getattr(row, "archived_at", at) is not None:
            return _told(pointer, row, LEFT)
    try:
        with transaction.atomic():
            _update(pointer, [row.pk], new.pk, archived_at=at)
        return _told(pointer, row, ARCHIVED)
    except IntegrityError:
        return _told(pointer, row, LEFT)


def _back(
    pointer: Pointer, listed: Sequence[Moved], *, kept: models.Model, merged: models.Model
) -> list[Moved]:
    by_key = {one.key: one for one in listed}
    rows = pointer.model._base_manager.select_for_update().filter(pk__in=by_key)
    now = {str(row.pk): row for row in rows}
    same = [one for one in listed if one.key in now and _is_untouched(pointer, one, now[one.key], kept)]
    keys = [now[one.key].pk for one in same]
    values: dict[str, Any] = {"archived_at": None} if same and same[0].state == ARCHIVED else {}
    try:
        with transaction.atomic():
            _update(pointer, keys, merged.pk, **values)
    except IntegrityError:
        return list(listed)
    return [one for one in listed if one not in same]


def _is_untouched(pointer: Pointer, one: Moved, row: Any, kept: models.Model) -> bool:
    there = getattr(row, pointer.model._meta.get_field(pointer.field).attname)  # type: ignore[union-attr]  # a column
    return there == kept.pk and (one.version is None or row.version == one.version)


def _update(pointer: Pointer, keys: Sequence[Any], target: uuid.UUID, **values: Any) -> None:
    if _has_field(pointer.model, "version"):
        values["version"] = F("version") + 1
    pointer.model._base_manager.filter(pk__in=keys).update(**{pointer.field: target}, **values)


def _told(pointer: Pointer, row: Any, state: str) -> Moved:
    version = row.version + (state != LEFT) if _has_field(pointer.model, "version") else None
    return Moved(pointer.label, pointer.field, str(row.pk), state, version)


def _is_unique(pointer: Pointer) -> bool:
    """Tell whether a constraint may refuse that two rows name the same sheet."""
    if getattr(pointer.model._meta.get_field(pointer.field), "unique", False):
        return True
    return any(pointer.field in names for names in _unique_together(pointer.model))


def _unique_together(model: type[models.Model]) -> Iterator[Sequence[str]]:
    yield from model._meta.unique_together
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            yield constraint.fields


def _has_field(model: type[models.Model], name: str) -> bool:
    return any(name in (field.name, field.attname) for field in model._meta.local_concrete_fields)
