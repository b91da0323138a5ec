"""Open sessions: kept in the database, listed for their owner, ended at once.

A session ends after fourteen days without a visit (``SESSION_COOKIE_AGE``) and thirty days after the login,
whatever happens. Neither the network address nor the place is kept: what the browser says it is, no more.
"""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import OperationalError
from django.utils import timezone

from copil.accounts.models import OpenSession
from copil.identity.models import User

LONGEST = dt.timedelta(days=30)
# How finely the last visit is known: a session is written at most that often by mere reading.
VISIT_STEP = dt.timedelta(hours=1)
_SHOWN = 40
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


class SessionStore(DatabaseStore):
    """The sessions of the database, each with the account it is of, its beginning and its last visit."""

    @classmethod
    def get_model_class(cls) -> type[OpenSession]:
        return OpenSession

    def create_model_instance(self, data: dict[str, Any]) -> OpenSession:
        if SESSION_KEY in data:
            now = timezone.now().isoformat()
            data.setdefault("began", now)
            data["seen"] = now
        row: Any = super().create_model_instance(data)
        row.account_id = data.get(SESSION_KEY)
        return row  # type: ignore[no-any-return]  # as above

    def save(self, must_create: bool = False) -> None:
        """Write the session; a database that cannot write is not taken for a session that somebody ended."""
        try:
            super().save(must_create)
        except UpdateError as lost:
            if isinstance(lost.__context__, OperationalError):
                raise lost.__context__ from None
            raise

    def visited(self) -> None:
        """Note a visit when the last one noted is old; where nothing can be written, go on."""
        if SESSION_KEY not in self or timezone.now() - instant(self.get("seen")) < VISIT_STEP:
            return
        try:
            self.save()
        except (OperationalError, UpdateError):
            return

    def is_too_old(self) -> bool:
        """Tell whether the login is too far to go on without another one."""
        return SESSION_KEY in self and timezone.now() - instant(self.get("began")) > LONGEST


@dataclass(frozen=True)
class Opened:
    """A session as its owner sees it."""

    handle: str
    device: str
    began: dt.datetime
    seen: dt.datetime
    is_this_one: bool


def instant(written: Any) -> dt.datetime:
    """Return an instant kept in a session; that of now when none was."""
    return dt.datetime.fromisoformat(written) if written else timezone.now()


def handle_of(session_key: str) -> str:
    """Return what names a session in a page, from which its key cannot be found."""
    return hashlib.sha256(f"session:{session_key}".encode()).hexdigest()[:24]


def device_of(user_agent: str) -> str:
    """Return a browser and a system as a person names them; nothing finer is kept."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "Navigateur")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return f"{browser}, {system}" if system else browser


def opened(user: User, *, current: str | None) -> list[Opened]:
    """Return the open sessions of somebody: the one at hand, then the forty visited last."""
    found = []
    for row in OpenSession.objects.filter(account_id=user.pk, expire_date__gt=timezone.now()):
        data = row.get_decoded()
        began = instant(data.get("began"))
        found.append(
            Opened(
                handle=handle_of(row.session_key),
                device=data.get("device", "Navigateur"),
                began=began,
                seen=instant(data.get("seen")) if data.get("seen") else began,
                is_this_one=row.session_key == current,
            )
        )
    return sorted(found, key=lambda one: (not one.is_this_one, -one.seen.timestamp(), one.handle))[:_SHOWN]


def end(user: User, handle: str) -> bool:
    """End one session of somebody; False when it was over already."""
    keys = OpenSession.objects.filter(account_id=user.pk).values_list("session_key", flat=True)
    wanted = [key for key in keys if handle_of(key) == handle]
    return bool(OpenSession.objects.filter(session_key__in=wanted).delete()[0])


def end_others(user: User, *, current: str | None) -> int:
    """End every session of somebody but one; return how many there were."""
    return OpenSession.objects.filter(account_id=user.pk).exclude(session_key=current or "").delete()[0]


def forget_expired() -> int:
    """Delete the sessions that nobody can use any more; return how many there were."""
    return OpenSession.objects.filter(expire_date__lte=timezone.now()).delete()[0]
