"""Note the services of the carrier, and how far the carrier stands behind the initiative."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from copil.core.errors import ActionRefused, Conflict
from copil.core.locking import save_versioned
from copil.core.text import name_key
from copil.governance.enums.services import ServiceState
from copil.governance.models import Backing, InternalService
from copil.identity.models import User, Workspace, reference
from copil.initiatives.models import Initiative
from copil.journal import actions as journal

SERVICE_FIELDS = ("kind", "name", "state", "contact", "asked", "joins_groups", "reason")
BACKING_FIELDS = (
    *("briefed_on", "briefed_note", "sponsor", "committed_on", "commitment"),
    *("outside_help", "outside_help_reason"),
)


@transaction.atomic
def add_service(
    *,
    initiative: Initiative,
    workspace: Workspace,
    values: Mapping[str, Any],
    by: User | None,
    at: dt.datetime,
) -> InternalService:
    """Note a service of the carrier, once."""
    service = InternalService(initiative=initiative, workspace=workspace, created_at=at)
    _set(service, values)
    service.save(force_insert=True)
    _record(service, verb="add", label=service.name, by=by, at=at, changes={"state": _state(service)})
    return service


@transaction.atomic
def change_service(
    *, service: InternalService, values: Mapping[str, Any], expected: int, by: User, at: dt.datetime
) -> None:
    """Change a service; raise ``Conflict`` when somebody saved in between."""
    _set(service, values)
    save_versioned(service, fields=[*SERVICE_FIELDS, "name_key"], expected=expected)
    _record(service, verb="change", label=service.name, by=by, at=at, changes={"state": _state(service)})


@transaction.atomic
def remove_service(*, service: InternalService, by: User, at: dt.datetime) -> None:
    """Take away a service noted by mistake."""
    rows = InternalService.objects.current().filter(pk=service.pk)
    if not rows.update(archived_at=at, version=service.version + 1):
        raise ActionRefused("Ce service est déjà retiré.")
    _record(service, verb="remove", label=service.name, by=by, at=at, changes={})


@transaction.atomic
def save_backing(
    *,
    initiative: Initiative,
    workspace: Workspace,
    values: Mapping[str, Any],
    expected: int,
    by: User | None,
    at: dt.datetime,
) -> Backing:
    """Say how far the carrier stands behind the initiative; ``expected`` is 0 when nothing was said."""
    if values["committed_on"] and not values["sponsor"]:
        raise ActionRefused("Dites qui s’engage.")
    if values["outside_help"] and not values["outside_help_reason"].strip():
        raise ActionRefused("Dites pourquoi vous avez recours, ou non, à une assistance.")
    rows = Backing.objects.select_for_update().filter(initiative=initiative, workspace=workspace)
    held = rows.first() or Backing(initiative=initiative, workspace=workspace, created_at=at, version=0)
    if held.version != expected and not expected:
        raise ActionRefused("Quelqu’un vient de le dire : rouvrez la page avant de continuer.")
    if held.version != expected:
        raise Conflict
    for name in BACKING_FIELDS:
        setattr(held, name, values[name])
    held.version += 1
    held.save()
    changes = {name: str(values[name] or "") for name in BACKING_FIELDS}
    _record(held, verb="save", label=initiative.title, by=by, at=at, changes=changes)
    return held


def _set(service: InternalService, values: Mapping[str, Any]) -> None:
    for name in SERVICE_FIELDS:
        setattr(service, name, values[name])
    service.name_key = name_key(service.name)[:200]
    if service.state == ServiceState.NOT_ASSOCIATED and not service.reason.strip():
        raise ActionRefused("Dites pourquoi ce service n’est pas associé.")
    twins = InternalService.objects.current().filter(
        initiative=service.initiative_id, workspace=service.workspace_id, name_key=service.name_key
    )
    if twins.exclude(pk=service.pk).exists():
        raise ActionRefused("Ce service est déjà noté.")


def _state(service: InternalService) -> str:
    return ServiceState(service.state).label.lower()


def _record(
    row: InternalService | Backing,
    *,
    verb: str,
    label: str,
    by: User | None,
    at: dt.datetime,
    changes: dict[str, Any],
) -> None:
    journal.record(
        by=by,
        at=at,
        workspace=row.workspace,
        verb=verb,
        obj=reference(row),
        label=label,
        changes=changes,
        initiative_id=row.initiative_id,
    )
