"""Write one line, check a chain."""

import datetime as dt
import json
import secrets
import uuid
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.module_loading import import_string

from copil.identity.models import User, Workspace
from copil.journal import moved, rules
from copil.journal.models import JournalEntry, JournalHead


def record(
    *,
    by: User | None,
    at: dt.datetime,
    workspace: Workspace,
    verb: str,
    obj: tuple[str, uuid.UUID],
    label: str = "",
    changes: dict[str, Any] | None = None,
    initiative_id: uuid.UUID | None = None,
) -> JournalEntry:
    """Add a line to the workspace's journal: the last statement of the action's transaction.

    ``changes`` maps a field to its new value, or to ``[before, after]``: JSON values, dates, UUIDs or
    decimals. ``verb`` is an English verb (``create``, ``update``, ``accept``…); its French sentence is chosen
    where it is shown.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("journal.record must run inside the transaction of its action")
    payload = _plain({"label": label, "changes": changes or {}})
    salt = secrets.token_hex(16)
    sealed_payload = rules.payload_digest(salt=salt, payload=payload)
    JournalHead.objects.get_or_create(workspace=workspace)
    head = JournalHead.objects.select_for_update().get(workspace=workspace)
    seq = head.seq + 1
    digest = rules.seal(
        previous=head.digest,
        workspace_id=workspace.pk,
        seq=seq,
        at=at,
        actor_id=by.pk if by else None,
        verb=verb,
        object_kind=obj[0],
        object_id=obj[1],
        initiative_id=initiative_id,
        payload=sealed_payload,
    )
    entry = JournalEntry.objects.create(
        workspace=workspace,
        seq=seq,
        at=at,
        actor=by,
        verb=verb,
        object_kind=obj[0],
        object_id=obj[1],
        initiative_id=initiative_id,
        salt=salt,
        payload=payload,
        payload_digest=sealed_payload,
        previous_digest=head.digest,
        digest=digest,
    )
    JournalHead.objects.filter(pk=head.pk).update(seq=seq, digest=digest)
    moved.note(workspace.pk)
    return entry


def verify(workspace: Workspace) -> list[rules.Fault]:
    """Return the faults found in a workspace's chain, then in what apps above sealed in it
    (``settings.JOURNAL_CHECKS``); empty when all of it holds.
    """
    head = JournalHead.objects.filter(workspace=workspace).first()
    fields = list(rules.Line.__dataclass_fields__)
    rows = (
        JournalEntry.objects.filter(workspace=workspace).order_by("seq", "pk").values(*fields).iterator(2000)
    )
    faults = rules.check_chain(
        (rules.Line(**row) for row in rows),
        head_seq=head.seq if head else 0,
        head_digest=head.digest if head else "",
    )
    for path in settings.JOURNAL_CHECKS:
        faults += import_string(path)(workspace)
    return faults


def _plain(value: Any) -> Any:
    """Return ``value`` as it will be read back from a JSON column, for its digest to be checked later."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))
