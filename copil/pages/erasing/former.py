"""What somebody was called before, and the lines of the journal that say it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import Any

from copil.accounts.models import EmailChange
from copil.journal.models import JournalEntry
from copil.pages.erasing.fates import EMPTIED_WHEN_NAMED
from copil.pages.erasing.people import Subject

_FIELDS = ("given_name", "family_name", "email", "phone")


@dataclass(frozen=True)
class Alias:
    """A name, an address or a number that somebody had; the rest is empty."""

    given_name: str = ""
    family_name: str = ""
    email: str = ""
    phone: str = ""


def called(subject: Subject) -> list[Any]:
    """Return all that a person is and was recognised by: sheets, account, aliases (two queries at most)."""
    now: list[Any] = [*subject.sheets, *([subject.user] if subject.user else []), *subject.aliases]
    known: dict[str, set[str]] = {name: {getattr(one, name, "") for one in now} for name in _FIELDS}
    said = {name: set(values) for name, values in known.items()}
    for payload in _lines(subject).exclude(payload=None).values_list("payload", flat=True).iterator(500):
        for name, values in (payload.get("changes") or {}).items():
            if name in said:
                said[name] |= {one for one in _listed(values) if isinstance(one, str)}
    if subject.user is not None:
        changes = EmailChange.objects.filter(user=subject.user).exclude(confirmed_at=None)
        said["email"] |= set(changes.values_list("old_email", flat=True))
    names = set(product(said["given_name"], said["family_name"]))
    names -= {(one.given_name, one.family_name) for one in now}
    found = [Alias(given, family) for given, family in sorted(names) if family]
    found += [Alias(email=one) for one in sorted(said["email"] - known["email"] - {""})]
    found += [Alias(phone=one) for one in sorted(said["phone"] - known["phone"] - {""})]
    return now + found


def empty_lines(subject: Subject) -> int:
    """Empty what the journal says of the sheets and accesses of a person; the chains hold."""
    emptied = EMPTIED_WHEN_NAMED[JournalEntry._meta.label]
    done: int = _lines(subject).exclude(payload=None).update(**emptied)
    return done


def _lines(subject: Subject) -> Any:
    keys: set[uuid.UUID] = {*subject.pks, *subject.accesses}
    if subject.user is not None:
        keys.add(subject.user.pk)
    return JournalEntry.objects.filter(workspace__in=subject.workspaces, object_id__in=keys)


def _listed(values: object) -> Iterable[object]:
    return values if isinstance(values, list) else [values]
