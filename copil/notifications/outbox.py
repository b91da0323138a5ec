"""The outbox: a message is a row first, written in the transaction of the act that causes it."""

import datetime as dt
import logging
import re
import smtplib
import uuid
from collections.abc import Collection
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Count, F
from django.db.models.functions import Lower
from django.utils import timezone

from copil.core.ids import uuid7
from copil.identity.models import User, Workspace
from copil.notifications import jobs, letters, links, rules, sight
from copil.notifications.calendar import Method
from copil.notifications.catalogue import DIGEST, kinds
from copil.notifications.enums import MessageState
from copil.notifications.letters import Letter
from copil.notifications.models import Bounce, Job, Notification, OutboxMessage

SEND = "notifications.send"
CALENDAR_FILE = "reunion.ics"
FAILING = "Les derniers messages envoyés à cette adresse sont revenus."
# The secret of a link is a part of its path; a space and an object are named by a slug and an identifier.
_SECRET = re.compile(r"(?<!/e)/(?![0-9a-f]{8}-[0-9a-f-]{27}/)[\w:-]{20,}(?=/)")
logger = logging.getLogger("copil.mail")


def post(
    *,
    pk: uuid.UUID | None = None,
    to: str,
    letter: Letter,
    at: dt.datetime,
    workspace: Workspace | None = None,
    user: User | None = None,
    calendar: tuple[Method, str] | None = None,
) -> OutboxMessage:
    """Write a message and queue its sending, in the caller's transaction; ``calendar`` goes with it."""
    pk = pk or uuid7()
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    message = OutboxMessage.objects.create(
        id=pk,
        workspace=workspace,
        user=user,
        kind=letter.kind,
        recipient=to,
        subject=letter.subject,
        body=letter.text,
        html=letter.html,
        language=letter.language,
        calendar=calendar[1] if calendar else "",
        calendar_method=calendar[0].value if calendar else "",
        reason=letter.reason,
        message_id=f"<{pk}@{domain}>",
        created_at=at,
    )
    queue(message, at=at)
    return message


def queue(message: OutboxMessage, *, at: dt.datetime) -> None:
    """Have a message sent at an instant; asked twice for the same attempt, it is queued once."""
    key = f"send:{message.pk}:{message.attempts}"
    payload = {"message": str(message.pk), "attempt": message.attempts}
    jobs.enqueue(name=SEND, payload=payload, workspace=message.workspace, at=at, unique_key=key)


def is_failing(email: str) -> bool:
    """Tell whether the mails sent to an address keep coming back, or can lead nowhere (RFC 2606)."""
    return bool(failing({email.lower()}))


def failing(emails: Collection[str]) -> set[str]:
    """Return which of some addresses (lower case) are failing, in one query."""
    rows = Bounce.objects.filter(cleared_at=None).annotate(address=Lower("email")).filter(address__in=emails)
    counted = rows.values("address").annotate(back=Count("pk")).filter(back__gte=rules.FAILING_AFTER)
    return {one for one in emails if one.endswith(".invalid")} | set(
        counted.values_list("address", flat=True)
    )


def send(job: Job) -> None:
    """Send one message, if its reader may still read it; one already sent is left alone."""
    attempt_to_send(
        uuid.UUID(job.payload["message"]), attempt=job.payload.get("attempt", 0), at=timezone.now()
    )


def attempt_to_send(pk: uuid.UUID, *, attempt: int, at: dt.datetime) -> None:
    """Do one attempt; a mail server that does not answer is tried again, longer and longer after."""
    rows = OutboxMessage.objects.filter(pk=pk, state=MessageState.QUEUED, attempts=attempt)
    message = rows.select_related("workspace", "user").first()
    if message is None or not _still_true(message, at=at):
        return
    if is_failing(message.recipient):
        rows.update(state=MessageState.SET_ASIDE, last_error=FAILING)
        return
    try:
        _mail(message).send()
    except (OSError, smtplib.SMTPException) as error:
        _failed(message, error, at=at)
        return
    OutboxMessage.objects.filter(pk=pk).update(
        state=MessageState.SENT, sent_at=at, last_error="", **_without_links(message)
    )


def _without_links(message: OutboxMessage) -> dict[str, str]:
    """Return what is kept of a message that has left: its text, without the secrets of its links.

    A demonstration, whose mails are read on a page, keeps them whole.
    """
    if settings.DEMO:
        return {}
    return {"body": _SECRET.sub("/…", message.body), "html": "", "calendar": ""}


def _still_true(message: OutboxMessage, *, at: dt.datetime) -> bool:
    """Take out of a message what its reader may no longer read; withdraw it when nothing is left."""
    news = list(
        Notification.objects.filter(message=message).select_related("workspace", "user").order_by("pk")
    )
    if not news:
        return True
    kept = [one for one in news if sight.may_be_told(one)]
    if len(kept) == len(news):
        return True
    lost = [one.pk for one in news if one not in kept]
    Notification.objects.filter(pk__in=lost).update(dropped_at=at, message=None)
    if not kept:
        OutboxMessage.objects.filter(pk=message.pk).update(
            state=MessageState.WITHDRAWN, body="", html="", last_error=""
        )
        return False
    letter = letters.of_news(message=message.pk, news=kept, at=message.created_at)
    message.subject, message.body, message.html = letter.subject, letter.text, letter.html
    message.reason, message.kind = letter.reason, letter.kind
    message.save(update_fields=["subject", "body", "html", "reason", "kind"])
    return True


def _failed(message: OutboxMessage, error: Exception, *, at: dt.datetime) -> None:
    """Note a failed attempt: another one later or, refused for good or tried too often, set aside."""
    logger.warning("message %s not sent: %s", message.pk, type(error).__name__)
    attempts = message.attempts + 1
    refused = isinstance(error, smtplib.SMTPRecipientsRefused) and _for_good(error)
    again = None if refused else rules.next_attempt(attempts=attempts, at=at)
    rows = OutboxMessage.objects.filter(pk=message.pk, attempts=message.attempts)
    state = MessageState.QUEUED if again else MessageState.SET_ASIDE
    changed = rows.update(
        attempts=F("attempts") + 1, state=state, last_error=f"{type(error).__name__}: {error}"[:300]
    )
    if changed and again:
        message.attempts = attempts
        queue(message, at=again)


def _for_good(error: smtplib.SMTPRecipientsRefused) -> bool:
    return all(500 <= code < 600 for code, _ in error.recipients.values())


def _mail(message: OutboxMessage) -> EmailMultiAlternatives:
    headers = {
        "Message-ID": message.message_id,
        "Auto-Submitted": "auto-generated",
        "Content-Language": message.language,
    }
    if _is_stoppable(message):
        headers["List-Unsubscribe"] = f"<{links.stop_address(message.pk)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail = EmailMultiAlternatives(
        message.subject, message.body, from_email=_sender(message), to=[message.recipient], headers=headers
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    if message.calendar:
        # Some clients read the part, others only a file: each gets its own.
        mail.attach_alternative(message.calendar, f"text/calendar; method={message.calendar_method}")
        mail.attach(CALENDAR_FILE, message.calendar.encode(), "application/ics")
    return mail


def _is_stoppable(message: OutboxMessage) -> bool:
    kind = kinds().get(message.kind)
    return message.kind == DIGEST or (kind is not None and kind.mutable)


def _sender(message: OutboxMessage) -> str:
    """Name the workspace that writes: a reader knows at once whose mail it is."""
    if message.workspace is None:
        return str(settings.DEFAULT_FROM_EMAIL)
    name = message.workspace.name.replace("\r", " ").replace("\n", " ")
    return formataddr((f"{name} (Copil)", parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))
