"""The list of erasures kept beside the database, to do them again on the data of an older backup.

One JSON object a line: what was erased is named by its identifier alone, which says nothing of anybody once
they are erased. Each line holds the digest of the one before: a line changed or taken out shows.
"""

import datetime as dt
import fcntl
import hashlib
import json
import os
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from copil.accounts.enums import ErasureKind
from copil.accounts.models import Erasure
from copil.core.errors import ActionRefused

NAME = "erasures.jsonl"


@dataclass(frozen=True)
class Line:
    """An erasure, as it is to be done again."""

    at: str
    kind: str
    subject: str
    scope: dict[str, Any]
    previous: str = ""
    digest: str = ""

    @property
    def sheets(self) -> frozenset[uuid.UUID]:
        """Return the sheets that were erased: those brought together are of one person."""
        listed = frozenset(uuid.UUID(one) for one in self.scope.get("sheets", ()))
        return listed | ({uuid.UUID(self.subject)} if self.kind == ErasureKind.PERSON else frozenset())

    @property
    def accesses(self) -> frozenset[uuid.UUID]:
        """Return the memberships that were erased with an account."""
        return frozenset(uuid.UUID(one) for one in self.scope.get("accesses", ()))


def path() -> Path:
    """Return where the list is."""
    return Path(settings.DATA_DIR) / NAME


def line_of(erasure: Erasure) -> Line:
    """Return what is kept of an erasure."""
    at = erasure.at.astimezone(dt.UTC).isoformat()
    return Line(at=at, kind=erasure.kind, subject=str(erasure.subject_id), scope=dict(erasure.scope))


def add(erasure: Erasure) -> None:
    """Add an erasure to the list; it is on the disk when this returns."""
    add_lines([line_of(erasure)])


def add_lines(lines: Iterable[Line]) -> None:
    """Add erasures to the list, those that it holds already left out; one writer at a time."""
    path().parent.mkdir(parents=True, exist_ok=True)
    with path().open("a", encoding="utf-8") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        os.fchmod(handle.fileno(), 0o600)
        present = list(read())
        there = {(one.kind, one.subject) for one in present}
        previous = present[-1].digest if present else ""
        for one in lines:
            if (one.kind, one.subject) in there:
                continue
            sealed = _sealed(one, previous)
            handle.write(json.dumps(asdict(sealed), ensure_ascii=False, sort_keys=True) + "\n")
            previous = sealed.digest
        handle.flush()
        os.fsync(handle.fileno())


def read(source: Path | None = None) -> Iterator[Line]:
    """Yield the erasures of a list, oldest first. Raises ``ActionRefused`` for a line that was altered."""
    previous = ""
    for number, text in enumerate((source or path()).read_text(encoding="utf-8").splitlines(), 1):
        try:
            line = Line(**json.loads(text))
            uuid.UUID(line.subject)
            _ = line.sheets | line.accesses  # names of rows, or the line is damaged
        except (ValueError, TypeError, AttributeError) as error:
            raise ActionRefused(f"La liste des effacements est abîmée, ligne {number}.") from error
        if line != _sealed(line, previous):
            raise ActionRefused(f"La liste des effacements a été modifiée, ligne {number}.")
        previous = line.digest
        yield line


def _sealed(line: Line, previous: str) -> Line:
    said = {
        "at": line.at,
        "kind": line.kind,
        "subject": line.subject,
        "scope": line.scope,
        "previous": previous,
    }
    digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
    return Line(**said, digest=digest)  # type: ignore[arg-type]  # the fields of a line
