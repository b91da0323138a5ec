"""Take somebody out of every text that names them, once their own rows are gone."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from copil.algorithms.text import normalise
from copil.core.fields import SortKeyField
from copil.core.text import name_key
from copil.directory.models import Person
from copil.governance.actions import redacting
from copil.governance.models import Decision, LetterVersion
from copil.identity.models import User
from copil.notifications.models import Bounce, Notification, OutboxMessage, Preference
from copil.pages.erasing import columns, fates, rows
from copil.pages.erasing.columns import Named
from copil.pages.erasing.traces import Traces
from copil.search.models import SearchEntry

_ENTRY = SearchEntry._meta.label


def sweep(
    traces: Traces, *, workspaces: Collection[uuid.UUID], by: User | None, at: dt.datetime
) -> Counter[str]:
    """Take somebody out of every text of some workspaces; return how many rows of each model named them.

    Runs in the caller's transaction. A sealed act is written again under a new seal (``redacting``).
    """
    _forget_addresses(traces)
    swept: Counter[str] = Counter()
    for named in list(columns.found(traces, workspaces=workspaces, leave={_ENTRY})):
        _take_out(named, traces, by=by, at=at)
        swept[named.label] += 1
    swept[_ENTRY] += _out_of_the_index(traces, workspaces)
    return +swept


def _take_out(named: Named, traces: Traces, *, by: User | None, at: dt.datetime) -> None:
    model = apps.get_model(named.label)
    key = columns.pk_of(model, named.key)
    if named.label in fates.DELETED_WHEN_NAMED:
        model._base_manager.filter(pk=key).delete()
        return
    if named.label in fates.EMPTIED_WHEN_NAMED:
        model._base_manager.filter(pk=key).update(**fates.EMPTIED_WHEN_NAMED[named.label])
        return
    row = model._base_manager.get(pk=key)
    if isinstance(row, Notification) and traces.are_in(row.email):
        row.delete()
        return
    if isinstance(row, OutboxMessage) and traces.are_in(row.recipient):
        rows.empty_mails(OutboxMessage.objects.filter(pk=key))
        row.refresh_from_db()
    values = changed(row, traces)
    if not values:
        return
    if isinstance(row, Decision) and row.is_adopted:
        redacting.redact_decision(decision=row, values=values, by=by, at=at)
    elif isinstance(row, LetterVersion):
        redacting.redact_letter(version=row, values=values)
    else:
        rows.write(model, key, values)


def changed(row: models.Model, traces: Traces) -> dict[str, Any]:
    """Return the columns of a row that name somebody, as they are to be written."""
    values: dict[str, Any] = {}
    for field in columns.texts_of(type(row)):
        before = getattr(row, field.name)
        after = _without(field, before, traces)
        if after != before:
            values[field.name] = after
    return values


def _without(field: "models.Field[Any, Any]", value: Any, traces: Traces) -> Any:
    if isinstance(field, models.JSONField):
        return traces.out_of_json(value)
    if not value or not traces.are_in(value):
        return value
    if isinstance(field, models.EmailField):
        return "" if field.blank else f"personne@{rows.NOWHERE}"
    text = traces.out_of(value)
    return name_key(text) if isinstance(field, SortKeyField) else text[: field.max_length]


def _forget_addresses(traces: Traces) -> None:
    """Forget what was chosen at an address, and its mails that came back, where nobody has it any more."""
    for email in traces.emails:
        if not any(model.objects.filter(email__iexact=email).exists() for model in (Person, User)):
            Preference.objects.filter(email__iexact=email).delete()
            Bounce.objects.filter(email__iexact=email).delete()


def _out_of_the_index(traces: Traces, workspaces: Collection[uuid.UUID]) -> int:
    """Take somebody out of the words that are searched, and of what is quoted from."""
    words = _searched(traces)
    condition = reduce(
        or_, (Q(words__contains=one) | Q(title_words__contains=one) for one in words), Q(pk=None)
    )
    pks = set(SearchEntry.objects.filter(condition, workspace__in=workspaces).values_list("pk", flat=True))
    others = {label for label in _labels() if label != _ENTRY}
    pks |= {int(one.key) for one in columns.found(traces, workspaces=workspaces, leave=others)}
    for entry in SearchEntry.objects.filter(pk__in=pks):
        for name in ("title", "excerpt", "body"):
            setattr(entry, name, _without(entry._meta.get_field(name), getattr(entry, name), traces))  # type: ignore[arg-type]  # columns
        entry.title_words = _without_words(traces.out_of(entry.title_words), words)
        entry.words = _without_words(traces.out_of(entry.words), words)
        entry.save()
    return len(pks)


def _labels() -> Iterable[str]:
    return (model._meta.label for model in columns.read())


def _searched(traces: Traces) -> list[str]:
    """Return the words under which somebody is in the index, longest first."""
    said = [*traces.emails, *traces.phones]
    for given, family in traces.names:
        if given:
            said += [f"{given} {family}", f"{family} {given}"]
        if traces.alone:
            said.append(family)
    return sorted({normalise.normalised(one) for one in said} - {""}, key=len, reverse=True)


def _without_words(text: str, words: Iterable[str]) -> str:
    padded = f" {text} "
    for one in words:
        while f" {one} " in padded:
            padded = padded.replace(f" {one} ", " ")
    return padded.strip()
