"""Do again, on the data of an older backup or archive, the erasures made since."""

from collections.abc import Iterable
from pathlib import Path

from django.db import connection
from django.utils import timezone

from copil.accounts.enums import ErasureKind
from copil.accounts.models import Erasure
from copil.identity.models import User
from copil.pages.erasing import actions, ledger, people
from copil.pages.erasing.ledger import Line
from copil.pages.erasing.people import Subject


def recorded(given: Path | None = None) -> list[Line]:
    """Return the erasures that the installation knows, by its list and its database, and those of a list.

    Raises ``ActionRefused`` for a list that was altered.
    """
    found = list(ledger.read(given)) if given is not None else []
    if ledger.path().exists():
        found += ledger.read()
    # Present data may be of any age, or none: what it does not know is in the list.
    if Erasure._meta.db_table in connection.introspection.table_names():
        found += known()
    return list({(one.kind, one.subject): one for one in found}.values())


def known() -> list[Line]:
    """Return the erasures written in the database at hand, oldest first."""
    return [ledger.line_of(one) for one in Erasure.objects.order_by("at", "pk")]


def replay(lines: Iterable[Line]) -> int:
    """Erase again those who came back with the data; return how many there were.

    Whoever was erased before the backup is not there any more, whoever arrived after it is not there yet.
    """
    done = 0
    at = timezone.now()
    already = {(one.kind, str(one.subject_id)) for one in Erasure.objects.all()}
    for line in lines:
        if (line.kind, line.subject) in already:
            continue
        subject = _subject(line)
        if subject is None:
            continue
        actions.erase(
            subject=subject,
            workspace=None,
            alone=bool(line.scope.get("alone")),
            attachments=bool(line.scope.get("attachments")),
            by=None,
            at=at,
        )
        done += 1
    return done


def _subject(line: Line) -> Subject | None:
    account = line.kind == ErasureKind.ACCOUNT
    user = User.objects.filter(pk=line.subject).first() if account else None
    found = people.of_sheets(line.sheets, user)
    return found if found.sheets or found.user else None
