"""Mails that did not arrive: note those that came back, try again, give an address another chance."""

import datetime as dt

from django.db import transaction
from django.db.models import Count, Max
from django.db.models.functions import Lower

from copil.core.errors import ActionRefused
from copil.identity.models import User, Workspace, reference
from copil.journal import actions as journal
from copil.notifications import outbox, rules
from copil.notifications.bounces import Returned
from copil.notifications.enums import MessageState
from copil.notifications.models import Bounce, OutboxMessage


@transaction.atomic
def note_bounce(*, returned: Returned, at: dt.datetime) -> bool:
    """Note a mail of ours that came back for good; False when it is not ours, or noted already.

    The address is the one we wrote to: a made-up report cannot make another one fail.
    """
    message = OutboxMessage.objects.filter(message_id=returned.message_id).first()
    if message is None or not returned.for_good:
        return False
    _, new = Bounce.objects.get_or_create(
        digest=returned.digest,
        defaults={
            "message": message,
            "email": message.recipient.lower(),
            "status": returned.status[:20],
            "reason": returned.reason,
            "created_at": at,
        },
    )
    return new


def failing(workspace: Workspace) -> list[dict[str, object]]:
    """Return the addresses a workspace wrote to that fail, with the last reason (two queries)."""
    written = OutboxMessage.objects.filter(workspace=workspace).annotate(address=Lower("recipient"))
    rows = Bounce.objects.filter(cleared_at=None, email__in=written.order_by().values("address"))
    counted = rows.values("email").annotate(number=Count("pk"), last=Max("created_at"))
    found = list(counted.filter(number__gte=rules.FAILING_AFTER).order_by("-last", "email"))
    last = {
        one.email: one.reason for one in rows.filter(email__in=[row["email"] for row in found]).order_by("pk")
    }
    return [{**row, "reason": last[row["email"]]} for row in found]


@transaction.atomic
def clear_address(*, email: str, workspace: Workspace, by: User, at: dt.datetime) -> None:
    """Write to an address again: it was mended, or the mail server was wrong."""
    message = OutboxMessage.objects.filter(workspace=workspace, recipient__iexact=email).first()
    rows = Bounce.objects.filter(email=email.lower(), cleared_at=None)
    if message is None or not rows.update(cleared_at=at):
        raise ActionRefused("Cette adresse ne pose plus de difficulté.")
    journal.record(
        by=by, at=at, workspace=workspace, verb="clear_address", obj=reference(message), label=email
    )


@transaction.atomic
def try_again(*, message: OutboxMessage, by: User, at: dt.datetime) -> None:
    """Send a message that was set aside, from its first attempt on."""
    again = OutboxMessage.objects.filter(pk=message.pk, state=MessageState.SET_ASIDE)
    if outbox.is_failing(message.recipient):
        raise ActionRefused("Cette adresse renvoie nos messages : dites d’abord d’y écrire de nouveau.")
    if not again.update(state=MessageState.QUEUED, attempts=message.attempts + 1, last_error=""):
        raise ActionRefused("Ce message n’est plus en attente : il vient de repartir.")
    message.attempts += 1
    outbox.queue(message, at=at)
    if message.workspace is not None:
        journal.record(
            by=by,
            at=at,
            workspace=message.workspace,
            verb="send_again",
            obj=reference(message),
            label=message.subject,
        )
