"""Write the index, in the transaction of the act that changes the object."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from copil.algorithms.text import normalise
from copil.core import bulk
from copil.identity.models import Workspace
from copil.search.models import SearchEntry

LONGEST_BODY = 20_000
"""Characters of a text that are kept to quote from; all of it is searched."""


@dataclass(frozen=True)
class Entry:
    """What is to be found of one object. ``kind`` is its soft reference's, ``text`` all that is searched.

    ``place`` is the code of a département; ``day`` is the day the object is about (that of the act when it is
    not said); ``passages`` tells whether its text reads well enough to quote from.
    """

    kind: str
    object_id: uuid.UUID
    title: str
    excerpt: str = ""
    text: str = ""
    place: str = ""
    day: dt.date | None = None
    archived: bool = False
    passages: bool = True


def index(
    *,
    workspace: Workspace,
    kind: str,
    object_id: uuid.UUID,
    title: str,
    excerpt: str = "",
    text: str = "",
    at: dt.datetime,
) -> None:
    """Write or rewrite the entry of one object."""
    entry = Entry(kind=kind, object_id=object_id, title=title, excerpt=excerpt, text=text)
    index_many(workspace=workspace, entries=[entry], at=at)


def index_many(*, workspace: Workspace, entries: Iterable[Entry], at: dt.datetime) -> int:
    """Write or rewrite the entries of many objects of one workspace; return how many."""
    names = (
        "workspace", "kind", "object_id", "title", "excerpt", "title_words", "words", "at", "place", "day",
        "archived", "body",
    )  # fmt: skip  # a table reads by its lines
    rows = [_row(workspace, entry, at) for entry in entries]
    bulk.write_rows(SearchEntry, names, rows, unique=names[:3], update=names[3:])
    return len(rows)


def archive(*, kind: str, object_id: uuid.UUID) -> None:
    """Leave an object out of what is found, unless the archives are asked for. Index it again to restore."""
    SearchEntry.objects.filter(kind=kind, object_id=object_id).update(archived=True)


def remove(*, kind: str, object_id: uuid.UUID) -> None:
    """Take an object out of the index."""
    SearchEntry.objects.filter(kind=kind, object_id=object_id).delete()


def withdraw(*, workspace: Workspace, kind: str, object_id: uuid.UUID) -> None:
    """Take an object out of the index of one workspace; others that see it still find it."""
    SearchEntry.objects.filter(workspace=workspace, kind=kind, object_id=object_id).delete()


def remove_many(*, kind: str, object_ids: Iterable[uuid.UUID | None]) -> None:
    """Take many objects of one kind out of the index."""
    SearchEntry.objects.filter(kind=kind, object_id__in=list(object_ids)).delete()


def clear(*, workspace: Workspace) -> None:
    """Empty the index of a workspace, before it is built again."""
    SearchEntry.objects.filter(workspace=workspace).delete()


def _row(workspace: Workspace, entry: Entry, at: dt.datetime) -> tuple[Any, ...]:
    title_words = normalise.normalised(entry.title)
    words = f"{title_words} {normalise.normalised(entry.text)}".strip()
    title, excerpt = entry.title[:300], entry.excerpt[:400]
    day, body = entry.day or at.date(), entry.text[:LONGEST_BODY] if entry.passages else ""
    found = (workspace.pk, entry.kind, entry.object_id, title, excerpt, title_words, words, at)
    return (*found, entry.place, day, entry.archived, body)
