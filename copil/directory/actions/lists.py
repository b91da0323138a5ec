"""The verbs of lists: keep a filter, change many organisations at once and undo it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import save_versioned
from copil.directory.actions import organisations
from copil.directory.actions.common import record
from copil.directory.enums import BulkOperation, Kind, ListKind
from copil.directory.models import BulkEdit, Organisation, Profile, SavedFilter
from copil.identity.models import User, Workspace

MOST = 500
"""Organisations changed at once: beyond, nobody reads what became of each."""

CHANGED, SAME, STALE, REFUSED = "changed", "same", "stale", "refused"
_PROFILE_FIELDS = {
    BulkOperation.SECTOR: "sector",
    BulkOperation.BRANCH: "branch",
    BulkOperation.SKILL: "know_how",
}


@transaction.atomic
def save_filter(
    *,
    by: User,
    at: dt.datetime,
    workspace: Workspace,
    list_kind: ListKind,
    name: str,
    query: str,
    is_shared: bool,
) -> SavedFilter:
    """Keep the filters of a list under a name; the same name again replaces what it kept."""
    if not query:
        raise ActionRefused("Aucun filtre n’est en place : il n’y a rien à garder.")
    found: SavedFilter
    found, created = SavedFilter.objects.get_or_create(
        workspace=workspace,
        owner=by,
        list_kind=list_kind,
        name=name,
        defaults={"query": query, "is_shared": is_shared, "created_at": at},
    )
    was_shared = not created and found.is_shared
    if not created:
        found.query, found.is_shared = query, is_shared
        save_versioned(found, fields=["query", "is_shared"], expected=found.version)
    if is_shared and not was_shared:
        record(found, verb="share", by=by, at=at)
    return found


@transaction.atomic
def rename_filter(
    *, by: User, at: dt.datetime, saved: SavedFilter, name: str, is_shared: bool, expected: int
) -> None:
    """Give a filter another name, share it or not. Raises ``Conflict`` on a stale version."""
    others = SavedFilter.objects.in_workspace(saved.workspace).filter(owner=saved.owner, name=name)
    if others.filter(list_kind=saved.list_kind).exclude(pk=saved.pk).exists():
        raise ActionRefused(f"Un autre de vos filtres s’appelle déjà « {name} ».")
    was_shared, saved.name, saved.is_shared = saved.is_shared, name, is_shared
    save_versioned(saved, fields=["name", "is_shared"], expected=expected)
    if is_shared and not was_shared:
        record(saved, verb="share", by=by, at=at)


@transaction.atomic
def prepare(*, by: User, at: dt.datetime, workspace: Workspace, chosen: Sequence[Organisation]) -> BulkEdit:
    """Note which organisations are to be changed, as they are now (profiles already fetched)."""
    if not chosen:
        raise ActionRefused("Cochez au moins une organisation dans la liste.")
    if len(chosen) > MOST:
        raise ActionRefused(
            f"{len(chosen)} organisations, c’est plus que les {MOST} qu’on peut modifier à la fois :"
            " resserrez la liste par un filtre."
        )
    rows = [
        {"pk": str(one.pk), "name": one.name, "version": one.version, "profile": _profile_version(one)}
        for one in chosen
    ]
    prepared: BulkEdit = BulkEdit.objects.create(workspace=workspace, by=by, created_at=at, rows=rows)
    return prepared


@transaction.atomic
def apply(
    *, by: User, at: dt.datetime, edit: BulkEdit, operation: BulkOperation, value: str, expected: int
) -> None:
    """Make the change to each organisation that nobody changed meanwhile; note what became of each."""
    if edit.done_at is not None:
        raise ActionRefused("Ce changement est déjà fait.")
    value = value.strip()
    if operation != BulkOperation.ARCHIVE and not value:
        raise ActionRefused("Donnez la valeur à noter.")
    if operation == BulkOperation.KIND and value not in Kind.values:
        raise ActionRefused("Choisissez une nature dans la liste.")
    found = _current(edit)
    for row in edit.rows:
        one = found.get(row["pk"])
        row["outcome"] = STALE if one is None else _changed(row, one, operation, value, by=by, at=at)
    edit.operation, edit.value, edit.done_at = operation, value, at
    save_versioned(edit, fields=["operation", "value", "done_at", "rows"], expected=expected)
    number = sum(row["outcome"] == CHANGED for row in edit.rows)
    record(edit, verb="apply", by=by, at=at, changes={"value": value, "organisations": number})


@transaction.atomic
def undo(*, by: User, at: dt.datetime, edit: BulkEdit) -> tuple[int, int]:
    """Give back what each organisation said before, unless somebody changed it since.

    Returns how many were given back, and how many were left as they are.
    """
    if edit.done_at is None or edit.undone_at is not None:
        raise ActionRefused("Il n’y a rien à défaire ici.")
    found = _current(edit)
    back = left = 0
    for row in edit.rows:
        if row.get("outcome") != CHANGED:
            continue
        one = found.get(row["pk"])
        given = one is not None and _given_back(row, one, BulkOperation(edit.operation), by=by, at=at)
        back, left = back + given, left + (not given)
    edit.undone_at = at
    save_versioned(edit, fields=["undone_at"], expected=edit.version)
    record(edit, verb="undo", by=by, at=at, changes={"organisations": back})
    return back, left


def _current(edit: BulkEdit) -> dict[str, Organisation]:
    rows = Organisation.objects.in_workspace(edit.workspace).filter(pk__in=[row["pk"] for row in edit.rows])
    return {str(one.pk): one for one in rows.select_related("workspace", "commune", "profile")}


def _changed(
    row: dict[str, Any], one: Organisation, operation: BulkOperation, value: str, *, by: User, at: dt.datetime
) -> str:
    """Change one organisation; return what became of it, and keep in its row what undoing needs."""
    if one.version != row["version"] or _profile_version(one) != row["profile"]:
        return STALE
    try:
        with transaction.atomic():
            before = _written(one, operation, value, by=by, at=at)
    except Conflict:
        return STALE
    except ActionRefused as refusal:
        row["reason"] = refusal.message
        return REFUSED
    if before is None:
        return SAME
    row["before"] = before
    return CHANGED


def _written(
    one: Organisation, operation: BulkOperation, value: str, *, by: User, at: dt.datetime
) -> str | None:
    """Write one organisation; return what it said before, None when it already said so."""
    if operation == BulkOperation.ARCHIVE:
        organisations.archive(by=by, at=at, organisation=one)
        return ""
    if operation == BulkOperation.KIND:
        before = str(one.kind)
        wrote = organisations.update(
            by=by, at=at, organisation=one, values={"kind": value}, expected=one.version
        )
        return before if wrote else None
    field = _PROFILE_FIELDS[operation]
    before = getattr(_profile(one), field, "")
    after = _with_skill(before, value) if operation == BulkOperation.SKILL else value
    expected = _profile_version(one)
    wrote = organisations.save_profile(
        by=by, at=at, organisation=one, values={field: after}, expected=expected
    )
    return before if wrote else None


def _given_back(
    row: dict[str, Any], one: Organisation, operation: BulkOperation, *, by: User, at: dt.datetime
) -> bool:
    """Undo one change; tell whether it could be."""
    on_sheet = operation in (BulkOperation.ARCHIVE, BulkOperation.KIND)
    if one.version != row["version"] + on_sheet or _profile_version(one) != row["profile"] + (not on_sheet):
        return False
    try:
        with transaction.atomic():
            if operation == BulkOperation.ARCHIVE:
                organisations.restore(by=by, at=at, organisation=one)
            elif operation == BulkOperation.KIND:
                values = {"kind": row["before"]}
                organisations.update(by=by, at=at, organisation=one, values=values, expected=one.version)
            else:
                values = {_PROFILE_FIELDS[operation]: row["before"]}
                expected = _profile_version(one)
                organisations.save_profile(by=by, at=at, organisation=one, values=values, expected=expected)
    except (ActionRefused, Conflict):
        return False
    return True


def _profile(one: Organisation) -> Profile | None:
    try:
        found: Profile = one.profile
    except Profile.DoesNotExist:
        return None
    return found


def _profile_version(one: Organisation) -> int:
    profile = _profile(one)
    return profile.version if profile is not None else 0


def _with_skill(before: str, skill: str) -> str:
    """Return the know-how with one more line, unless it is there."""
    lines = before.splitlines()
    return before if skill in lines else "\n".join([*lines, skill])
