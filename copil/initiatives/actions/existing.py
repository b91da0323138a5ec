"""What exists already around an initiative, and what it does with it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.core.text import name_key
from copil.directory.actions.common import normalised, write
from copil.files import store, uploads
from copil.files.models import StoredFile
from copil.identity.models import User, Workspace, reference
from copil.initiatives import existing as attached
from copil.initiatives.actions.common import record
from copil.initiatives.models import ExistingItem, Initiative

MOST_FILES = 5
FIELDS = ("kind", "name", "owner", "since", "link", "fate", "reason")


@transaction.atomic
def add_existing(
    *,
    initiative: Initiative,
    workspace: Workspace,
    values: Mapping[str, Any],
    by: User | None,
    at: dt.datetime,
) -> ExistingItem:
    """List a body, a tool, a plan or a procedure that is already in place."""
    given = _checked(values)
    _refuse_twice(initiative, given)
    decided = {"decided_by": by, "decided_at": at} if given.get("fate") else {}
    item: ExistingItem = ExistingItem.objects.create(
        initiative=initiative,
        workspace=workspace,
        name_key=name_key(given["name"])[:240],
        created_at=at,
        **given,
        **decided,
    )
    record(initiative, verb="add_existing", by=by, at=at, changes={"name": item.name}, workspace=workspace)
    return item


@transaction.atomic
def update_existing(
    *, item: ExistingItem, values: Mapping[str, Any], expected: int, by: User | None, at: dt.datetime
) -> None:
    """Say it better, or decide what the initiative does with it; raise ``Conflict`` on a stale version."""
    given = _checked(values)
    stored = ExistingItem.objects.select_for_update(of=("self",)).select_related("initiative", "workspace")
    held = stored.get(pk=item.pk)
    _refuse_twice(held.initiative, given, but=held)
    if given.get("fate") != held.fate:
        given |= {"decided_by": by, "decided_at": at if given.get("fate") else None}
    given["name_key"] = name_key(given["name"])[:240]
    changed = write(held, given, expected=expected, derived=("decided_by", "decided_at", "name_key"))
    if changed:
        verb = "decide_existing" if "fate" in changed else "update_existing"
        changes = {"name": held.name, "fate": held.get_fate_display().lower(), "reason": held.reason}
        record(held.initiative, verb=verb, by=by, at=at, changes=changes, workspace=held.workspace)


@transaction.atomic
def remove_existing(*, item: ExistingItem, by: User | None, at: dt.datetime) -> None:
    """Take something off the list; that it was there is kept."""
    if not ExistingItem.objects.current().filter(pk=item.pk).update(archived_at=at):
        raise ActionRefused("Cette ligne n’est plus dans la liste.")
    changes = {"name": item.name}
    record(item.initiative, verb="remove_existing", by=by, at=at, changes=changes, workspace=item.workspace)


@transaction.atomic
def attach_to_existing(
    *, item: ExistingItem, workspace: Workspace, content: bytes, name: str, by: User | None, at: dt.datetime
) -> StoredFile:
    """Keep a file beside what exists; ``ActionRefused`` for one that is not safe, or one too many."""
    media_type = uploads.judged(name, content)
    held = ExistingItem.objects.select_for_update(of=("self",)).select_related("initiative").get(pk=item.pk)
    if attached.files_of([held]).count() >= MOST_FILES:
        raise ActionRefused(f"Cette ligne a déjà {MOST_FILES} fichiers : retirez-en un d’abord.")
    file = store.keep(
        workspace=workspace, content=content, name=name, media_type=media_type, owner=reference(held)
    )
    changes = {"name": held.name, "file": file.name}
    record(held.initiative, verb="attach_existing", by=by, at=at, changes=changes, workspace=workspace)
    return file


@transaction.atomic
def detach_from_existing(
    *, item: ExistingItem, file: StoredFile, workspace: Workspace, by: User | None, at: dt.datetime
) -> None:
    """Take a file off; that it was there is kept."""
    if not StoredFile.objects.current().filter(pk=file.pk).update(archived_at=at):
        raise ActionRefused("Ce fichier n’est plus là.")
    changes = {"name": item.name, "file": file.name}
    record(item.initiative, verb="detach_existing", by=by, at=at, changes=changes, workspace=workspace)


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    given = normalised({name: values[name] for name in FIELDS if name in values})
    if not given.get("name"):
        raise ActionRefused("Donnez un nom à ce qui existe.")
    if given.get("fate") and not given.get("reason"):
        raise ActionRefused("Expliquez en une phrase ce que la démarche en fait.")
    return given


def _refuse_twice(
    initiative: Initiative, given: Mapping[str, Any], *, but: ExistingItem | None = None
) -> None:
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    rows = ExistingItem.objects.current().filter(
        initiative=initiative, kind=given["kind"], name_key=name_key(given["name"])[:240]
    )
    if rows.exclude(pk=but.pk if but else None).exists():
        raise ActionRefused("Cette ligne est déjà dans la liste.")
