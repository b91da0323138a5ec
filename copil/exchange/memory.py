"""What columns meant, remembered by their titles: the same titles again, and it is proposed again."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Sequence

from copil.exchange import headers
from copil.exchange.importers import Mapped
from copil.exchange.models import ImportRun, KnownColumns
from copil.identity.models import User, Workspace


def titles(columns: Sequence[str]) -> list[str]:
    """Return the titles of columns as they are recognised; namesakes are numbered in their order."""
    seen: Counter[str] = Counter()
    found = []
    for column in columns:
        key = headers.key(column)
        seen[key] += 1
        found.append(f"{key} #{seen[key]}" if seen[key] > 1 else key)
    return found


def recall(*, workspace: Workspace, kind: str, columns: Sequence[str]) -> KnownColumns | None:
    """Return what was confirmed last for the same titles, in whatever order."""
    rows = KnownColumns.objects.in_workspace(workspace).current()
    found: KnownColumns | None = rows.filter(kind=kind, digest=_digest(columns)).first()
    return found


def mapping_of(known: KnownColumns, columns: Sequence[str]) -> Mapped:
    """Return the field of each column, as it was confirmed; a field that is no more is left out."""
    named = ((index, known.mapping.get(title, "")) for index, title in enumerate(titles(columns)))
    return {index: str(key) for index, key in named if key}


def remember(*, by: User | None, at: dt.datetime, run: ImportRun, columns: Sequence[str]) -> None:
    """Keep what the columns of a confirmed run mean, in place of what was kept for the same titles."""
    named = titles(columns)
    mapping = {title: run.mapping.get(str(index), "") for index, title in enumerate(named)}
    KnownColumns.objects.update_or_create(
        workspace=run.workspace,
        kind=run.kind,
        digest=_digest(columns),
        archived_at=None,
        defaults={"mapping": mapping, "confirmed_at": at, "confirmed_by": by},
        create_defaults={"mapping": mapping, "confirmed_at": at, "confirmed_by": by, "created_at": at},
    )


def _digest(columns: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(sorted(titles(columns))).encode()).hexdigest()
