"""Do again, on the data of an older backup, the erasures made since."""

import uuid
from collections.abc import Iterable

from django.utils import timezone

from copil.accounts.enums import ErasureKind
from copil.accounts.models import Erasure
from copil.directory.models import Person
from copil.identity.models import User
from copil.pages.erasing import actions, ledger, people
from copil.pages.erasing.ledger import Line
from copil.pages.erasing.people import Subject


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
    pk = uuid.UUID(line.subject)
    if line.kind == ErasureKind.ACCOUNT:
        user = User.objects.filter(pk=pk).first()
        return people.of_account(user) if user else None
    person = Person.objects.select_related("workspace", "merged_into").filter(pk=pk).first()
    return people.of_sheet(person) if person else None
