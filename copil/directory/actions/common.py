"""What the verbs of the directory have in common: compare, write with the lock, tell the journal."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import models

from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import save_versioned
from copil.directory.models import Organisation
from copil.identity.models import Owned, User, Workspace, reference
from copil.journal import actions as journal
from copil.notifications import jobs

ARCHIVED = "Cette fiche est archivée : restaurez-la avant de la modifier."


def normalised(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values with their texts trimmed."""
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def changes_of(obj: models.Model, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return the fields whose value differs, before and after, as the journal writes them."""
    return {
        name: [_plain(getattr(obj, name)), _plain(value)]
        for name, value in values.items()
        if getattr(obj, name) != value
    }


def write(
    stored: Owned, values: Mapping[str, Any], *, expected: int, derived: Sequence[str] = ()
) -> dict[str, list[Any]]:
    """Write what differs on a freshly read object; return the changes, none when nothing differs.

    Raises :class:`Conflict` when the object is no longer at the version the person saw. ``derived`` names
    fields that follow from others and are no news to anybody.
    """
    if stored.archived_at is not None:
        raise ActionRefused(ARCHIVED)
    if stored.version != expected:
        raise Conflict
    changes = changes_of(stored, values)
    if changes:
        for name in changes:
            setattr(stored, name, values[name])
        save_versioned(stored, fields=list(changes), expected=expected)
    return {name: change for name, change in changes.items() if name not in derived}


def record(
    obj: Owned,
    *,
    verb: str,
    by: User | None,
    at: dt.datetime,
    changes: dict[str, Any] | None = None,
    label: str = "",
) -> None:
    """Write the line of an act; ``label`` is the object's name unless given."""
    journal.record(
        by=by,
        at=at,
        workspace=obj.workspace,
        verb=verb,
        obj=reference(obj),
        label=label or str(obj),
        changes=changes,
    )


def as_kept(value: Any) -> Any:
    """Return a value of a column as a JSON column keeps it, to be compared and written back later."""
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, models.Model) else value


def tell_all_renamed(organisations: Collection[uuid.UUID], *, workspace: Workspace, at: dt.datetime) -> None:
    """The same for many organisations of a workspace, few statements for each kind of job."""
    for name in settings.ORGANISATION_RENAMED_JOBS:
        payloads = {f"{name}:{pk}": {"organisation": str(pk)} for pk in organisations}
        jobs.enqueue_many(name=name, payloads=payloads, workspace=workspace, at=at)


def tell_renamed(organisation: Organisation, *, at: dt.datetime) -> None:
    """Queue what the apps above do when an organisation takes a name: their search entries say it."""
    for name in settings.ORGANISATION_RENAMED_JOBS:
        jobs.enqueue(
            name=name,
            payload={"organisation": str(organisation.pk)},
            workspace=organisation.workspace,
            at=at,
            unique_key=f"{name}:{organisation.pk}",
        )
