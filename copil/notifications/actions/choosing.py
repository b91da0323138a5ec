"""Choose how news come, stop them from a mail, take that back."""

import datetime as dt
from collections.abc import Collection, Mapping

from django.db import transaction

from copil.identity.models import User
from copil.notifications.catalogue import DIGEST, kind_of, kinds
from copil.notifications.enums import Pace
from copil.notifications.models import DigestTime, Notification, OutboxMessage, Preference


@transaction.atomic
def choose(*, user: User, paces: Mapping[str, Pace], hour: int, weekday: int, at: dt.datetime) -> None:
    """Keep the pace of each kind of news, with the hour and the day of the digests.

    What waits already follows: kinds stopped now lose the mails that have not left.
    """
    for key, pace in paces.items():
        if kind_of(key).mutable:
            _set(user=user, email="", kind=key, pace=pace, at=at)
    DigestTime.objects.update_or_create(user=user, defaults={"hour": hour, "weekday": weekday})


@transaction.atomic
def stop(*, message: OutboxMessage, at: dt.datetime) -> list[str]:
    """Stop the kinds of news a mail told, for whoever received it; return their titles. Twice is as once."""
    stopped = stoppable(message)
    for key in stopped:
        _set(user=message.user, email=_address(message), kind=key, pace=Pace.NEVER, at=at)
    return [kind_of(key).title for key in stopped]


@transaction.atomic
def resume(*, message: OutboxMessage, at: dt.datetime) -> list[str]:
    """Take back what ``stop`` did: the kinds leave again as they do by default."""
    resumed = stoppable(message)
    mine = Preference.objects.filter(user=message.user, email=_address(message), kind__in=resumed)
    mine.filter(pace=Pace.NEVER).delete()
    return [kind_of(key).title for key in resumed]


def stoppable(message: OutboxMessage) -> list[str]:
    """Return the kinds of news a mail told that its reader may stop."""
    told: Collection[str] = [message.kind]
    if message.kind == DIGEST:
        told = set(Notification.objects.filter(message=message).values_list("kind", flat=True))
    return [key for key, kind in kinds().items() if key in told and kind.mutable]


def is_stopped(message: OutboxMessage) -> bool:
    """Tell whether all that a mail told is stopped."""
    told = stoppable(message)
    rows = Preference.objects.filter(
        user=message.user, email=_address(message), kind__in=told, pace=Pace.NEVER
    )
    return bool(told) and rows.count() == len(told)


def _address(message: OutboxMessage) -> str:
    return "" if message.user_id else message.recipient.lower()


def _set(*, user: User | None, email: str, kind: str, pace: Pace, at: dt.datetime) -> None:
    Preference.objects.update_or_create(
        user=user, email=email, kind=kind, defaults={"pace": pace, "changed_at": at}
    )
