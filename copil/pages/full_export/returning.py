"""Those erased in this installation since an archive was made: they come with its rows, and are erased again.

Recognised by the keys of their sheets and of their memberships, which the list of erasures holds: nothing
else is known of them any more. The rows come first, so that what names them is found by their own names.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from copil.accounts.enums import ErasureKind
from copil.core import typography
from copil.core.ids import uuid7
from copil.identity.models import User
from copil.pages.erasing import actions, people, replaying
from copil.pages.erasing.ledger import Line
from copil.pages.erasing.rows import NOWHERE
from copil.pages.erasing.traces import MENTION

Row = Mapping[str, Any]


class Returning:
    """The erasures known here, and which of those people an archive brings back."""

    def __init__(self, lines: Iterable[Line] | None = None) -> None:
        self.lines = list(replaying.recorded() if lines is None else lines)
        self._sheets = {pk: number for number, line in enumerate(self.lines) for pk in line.sheets}
        self._accesses = {pk: number for number, line in enumerate(self.lines) for pk in line.accesses}
        self._came: dict[int, set[uuid.UUID]] = {}
        self._accounts: dict[int, tuple[User, User]] = {}
        self._addresses: dict[str, int] = {}

    def sheet(self, row: Row, *, key: uuid.UUID | None = None) -> bool:
        """Tell whether the sheet of a row is that of somebody erased; ``key`` is the one it has here."""
        own = _key(row)
        number = self._sheets.get(own) if own else None
        if number is None or own is None or _is_blank(row):
            return False
        self._came.setdefault(number, set()).add(key or own)
        if row.get("user") and self.lines[number].kind == ErasureKind.ACCOUNT:
            self._addresses[_address(row)] = number
        return True

    def access(self, row: Row) -> None:
        """Note that a membership is that of an account erased."""
        own = _key(row)
        number = self._accesses.get(own) if own else None
        if number is not None and row.get("user"):
            self._addresses[_address(row)] = number

    def account(self, row: Row) -> User | None:
        """Make the nameless account that stands for one erased; None for the account of anybody else.

        Never that of the same address: who comes back later, with a new account, is not given the old rows.
        """
        number = self._addresses.get(str(row.get("email", "")).strip().lower())
        if number is None:
            return None
        names = {name: str(row.get(name, ""))[:100] for name in ("given_name", "family_name")}
        pk = uuid7()
        made: User = User.objects.create_user(f"compte-{pk.hex}@{NOWHERE}", is_active=False, pk=pk)
        self._accounts[number] = (made, User(email=str(row["email"]).strip().lower(), **names))
        return made

    def erase(self, *, workspace_id: uuid.UUID, at: dt.datetime) -> int:
        """Erase them again, once all that came is written; return how many people it was."""
        found = sorted(self._came.keys() | self._accounts.keys())
        for number in found:
            line = self.lines[number]
            user, alias = self._accounts.get(number, (None, None))
            subject = people.of_sheets(self._came.get(number, ()), user)
            subject = replace(
                subject,
                workspaces=subject.workspaces | {workspace_id},
                aliases=(alias,) if alias is not None else (),
            )
            actions.erase(
                subject=subject,
                workspace=None,
                alone=bool(line.scope.get("alone")),
                attachments=bool(line.scope.get("attachments")),
                by=None,
                at=at,
            )
        return len(found)


def sentence(count: int) -> str:
    """Say that people were erased again."""
    who = typography.plural(count, "personne")
    return f"{who} de cette archive, dont les données ont été effacées ici depuis : effacées de nouveau."


def _key(row: Row) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(row.get("id")))
    except ValueError:
        return None


def _address(row: Row) -> str:
    return str(row["user"]).strip().lower()


def _is_blank(row: Row) -> bool:
    """Tell whether an archive made after an erasure holds what is left of a sheet."""
    return row.get("family_name") == MENTION and not (row.get("email") or row.get("given_name"))
