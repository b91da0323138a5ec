"""Tell people what happened: ``notify`` for news, ``write`` for a mail that bears a personal link.

Both run inside the transaction of the act that causes them: undone with it, never before it.
"""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Lower

from copil.core.errors import ActionRefused
from copil.core.ids import uuid7
from copil.identity.models import User, Workspace
from copil.notifications import delivery, jobs, letters, outbox, rules
from copil.notifications.actions.reading import count_again
from copil.notifications.calendar import Method
from copil.notifications.catalogue import FRENCH, Kind, kind_of
from copil.notifications.enums import Pace
from copil.notifications.models import DigestTime, Notification, OutboxMessage, Preference
from copil.notifications.recipients import To

HOUR, MONDAY = 8, 0
UNWANTED = (
    "Cette personne ne souhaite plus recevoir ce genre de message. "
    "Dites-le-lui autrement : elle peut y revenir par le lien de ses anciens messages."
)
RETURNED = "Les derniers messages envoyés à cette adresse sont revenus : vérifiez-la, ou changez-la."


@dataclass(frozen=True)
class _News:
    """What is told, the same for everybody."""

    kind: Kind
    workspace: Workspace
    obj: tuple[str, uuid.UUID] | None
    title: str
    text: str
    path: str
    label: str
    at: dt.datetime


def notify(
    *,
    kind: str,
    workspace: Workspace,
    to: Iterable[To | None],
    title: str,
    at: dt.datetime,
    obj: tuple[str, uuid.UUID] | None = None,
    text: str = "",
    path: str = "",
    label: str = "",
    by: User | None = None,
    draft: bool = False,
) -> list[Notification]:
    """Tell people, in their list and by mail at the pace each chose; return what was written.

    ``title`` is one sentence, without a full stop when it is a name; ``text`` says more, in paragraphs;
    ``path`` is where to see it and ``label`` what its link says. ``obj`` is what it is about: whoever does
    not see it when the mail leaves receives nothing. Nobody is told what they did themselves (``by``), nor
    anything about a ``draft``.

    With a kind that has a delay, what is told about one thing leaves in one mail, and the same thing told
    again is counted, not repeated.
    """
    if draft or workspace.archived_at is not None:
        return []
    news = _News(kind_of(kind), workspace, obj, title[:300], text, path, label, at)
    people = {one.key: one for one in to if one is not None and _may_hear(one, by)}
    if not people:
        return []
    with transaction.atomic():
        return _tell(news, list(people.values()))


def _may_hear(one: To, by: User | None) -> bool:
    if one.user is None:
        return bool(one.email)
    return one.user.is_active and (by is None or one.user.pk != by.pk)


def _tell(news: _News, people: list[To]) -> list[Notification]:
    users = [one.user for one in people if one.user is not None]
    paces, times = _choices(news.kind, people), _digest_times(users)
    waiting = _waiting(news)
    written = []
    for one in people:
        before = waiting.get(one.key)
        if before is not None and news.kind.delay and _is_same(before, news):
            Notification.objects.filter(pk=before.pk).update(times=F("times") + 1)
            continue
        pace = paces.get(one.key, news.kind.pace)
        if one.user is None and pace is Pace.NEVER:
            continue
        written.append(_row(news, one, pace, times, before))
    Notification.objects.bulk_create(written)
    count_again(users=users, workspace=news.workspace)
    _have_them_leave(news, written)
    return written


def _choices(kind: Kind, people: list[To]) -> dict[str, Pace]:
    """Return the pace each person chose for a kind of news, by the key of the person."""
    if not kind.mutable:
        return {}
    rows = Preference.objects.filter(kind=kind.key)
    users = [one.user.pk for one in people if one.user is not None]
    emails = [one.email.lower() for one in people if one.user is None]
    found = rows.filter(user__in=users) | rows.filter(email__in=emails)
    return {str(one.user_id) if one.user_id else one.email: Pace(one.pace) for one in found}


def _digest_times(users: list[User]) -> dict[uuid.UUID, DigestTime]:
    return {one.user_id: one for one in DigestTime.objects.filter(user__in=users)}


def _waiting(news: _News) -> dict[str, Notification]:
    """Return the last piece of news about the object that has still to leave, by the key of its reader."""
    if news.obj is None:
        return {}
    rows = Notification.objects.waiting().filter(workspace=news.workspace)
    rows = rows.filter(object_kind=news.obj[0], object_id=news.obj[1], read_at=None)
    return {str(one.user_id) if one.user_id else one.email: one for one in rows.order_by("pk")}


def _is_same(before: Notification, news: _News) -> bool:
    return (before.kind, before.title, before.text) == (news.kind.key, news.title, news.text)


def _row(
    news: _News, one: To, pace: Pace, times: dict[uuid.UUID, DigestTime], before: Notification | None
) -> Notification:
    chosen = times.get(one.user.pk) if one.user is not None else None
    joins = before.due_at if before is not None and before.pace == Pace.IMMEDIATE else None
    due = rules.due_at(
        pace=pace,
        delay=news.kind.delay,
        at=news.at,
        zone=ZoneInfo(news.workspace.time_zone),
        hour=chosen.hour if chosen else HOUR,
        weekday=chosen.weekday if chosen else MONDAY,
        waiting=joins,
    )
    return Notification(
        id=uuid7(),
        workspace=news.workspace,
        user=one.user,
        email="" if one.user is not None else one.email.lower(),
        source_kind=one.source[0] if one.source else "",
        source_id=one.source[1] if one.source else None,
        kind=news.kind.key,
        object_kind=news.obj[0] if news.obj else "",
        object_id=news.obj[1] if news.obj else None,
        title=news.title,
        text=news.text,
        path=news.path,
        label=news.label,
        pace=pace,
        created_at=news.at,
        due_at=due,
    )


def _have_them_leave(news: _News, written: list[Notification]) -> None:
    """Write the mails due now; queue the others, once for each person and instant."""
    for one in written:
        if one.due_at is None:
            continue
        if one.due_at <= news.at:
            delivery.deliver(workspace_id=news.workspace.pk, user_id=one.user_id, email=one.email, at=news.at)
            continue
        jobs.enqueue(
            name=delivery.DELIVER,
            payload=delivery.payload_of(workspace=news.workspace, user=one.user, email=one.email),
            workspace=news.workspace,
            at=one.due_at,
            unique_key=f"mail:{news.workspace.pk.hex}:{one.user_id or one.pk}:{one.due_at:%Y%m%d%H%M%S}",
        )


def write(
    *,
    kind: str,
    email: str,
    text: str,
    at: dt.datetime,
    url: str = "",
    label: str = "",
    after: str = "",
    workspace: Workspace | None = None,
    language: str = FRENCH,
    calendar: tuple[Method, str] | None = None,
) -> OutboxMessage:
    """Write to an address a mail that bears a personal link: it leaves at once, alone, and in no list.

    ``language`` is one that the kind speaks; ``calendar`` is a file made by ``calendar.py``.
    Raises ``ActionRefused`` when whoever reads there stopped such mails, or when they keep coming back.
    """
    what, address = kind_of(kind), email.strip().lower()
    if what.mutable:
        refuse_unwanted(kind=kind, email=address)
    pk = uuid7()
    letter = letters.of_kind(
        message=pk,
        kind=what,
        paragraphs=[part for part in text.split("\n\n") if part],
        url=url,
        label=label,
        after=after,
        workspace=workspace,
        user=None,
        language=language,
    )
    return outbox.post(pk=pk, to=email, letter=letter, workspace=workspace, at=at, calendar=calendar)


def refuse_unwanted(*, kind: str, email: str) -> None:
    """Raise ``ActionRefused`` when an address stopped such mails, or when they come back from it."""
    if stopped_by(kind=kind, emails=[email]):
        raise ActionRefused(UNWANTED)
    if outbox.is_failing(email):
        raise ActionRefused(RETURNED)


def stopped_by(*, kind: str, emails: Collection[str]) -> set[str]:
    """Return which of some addresses, in lower case, stopped mails of a kind (one query)."""
    asked = {one.lower() for one in emails}
    rows = Preference.objects.filter(kind=kind, pace=Pace.NEVER)
    rows = rows.annotate(own=Lower("email"), account=Lower("user__email"))
    found = rows.filter(Q(own__in=asked) | Q(account__in=asked)).values_list("own", "account")
    return {one for pair in found for one in pair} & asked


def reached(*, kind: str, emails: Collection[str]) -> set[str]:
    """Return which of some addresses, in lower case, a mail of a kind would reach (two queries)."""
    asked = {one.lower() for one in emails if one}
    return asked - stopped_by(kind=kind, emails=asked) - outbox.failing(asked)
