"""One value of a row, as it is written in an archive: the same text from both databases."""

import datetime as dt
import json
import uuid
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.db import models

from copil.directory.models import RegisterEntry
from copil.identity.models import User, Workspace
from copil.initiatives.models import Method
from copil.pages.full_export.parts import AnyField

Written = Callable[[Any], Any]


def line_of(row: Mapping[str, Any]) -> bytes:
    """Return a row as one line: keys sorted (PostgreSQL forgets the order of a JSON object)."""
    text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"


def plain(value: Any) -> Any:
    """Return a value as JSON holds it: instants in UTC, days as ISO, amounts and identifiers as text."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, uuid.UUID | Decimal):
        return str(value)
    return value


class Keys:
    """How a foreign key is written: people by address, methods by content, registers by number.

    ``people`` maps the accounts that may be named to their address; ``methods`` the shipped methods to their
    key and digest, those of others to the key of their copy;
    ``entries`` those of the registers that are referred to.
    """

    def __init__(
        self,
        *,
        people: Mapping[Any, str],
        methods: Mapping[Any, Any],
        entries: Mapping[Any, str],
    ) -> None:
        self._kinds: Mapping[type[models.Model], Written] = {
            User: people.get,
            Method: lambda key: methods.get(key, plain(key)),
            RegisterEntry: entries.get,
            Workspace: lambda key: None,
        }

    def written(self, field: AnyField) -> Written:
        """Return how the values of a column are written."""
        target = field.related_model
        return self._kinds.get(target, plain) if isinstance(target, type) else plain
