"""How long things are kept: what is over is erased each day, and each erasure is written down.

Nothing of the trade is touched: minutes, decisions and sheets are the memory of the workspaces, which archive
and erase them themselves.
"""

import datetime as dt
from collections.abc import Callable, Mapping

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from copil.accounts import sessions
from copil.accounts.models import EmailChange, InactivityNotice, Invitation, OpenSession, Purge
from copil.core.security_log import told
from copil.identity.enums import Role
from copil.identity.models import Membership, User
from copil.journal.models import JournalEntry
from copil.notifications.actions import write
from copil.notifications.enums import JobState, MessageState
from copil.notifications.models import Bounce, Job, OutboxMessage
from copil.search.models import RecentSearch

_EVERY = dt.timedelta(hours=24)
_DAY = dt.timedelta(days=1)


def upkeep() -> None:
    """Erase what is over, once a day; called by the worker about once a second."""
    now = timezone.now()
    last = Purge.objects.order_by("-at").values_list("at", flat=True).first()
    if last is None or now - last >= _EVERY:
        run(at=now)


def run(*, at: dt.datetime) -> list[Purge]:
    """Erase what is over in each family, warn and close inactive accounts, and write down how much it was."""
    rows = []
    for family, erase in families().items():
        before = at - settings.RETENTION_DAYS[family] * _DAY
        with transaction.atomic():
            count = erase(before)
            rows.append(Purge.objects.create(family=family, at=at, before=before, count=count))
    return rows


def _sessions(_before: dt.datetime) -> int:
    return sessions.forget_expired()


def _searches(before: dt.datetime) -> int:
    return RecentSearch.objects.filter(at__lt=before).delete()[0]


def _mails(before: dt.datetime) -> int:
    """Empty the mails that left: what was said of them in the list stays, without words nor address."""
    old = OutboxMessage.objects.filter(created_at__lt=before).exclude(state=MessageState.QUEUED)
    Bounce.objects.filter(message__in=old).delete()
    words = dict.fromkeys(("recipient", "subject", "body", "html", "calendar", "reason", "last_error"), "")
    return old.exclude(**words).update(**words)


def _jobs(before: dt.datetime) -> int:
    """Forget the jobs that ended, well or not: what they were given may name somebody."""
    ended = (JobState.DONE, JobState.SET_ASIDE)
    return Job.objects.filter(state__in=ended, ended_at__lt=before).delete()[0]


def _invitations(before: dt.datetime) -> int:
    """Forget the address of those who did not come, and of those who came: their account has it."""
    forgotten = Invitation.objects.filter(expires_at__lt=before).exclude(email="").update(email="")
    _empty_lines_of_invitations()
    return forgotten


def _empty_lines_of_invitations() -> None:
    """Empty the lines of the journal that say a forgotten address; the chain still holds."""
    kind = Invitation._meta.label_lower
    lines = JournalEntry.objects.filter(object_kind=kind, verb__in=("invite", "revoke"))
    said = lines.filter(object_id__in=Invitation.objects.filter(email="").values("pk"))
    said.exclude(salt="").update(salt="", payload=None)


def _addresses(before: dt.datetime) -> int:
    """Forget the changes of address that nobody can stop any more."""
    return EmailChange.objects.filter(asked_at__lt=before).delete()[0]


def _accounts(before: dt.datetime) -> int:
    """Close the accounts that nobody entered for so long, warned long enough ago; warn the next ones."""
    notice = settings.INACTIVITY_NOTICE_DAYS * _DAY
    _forget_notices()
    quiet = _quiet(before)
    ready = InactivityNotice.objects.filter(warned_at__lte=timezone.now() - notice, user__in=quiet)
    closed = 0
    for one in ready.select_related("user"):
        closed += _close(one.user)
    last_call = timezone.now() - notice / 2
    near = _quiet(before + notice)
    for one in InactivityNotice.objects.filter(
        warned_at__lte=last_call, reminded_at=None, user__in=near
    ).select_related("user"):
        _remind(one, closes_on=one.warned_at + notice)
    warned = InactivityNotice.objects.values("user")
    for user in _quiet(before + notice).exclude(pk__in=warned).order_by("pk"):
        _warn(user, closes_on=timezone.now() + notice)
    return closed


FAMILIES: Mapping[str, Callable[[dt.datetime], int]] = {
    "sessions": _sessions,
    "searches": _searches,
    "mails": _mails,
    "jobs": _jobs,
    "invitations": _invitations,
    "addresses": _addresses,
    "accounts": _accounts,
}


def families() -> Mapping[str, Callable[[dt.datetime], int]]:
    """Return how what is over is erased in each family, those of the apps above included."""
    above = {family: import_string(path) for family, path in settings.RETENTION_ABOVE.items()}
    return {**FAMILIES, **above}


def _quiet(before: dt.datetime) -> QuerySet[User]:
    """Return the open accounts without a login since; whoever runs the installation stays."""
    never = Q(last_login=None, created_at__lt=before)
    return User.objects.filter(never | Q(last_login__lt=before), is_active=True, is_operator=False)


def _forget_notices() -> None:
    """Somebody who came back since the warning is not inactive any more."""
    for one in InactivityNotice.objects.select_related("user"):
        if one.user.last_login and one.user.last_login > one.warned_at:
            one.delete()


def _close(user: User) -> int:
    """Close an account; the only administrator of a workspace keeps theirs."""
    for mine in Membership.objects.active().filter(user=user, role=Role.ADMIN):
        others = Membership.objects.active().filter(workspace=mine.workspace_id, role=Role.ADMIN)
        if not others.exclude(user=user).exists():
            return 0
    User.objects.filter(pk=user.pk).update(is_active=False)
    OpenSession.objects.filter(account_id=user.pk).delete()
    InactivityNotice.objects.filter(user=user).delete()
    told("account_closed_inactive", user=user.pk)
    return 1


def _warn(user: User, *, closes_on: dt.datetime) -> None:
    _write(user, closes_on=closes_on)
    InactivityNotice.objects.create(user=user, warned_at=timezone.now())


def _remind(notice: InactivityNotice, *, closes_on: dt.datetime) -> None:
    """Write once more, shortly before."""
    _write(notice.user, closes_on=closes_on)
    InactivityNotice.objects.filter(pk=notice.pk).update(reminded_at=timezone.now())


def _write(user: User, *, closes_on: dt.datetime) -> None:
    day = timezone.localtime(closes_on).strftime("%d/%m/%Y")
    write(
        kind="account.inactive",
        email=user.email,
        text=(
            "Personne ne s’est connecté à votre compte Copil depuis longtemps."
            f"\n\nSans connexion de votre part, il sera fermé le {day}."
            " Ce que vous avez écrit reste à vos espaces."
        ),
        url=f"{settings.BASE_URL}/connexion/",
        label="Se connecter pour garder le compte",
        at=timezone.now(),
    )
