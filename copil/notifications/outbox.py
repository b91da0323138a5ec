"""The outbox: a message is a row first, written in the transaction of the act that causes it."""

import datetime as dt
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from copil.core.ids import uuid7
from copil.identity.models import Workspace
from copil.notifications import jobs
from copil.notifications.enums import MessageState
from copil.notifications.models import Job, OutboxMessage

SEND = "notifications.send"


def post(
    *, to: str, subject: str, body: str, reason: str, at: dt.datetime, workspace: Workspace | None = None
) -> OutboxMessage:
    """Write a message and queue its sending, in the caller's transaction.

    ``reason`` says to the reader why the message came; nothing personal goes in ``subject``.
    """
    pk = uuid7()
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    message = OutboxMessage.objects.create(
        id=pk,
        workspace=workspace,
        recipient=to,
        subject=subject,
        body=body,
        reason=reason,
        message_id=f"<{pk}@{domain}>",
        created_at=at,
    )
    jobs.enqueue(name=SEND, payload={"message": str(pk)}, workspace=workspace, at=at)
    return message


def send(job: Job) -> None:
    """Send one message; a message already sent is left alone."""
    message = OutboxMessage.objects.filter(pk=job.payload["message"], state=MessageState.QUEUED).first()
    if message is None:
        return
    mail = EmailMessage(
        message.subject,
        f"{message.body}\n\n-- \n{message.reason}\n",
        to=[message.recipient],
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
    )
    mail.send()
    OutboxMessage.objects.filter(pk=message.pk).update(state=MessageState.SENT, sent_at=timezone.now())
