"""Tell other programs what happens: from the journal to rows, from rows to addresses.

1. The worker reads, for each webhook, the lines of the journal after its cursor, and makes a row of each one
   that it is told of, in one transaction with the cursor: none is lost, none is doubled.
2. A job of its own sends to one address what is due, in order. A failure ends it: the address rests, so that
   one that does not answer holds up neither the mails nor the other addresses.
3. What failed too often is set aside and shown; an address that fails all the time is paused, which the
   administration is told, and its cursor waits: the journal keeps what it missed.
"""

import datetime as dt
import json
import logging
import uuid

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from copil.api import families, rules, signing
from copil.api.enums import DeliveryState
from copil.api.models import Delivery, Webhook
from copil.core import outbound
from copil.core.outbound import Limits, Unreachable
from copil.journal.models import JournalEntry, JournalHead
from copil.notifications import jobs, recipients
from copil.notifications.actions import notify
from copil.notifications.models import Job

logger = logging.getLogger("copil.api")

JOB = "api.deliver"
AT_ONCE = 500
IN_A_ROW = 20
KEPT = dt.timedelta(days=30)
LIMITS = Limits(seconds=5.0, most_bytes=10_000)
TEST = "test"
_GONE = 410
_GOOD = range(200, 300)


def upkeep() -> None:
    """Make rows of what happened, queue what is due; called by the worker about once a second."""
    now = timezone.now()
    head = JournalHead.objects.filter(workspace=OuterRef("workspace")).values("seq")
    behind = Webhook.objects.in_force().filter(cursor__lt=Subquery(head))
    for pk in behind.order_by("pk").values_list("pk", flat=True):
        fan_out(pk, at=now)
    waiting = Delivery.objects.due(at=now).filter(webhook=OuterRef("pk"))
    rested = Q(rest_until=None) | Q(rest_until__lte=now)
    due = Webhook.objects.in_force().filter(rested, Exists(waiting)).select_related("workspace")
    for webhook in due.order_by("pk"):
        jobs.enqueue(
            name=JOB,
            payload={"webhook": str(webhook.pk)},
            workspace=webhook.workspace,
            at=now,
            unique_key=f"webhook:{webhook.pk}",
        )


@transaction.atomic
def fan_out(pk: uuid.UUID, *, at: dt.datetime) -> None:
    """Make a row of each new line of the journal that an address is told of; forget the oldest rows."""
    webhook = Webhook.objects.select_for_update(of=("self",)).get(pk=pk)
    lines = JournalEntry.objects.filter(workspace=webhook.workspace_id, seq__gt=webhook.cursor)
    seen = list(lines.order_by("seq").values_list("seq", "verb", "object_kind", "object_id", "at")[:AT_ONCE])
    if not seen:
        return
    told = set(families.kinds_of(webhook.families))
    Delivery.objects.bulk_create(
        Delivery(
            webhook=webhook,
            seq=seq,
            verb=verb,
            object_kind=kind,
            object_id=identifier,
            event_at=on,
            next_at=at,
            created_at=at,
        )
        for seq, verb, kind, identifier, on in seen
        if kind in told
    )
    Webhook.objects.filter(pk=pk).update(cursor=seen[-1][0])
    old = Delivery.objects.filter(webhook=webhook, created_at__lt=at - KEPT)
    old.exclude(state=DeliveryState.QUEUED).delete()


def run(job: Job) -> None:
    """Send to one address what is due, until a failure; what remains is queued again by the upkeep."""
    webhook = Webhook.objects.in_force().select_related("workspace").filter(pk=job.payload["webhook"]).first()
    if webhook is None:
        return
    rows = Delivery.objects.due(at=timezone.now()).filter(webhook=webhook)
    for delivery in rows.order_by("next_at", "pk")[:IN_A_ROW]:
        jobs.beat(job, at=timezone.now())
        if not send(webhook, delivery, at=timezone.now()):
            return


def send(webhook: Webhook, delivery: Delivery, *, at: dt.datetime) -> bool:
    """Send one event; tell whether it was received."""
    body = body_of(delivery)
    secret = signing.secret_of(webhook=webhook.pk, generation=webhook.generation)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Copil-Webhooks/1",
        **signing.headers_of(secret=secret, message=delivery.pk, at=at, body=body),
    }
    try:
        status = outbound.send(webhook.url, body=body, headers=headers, limits=LIMITS)
    except Unreachable as error:
        logger.info("webhook %s not reached: %s", webhook.pk, type(error).__name__)
        status = None
    if status in _GOOD:
        _received(webhook, delivery, status=status, at=at)
        return True
    _failed(webhook, delivery, status=status, at=at)
    return False


def body_of(delivery: Delivery) -> bytes:
    """Return what is sent: the reference of the event, from which the receiver reads the rest by the API."""
    family = families.family_of(delivery.object_kind)
    where = family.kinds[delivery.object_kind] if family else ""
    content = {
        "type": f"{family.key}.{delivery.verb}" if family else TEST,
        "timestamp": delivery.event_at.isoformat(),
        "data": {
            "kind": delivery.object_kind,
            "id": str(delivery.object_id),
            "verb": delivery.verb,
            "url": where.format(id=delivery.object_id) or None,
        },
    }
    return json.dumps(content).encode()


def _received(webhook: Webhook, delivery: Delivery, *, status: int | None, at: dt.datetime) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(
        state=DeliveryState.DELIVERED, status=status, delivered_at=at, attempts=F("attempts") + 1
    )
    if webhook.failures:
        Webhook.objects.filter(pk=webhook.pk).update(failures=0, rest_until=None)
        webhook.failures = 0


@transaction.atomic
def _failed(webhook: Webhook, delivery: Delivery, *, status: int | None, at: dt.datetime) -> None:
    attempts, failures = delivery.attempts + 1, webhook.failures + 1
    again = rules.next_attempt(attempts=attempts, at=at)
    Delivery.objects.filter(pk=delivery.pk).update(
        attempts=attempts,
        status=status,
        next_at=again or at,
        state=DeliveryState.QUEUED if again else DeliveryState.SET_ASIDE,
    )
    values = {"failures": failures, "rest_until": at + rules.rest(failures)}
    stopped = failures >= rules.GIVE_UP_AFTER or status == _GONE
    if stopped:
        values |= {"paused_at": at, "given_up": True}
    changed = Webhook.objects.filter(pk=webhook.pk, paused_at=None).update(**values)
    if stopped and changed:
        _tell_administration(webhook, gone=status == _GONE, at=at)


def _tell_administration(webhook: Webhook, *, gone: bool, at: dt.datetime) -> None:
    """Say that nobody listens at an address any more: what it is for, never the address itself."""
    reason = (
        "L’adresse répond qu’elle n’existe plus."
        if gone
        else f"Les {rules.GIVE_UP_AFTER} derniers envois ont échoué."
    )
    notify(
        kind="api.given_up",
        workspace=webhook.workspace,
        to=recipients.administration(webhook.workspace),
        title=f"L’envoi automatique « {webhook.name} » s’est arrêté",
        text=(
            f"{reason} Copil n’y annonce plus rien.\n\nCe qui arrive d’ici là n’est pas perdu : quand vous"
            " reprendrez l’envoi, tout sera annoncé dans l’ordre."
        ),
        path=reverse("api:webhook", kwargs={"workspace": webhook.workspace.slug, "pk": webhook.pk}),
        label="Voir l’envoi",
        at=at,
    )
