"""What would be erased of somebody, emptied, kept; and which texts name them: said before it is done."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Value
from django.db.models.functions import Cast

from copil.pages import processings
from copil.pages.erasing import columns, fates, former, traces
from copil.pages.erasing.columns import Named
from copil.pages.erasing.fates import Fate
from copil.pages.erasing.people import Subject

# Shown of the texts that name somebody; all of them are counted.
SHOWN = 40
_UUID_LENGTH = 32
_OTHER = "Le reste"
# Copies of what is written elsewhere: emptied with it, and not worth a reading.
_COPIES = frozenset(
    {
        "journal.JournalEntry",
        "search.SearchEntry",
        "notifications.Notification",
        "notifications.OutboxMessage",
        "notifications.Job",
    }
)


@dataclass(frozen=True)
class Part:
    """What becomes of the rows of one processing of the register."""

    title: str
    deleted: int
    emptied: int
    kept: int


@dataclass(frozen=True)
class Quote:
    """A text that names somebody."""

    where: str
    words: str
    kind: str
    key: uuid.UUID | None
    by_family_name: bool


@dataclass(frozen=True)
class Foreseen:
    """What an erasure would do."""

    parts: tuple[Part, ...]
    quotes: tuple[Quote, ...]
    texts: int
    by_family_name: int
    copies: int
    documents: int


def foreseen(subject: Subject) -> Foreseen:
    """Return what an erasure would do, in a constant number of queries."""
    everyone = former.called(subject)
    plain, wide = traces.of(everyone), traces.of(everyone, alone=True)
    own = {str(pk).replace("-", "") for pk in subject.pks}
    rows = [
        one
        for one in columns.found(wide, workspaces=subject.workspaces, leave=_NOT_SHOWN)
        if one.key.replace("-", "") not in own
    ]
    texts = [one for one in rows if one.label not in _COPIES]
    titles = _titles()
    quotes = [_quote(one, plain, wide, titles) for one in texts]
    return Foreseen(
        parts=tuple(_parts(subject, titles)),
        quotes=tuple(sorted(quotes, key=lambda one: (one.by_family_name, one.where))[:SHOWN]),
        texts=sum(not one.by_family_name for one in quotes),
        by_family_name=sum(one.by_family_name for one in quotes),
        copies=sum(plain.are_in(one.text) for one in rows if one.label in _COPIES),
        documents=sum(one.label == "documents.ArchivedDocument" for one in rows),
    )


# Not walked for a page: the journal may be long, and is emptied in any case.
_NOT_SHOWN = frozenset({"journal.JournalEntry", "search.SearchEntry"})


def _parts(subject: Subject, titles: Mapping[str, str]) -> Iterable[Part]:
    found: dict[str, Counter[Fate]] = {}
    for label, fate, number in _counted(subject):
        found.setdefault(titles.get(label, _OTHER), Counter())[fate] += number
    for title in sorted(found):
        count = found[title]
        yield Part(title, count[Fate.DELETED], count[Fate.EMPTIED], count[Fate.KEPT])


def _counted(subject: Subject) -> Iterable[tuple[str, Fate, int]]:
    """Count the rows that name the person, column by column, in one query."""
    questions = [_count(name, fate, subject.pks) for name, fate in fates.PEOPLE.items() if subject.pks]
    if subject.user is not None:
        questions += [_count(name, fate, [subject.user.pk]) for name, fate in fates.ACCOUNTS.items()]
    first, *rest = questions
    for label, fate, number in first.union(*rest, all=True):
        if number:
            yield label, Fate(fate), number


def _count(name: str, fate: Fate, pks: Iterable[object]) -> Any:
    label, field = name.rsplit(".", 1)
    rows = apps.get_model(label)._base_manager.filter(**{f"{field}__in": list(pks)}).order_by()
    said = rows.annotate(
        _label=Cast(Value(label), models.TextField()), _fate=Cast(Value(str(fate)), models.TextField())
    )
    return (
        said.values("_label", "_fate").annotate(_number=Count("*")).values_list("_label", "_fate", "_number")
    )


def _quote(named: Named, plain: traces.Traces, wide: traces.Traces, titles: Mapping[str, str]) -> Quote:
    alone = not plain.are_in(named.text)
    searched = wide if alone else plain
    words = next(found for part in named.parts if (found := searched.quoted(part)))
    return Quote(
        where=titles.get(named.label, _OTHER), words=words, kind=named.label.lower(), key=_uuid(named.key),
        by_family_name=alone,
    )  # fmt: skip  # a table reads by its lines


def _uuid(key: str) -> uuid.UUID | None:
    """Return the identifier of a row that may have a screen; None for those numbered."""
    return uuid.UUID(key) if len(key) >= _UUID_LENGTH else None


def _titles() -> dict[str, str]:
    """Return the processing of each model, as the register names it."""
    listed = {label: row.title for row in processings.register() for label in row.models}
    of_apps = {label.split(".")[0]: title for label, title in listed.items()}
    names = {model._meta.label for model in apps.get_models()}
    return {label: listed.get(label) or of_apps.get(label.split(".")[0], _OTHER) for label in names}
