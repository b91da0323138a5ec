"""From news to mails: what waits for one person in one workspace leaves together."""

import datetime as dt
import uuid
from collections.abc import Sequence
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from copil.core.ids import uuid7
from copil.identity.models import User, Workspace
from copil.notifications import letters, outbox, sight
from copil.notifications.enums import Pace
from copil.notifications.models import Job, Notification, Preference

DELIVER = "notifications.deliver"


def payload_of(*, workspace: Workspace, user: User | None, email: str) -> dict[str, str]:
    """Return what a job needs to find the news of one person."""
    return {"workspace": str(workspace.pk), "user": str(user.pk) if user else "", "email": email}


def run(job: Job) -> None:
    """Write the mails that are due to one person; with nothing left to tell, do nothing."""
    payload = job.payload
    user = uuid.UUID(payload["user"]) if payload["user"] else None
    deliver(
        workspace_id=uuid.UUID(payload["workspace"]),
        user_id=user,
        email=payload["email"],
        at=timezone.now(),
    )


@transaction.atomic
def deliver(*, workspace_id: uuid.UUID, user_id: uuid.UUID | None, email: str, at: dt.datetime) -> int:
    """Write the mails due at an instant to one person in one workspace; return how many.

    1. What was read in between, what its reader may no longer see and what they no longer want is dropped.
    2. The news of one thing share a mail; those of a digest share one, whatever they are about.
    """
    rows = Notification.objects.select_for_update(of=("self",)).waiting()
    rows = rows.filter(workspace=workspace_id, user=user_id, email=email, due_at__lte=at)
    due = list(rows.select_related("workspace", "user").order_by("pk"))
    unwanted = _unwanted(user_id, email)
    kept = [one for one in due if _leaves(one, unwanted)]
    dropped = [one.pk for one in due if one not in kept]
    if dropped:
        Notification.objects.filter(pk__in=dropped).update(dropped_at=at)
    kept.sort(key=lambda one: (_bundle(one), one.pk))
    bundles = [list(news) for _, news in groupby(kept, key=_bundle)]
    for news in bundles:
        _write(news, at=at)
    return len(bundles)


def _leaves(one: Notification, unwanted: set[str]) -> bool:
    return one.read_at is None and one.kind not in unwanted and sight.may_be_told(one)


def _unwanted(user_id: uuid.UUID | None, email: str) -> set[str]:
    rows = Preference.objects.filter(user=user_id, email=email, pace=Pace.NEVER)
    return set(rows.values_list("kind", flat=True))


def _bundle(one: Notification) -> tuple[str, ...]:
    """Return what the news of one mail have in common."""
    if one.pace != Pace.IMMEDIATE:
        return (one.pace,)
    about = str(one.object_id) if one.object_id else str(one.pk)
    return (one.pace, one.object_kind, about)


def _write(news: Sequence[Notification], *, at: dt.datetime) -> None:
    first, pk = news[0], uuid7()
    letter = letters.of_news(message=pk, news=news, at=at)
    to = first.user.email if first.user is not None else first.email
    message = outbox.post(pk=pk, to=to, letter=letter, workspace=first.workspace, user=first.user, at=at)
    Notification.objects.filter(pk__in=[one.pk for one in news]).update(message=message)
