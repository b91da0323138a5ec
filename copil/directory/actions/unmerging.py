"""The verb that undoes a merge: both sheets as they were, and back what nobody changed since."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, models, transaction

from copil.core.errors import ActionRefused
from copil.core.text import name_key
from copil.directory import provenance, references
from copil.directory.actions import sheets
from copil.directory.actions.common import as_kept, record
from copil.directory.actions.merging import index, locked
from copil.directory.enums import SheetKind
from copil.directory.models import FormerValue, Merge, Organisation, Person
from copil.directory.references import Moved
from copil.identity.models import User

_DERIVED = frozenset({"name_key"})


@transaction.atomic
def undo(*, merge: Merge, by: User, at: dt.datetime) -> Merge:
    """Make two sheets of one again; what somebody changed since stays with the one kept, and is said.

    Raises ``ActionRefused`` when it is undone already, when the kept sheet was itself brought into another
    or archived, and when a number of the other sheet now belongs to a third one.
    """
    rows = Merge.objects.select_for_update(of=("self",)).select_related("workspace")
    stored: Merge = rows.get(pk=merge.pk)
    if stored.undone_at is not None:
        raise ActionRefused("Cette fusion est déjà annulée.")
    model: Any = Organisation if stored.kind == SheetKind.ORGANISATION else Person
    kept, merged = locked(model(pk=stored.kept_id), model(pk=stored.merged_id))
    _check(kept)
    left = _values_back(kept, stored.changed.get("sheet", {}))
    profile = sheets.profile_of(kept)
    if profile is not None and "profile" in stored.changed:
        left += _values_back(profile, stored.changed["profile"])
    _take_out(merged, account=stored.changed.get("sheet", {}).get("user_id"))
    moved = [Moved(**one) for one in stored.moved]
    left += _rows_left(references.move_back(moved, kept=kept, merged=merged), kept)
    if isinstance(kept, Organisation):
        provenance.give_back(stored.changed.get("sources", []), kept=kept)
    FormerValue.objects.filter(merge=stored).update(archived_at=at)
    stored.undone_at, stored.undone_by, stored.left = at, by, left
    stored.save(update_fields=["undone_at", "undone_by", "left"])
    for sheet, other in zip(locked(kept, merged), (merged, kept), strict=True):
        index(sheet, at=at)
        record(sheet, verb="unmerge", by=by, at=at, changes={"other": str(other)})
    return stored


def _check(kept: Organisation | Person) -> None:
    if kept.merged_into is not None:
        raise ActionRefused(
            f"« {kept} » a depuis été réunie avec « {kept.merged_into} » : annulez d’abord cette fusion-là."
        )
    if kept.is_archived:
        raise ActionRefused(f"« {kept} » est archivée : restaurez-la avant d’annuler la fusion.")


def _values_back(stored: Any, changes: Mapping[str, Sequence[Any]]) -> list[str]:
    """Write the values of before where they are still those of the merge; say the others."""
    left, fields = [], []
    for attname, (before, after) in changes.items():
        field = stored._meta.get_field(attname.removesuffix("_id") if attname.endswith("_id") else attname)
        if as_kept(getattr(stored, attname)) != after:
            if attname not in _DERIVED:
                left.append(f"{str(field.verbose_name).capitalize()} : modifié depuis, gardé tel quel.")
            continue
        setattr(stored, attname, field.to_python(before) if not field.is_relation else before)
        fields.append(field.name)
    if isinstance(stored, Organisation):
        stored.name_key = name_key(stored.name)
        fields.append("name_key")
    stored.version += 1
    stored.save(update_fields=[*fields, "version"])
    return left


def _take_out(merged: Any, *, account: Sequence[Any] | None) -> None:
    """Take the merged sheet out of the archive, with the account that had followed the other."""
    values: dict[str, Any] = {"archived_at": None, "merged_into": None, "version": merged.version + 1}
    if account:
        values["user_id"] = account[1]
    try:
        with transaction.atomic():
            type(merged).objects.filter(pk=merged.pk).update(**values)
    except IntegrityError as error:
        raise ActionRefused(
            f"Un des numéros de « {merged} » est maintenant celui d’une autre fiche : corrigez-la d’abord."
        ) from error


def _rows_left(changed: Sequence[Moved], kept: Organisation | Person) -> list[str]:
    """Say each row that stays with the kept sheet."""
    told = []
    for one in changed:
        row: models.Model | None = references.row_of(one)
        if row is not None:
            told.append(f"« {row} » a été modifié depuis : il reste avec « {kept} ».")
    return told
