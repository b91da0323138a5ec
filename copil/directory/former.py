"""Names and numbers that organisations had before: kept when they change, found ever after."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils import timezone

from copil.core.text import name_key
from copil.directory import search_entries
from copil.directory.enums import FormerField
from copil.directory.models import FormerValue, Merge, Organisation, Person
from copil.identity.models import Workspace
from copil.search.actions import Entry

_NAMES = (FormerField.NAME, FormerField.ACRONYM)


def of_change(organisation: Organisation, *, before: Mapping[str, Any], at: dt.datetime) -> None:
    """Keep the names and numbers that a change by hand replaced; ``before`` holds the values of then."""
    _keep(organisation, before, at=at, merge=None)


def of_changes(
    changed: Mapping[uuid.UUID, tuple[Organisation, Mapping[str, Any]]], *, at: dt.datetime
) -> dict[uuid.UUID, list[str]]:
    """Keep the names and numbers that an import replaced in many organisations, in two statements.

    ``changed`` gives each as it is now with its values of before. Returns the keys of what was kept for each.
    """
    rows = FormerValue.objects.filter(organisation__in=changed, archived_at=None)
    there: dict[uuid.UUID, set[tuple[str, str]]] = {}
    for pk, field, key in rows.values_list("organisation_id", "field", "key") if changed else ():
        there.setdefault(pk, set()).add((field, key))
    new = [
        row
        for pk, (organisation, before) in changed.items()
        for row in _rows(organisation, before, there.get(pk, set()), at=at, merge=None)
    ]
    FormerValue.objects.bulk_create(new)
    found: dict[uuid.UUID, list[str]] = {}
    for row in new:
        found.setdefault(row.organisation_id, []).append(str(row.pk))
    return found


def of_merge(
    merge: Merge,
    *,
    kept: Organisation | Person,
    merged: Organisation | Person,
    before: Mapping[str, Any],
    at: dt.datetime,
) -> None:
    """Keep the names and numbers that a merge left aside, of both sheets."""
    if isinstance(kept, Organisation) and isinstance(merged, Organisation):
        _keep(kept, vars(merged), at=at, merge=merge)
        _keep(kept, before, at=at, merge=merge)


def of_organisations(**condition: Any) -> dict[uuid.UUID, list[str]]:
    """Return what organisations were called and numbered before, in one query."""
    found: dict[uuid.UUID, list[str]] = {}
    rows = FormerValue.objects.filter(archived_at=None, **condition).order_by("pk")
    for pk, value in rows.values_list("organisation_id", "value"):
        found.setdefault(pk, []).append(value)
    return found


def of_people(**condition: Any) -> dict[uuid.UUID, list[str]]:
    """Return the names and addresses of the sheets brought into those of people, in one query."""
    found: dict[uuid.UUID, list[str]] = {}
    rows = Person.objects.filter(**condition).exclude(merged_into=None).order_by("pk")
    for pk, given, family, email in rows.values_list("merged_into_id", "given_name", "family_name", "email"):
        found.setdefault(pk, []).append(f"{given} {family} {email}".strip())
    return found


def added(entry: Entry, texts: Sequence[str]) -> Entry:
    """Return an entry that is also found by what its object was called before."""
    return replace(entry, text=" ".join([entry.text, *texts])) if texts else entry


def entry_of_organisation(organisation: Organisation) -> Entry:
    """Return the entry of an organisation, earlier names and numbers included."""
    texts = of_organisations(organisation=organisation).get(organisation.pk, [])
    return added(search_entries.of_organisation(organisation), texts)


def entry_of_person(person: Person) -> Entry:
    """Return the entry of a person, the names of the sheets brought into it included."""
    texts = of_people(merged_into=person).get(person.pk, [])
    return added(search_entries.of_person(person), texts)


def entries(workspace: Workspace) -> Iterator[Entry]:
    """Yield every entry of the directory of a workspace, to build the index again.

    A sheet brought into another is found through that one only.
    """
    texts = of_organisations(workspace=workspace) | of_people(workspace=workspace)
    gone = {
        pk
        for model in (Organisation, Person)
        for pk in model.objects.in_workspace(workspace).exclude(merged_into=None).values_list("pk", flat=True)
    }
    for entry in search_entries.entries(workspace):
        if entry.object_id not in gone:
            yield added(entry, texts.get(entry.object_id, ()))


def _keep(
    organisation: Organisation, values: Mapping[str, Any], *, at: dt.datetime, merge: Merge | None
) -> None:
    rows = FormerValue.objects.filter(organisation=organisation, archived_at=None)
    there = set(rows.values_list("field", "key"))
    FormerValue.objects.bulk_create(_rows(organisation, values, there, at=at, merge=merge))


def _rows(
    organisation: Organisation,
    values: Mapping[str, Any],
    there: set[tuple[str, str]],
    *,
    at: dt.datetime,
    merge: Merge | None,
) -> list[FormerValue]:
    """Return what is to be kept of earlier values: those that differ and are not kept already."""
    found = []
    for field in FormerField:
        value, now = str(values.get(field.value) or ""), getattr(organisation, field.value)
        key = _key(field, value)
        if not value or key == _key(field, now) or (field.value, key) in there:
            continue
        there.add((field.value, key))
        row = FormerValue(
            workspace=organisation.workspace, organisation=organisation, field=field.value, value=value,
            key=key, until=timezone.localdate(at), merge=merge, created_at=at,
        )  # fmt: skip  # a table reads by its lines
        found.append(row)
    return found


def _key(field: FormerField, value: str) -> str:
    return name_key(value) if field in _NAMES else value
