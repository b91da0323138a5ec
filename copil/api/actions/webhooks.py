"""The verbs of webhooks: make one, change it, pause it, give it another secret, remove it, try it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from copil.api import sending
from copil.api.enums import DeliveryState
from copil.api.models import Delivery, Webhook
from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.core.security_log import told
from copil.identity.models import User, Workspace, reference
from copil.journal import actions as journal
from copil.journal.models import JournalHead

MOST = 20
FIELDS = ("name", "url", "families")


@transaction.atomic
def create(
    *, workspace: Workspace, name: str, url: str, families: Sequence[str], by: User, at: dt.datetime
) -> Webhook:
    """Have an address told of what happens from now on; ``by`` answers for it."""
    if Webhook.objects.in_workspace(workspace).current().count() >= MOST:
        raise ActionRefused(f"L’espace a déjà {MOST} envois automatiques : retirez ceux qui ne servent plus.")
    head = JournalHead.objects.filter(workspace=workspace).first()
    webhook = Webhook.objects.create(
        workspace=workspace,
        owner=by,
        name=name.strip(),
        url=url,
        families=sorted(families),
        cursor=head.seq if head else 0,
        created_at=at,
    )
    told("webhook_created", user=by.pk, webhook=webhook.pk)
    _record(webhook, verb="create", by=by, at=at, changes={"families": webhook.families})
    return webhook


@transaction.atomic
def update(*, webhook: Webhook, values: Mapping[str, Any], expected: int, by: User, at: dt.datetime) -> None:
    """Change a webhook; whoever does answers for it from then on. Raises ``Conflict`` on a stale version."""
    stored = _locked(webhook)
    before = stored.families
    for name in FIELDS:
        setattr(stored, name, values[name])
    stored.owner = by
    save_versioned(stored, fields=[*FIELDS, "owner"], expected=expected)
    _record(stored, verb="update", by=by, at=at, changes={"families": [before, stored.families]})


@transaction.atomic
def pause(*, webhook: Webhook, by: User, at: dt.datetime) -> None:
    """Stop telling an address; what happens meanwhile waits in the journal."""
    stored = _locked(webhook)
    if stored.paused_at is not None:
        raise ActionRefused("Cet envoi est déjà en pause.")
    Webhook.objects.filter(pk=stored.pk).update(paused_at=at, given_up=False, version=stored.version + 1)
    _record(stored, verb="pause", by=by, at=at)


@transaction.atomic
def resume(*, webhook: Webhook, by: User, at: dt.datetime) -> None:
    """Tell an address again, beginning with what it missed."""
    stored = _locked(webhook)
    if stored.paused_at is None:
        raise ActionRefused("Cet envoi n’est pas en pause.")
    Webhook.objects.filter(pk=stored.pk).update(
        paused_at=None, given_up=False, failures=0, rest_until=None, owner=by, version=stored.version + 1
    )
    _record(stored, verb="resume", by=by, at=at)


@transaction.atomic
def renew_secret(*, webhook: Webhook, by: User, at: dt.datetime) -> Webhook:
    """Give an address another secret; the one before signs nothing any more."""
    stored = _locked(webhook)
    stored.generation += 1
    stored.version += 1
    stored.save(update_fields=["generation", "version"])
    told("webhook_secret_renewed", user=by.pk, webhook=stored.pk)
    _record(stored, verb="renew", by=by, at=at)
    return stored


@transaction.atomic
def remove(*, webhook: Webhook, by: User, at: dt.datetime) -> None:
    """Stop telling an address for good."""
    stored = _locked(webhook)
    Webhook.objects.filter(pk=stored.pk).update(archived_at=at, version=stored.version + 1)
    told("webhook_removed", user=by.pk, webhook=stored.pk)
    _record(stored, verb="archive", by=by, at=at)


@transaction.atomic
def try_out(*, webhook: Webhook, at: dt.datetime) -> Delivery:
    """Send an address an event that says nothing."""
    stored = _locked(webhook)
    if stored.paused_at is not None:
        raise ActionRefused("Cet envoi est en pause : reprenez-le avant de l’essayer.")
    Webhook.objects.filter(pk=stored.pk).update(rest_until=None)
    kind, identifier = reference(stored)
    return Delivery.objects.create(
        webhook=stored,
        verb=sending.TEST,
        object_kind=kind,
        object_id=identifier,
        event_at=at,
        next_at=at,
        created_at=at,
    )


@transaction.atomic
def retry(*, delivery: Delivery, at: dt.datetime) -> None:
    """Send again what was set aside."""
    stored = _locked(delivery.webhook)
    if stored.paused_at is not None:
        raise ActionRefused("Cet envoi est en pause : reprenez-le avant de réessayer.")
    again = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.SET_ASIDE)
    if not again.update(state=DeliveryState.QUEUED, attempts=0, next_at=at):
        raise ActionRefused("Cet événement n’est plus mis de côté.")
    Webhook.objects.filter(pk=stored.pk).update(rest_until=None)


def _locked(webhook: Webhook) -> Webhook:
    rows = Webhook.objects.select_for_update(of=("self",)).select_related("workspace")
    stored: Webhook = rows.get(pk=webhook.pk)
    if stored.is_archived:
        raise ActionRefused("Cet envoi a été retiré.")
    return stored


def _record(
    webhook: Webhook, *, verb: str, by: User, at: dt.datetime, changes: dict[str, Any] | None = None
) -> None:
    journal.record(
        by=by,
        at=at,
        workspace=webhook.workspace,
        verb=verb,
        obj=reference(webhook),
        label=webhook.name,
        changes=changes,
    )
