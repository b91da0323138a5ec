"""The verbs of people and of what they do in organisations."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.core.text import name_key
from copil.directory import former
from copil.directory.actions.common import normalised, record, write
from copil.directory.models import Function, Organisation, Person
from copil.directory.rules.people import NewPerson
from copil.identity.models import User, Workspace, reference
from copil.search import actions as search

PERSON_FIELDS = ("given_name", "family_name", "email", "phone", "availability", "internal_note")
FUNCTION_FIELDS = ("title", "is_contact", "starts_on", "ends_on")


@transaction.atomic
def create(*, by: User | None, at: dt.datetime, workspace: Workspace, values: Mapping[str, Any]) -> Person:
    """Add a person; ``values`` are any of ``PERSON_FIELDS``."""
    person = Person(workspace=workspace, created_at=at, **_completed(values))
    person.save(force_insert=True)
    _index(person, at=at)
    record(person, verb="create", by=by, at=at)
    return person


def ensure(*, by: User | None, at: dt.datetime, workspace: Workspace, person: Person | NewPerson) -> Person:
    """Return the person chosen in a form, created first when only a name was typed."""
    if isinstance(person, Person):
        return person
    values = {"given_name": person.given_name, "family_name": person.family_name}
    return create(by=by, at=at, workspace=workspace, values=values)


@transaction.atomic
def update(*, by: User, at: dt.datetime, person: Person, values: Mapping[str, Any], expected: int) -> bool:
    """Change a person; tell whether anything changed. Raises ``Conflict`` on a stale version."""
    stored = _locked(person)
    changes = write(stored, _completed(values), expected=expected, derived=("name_key",))
    if changes:
        _index(stored, at=at)
        record(stored, verb="update", by=by, at=at, changes=changes)
    return bool(changes)


@transaction.atomic
def archive(*, by: User, at: dt.datetime, person: Person) -> None:
    """Put a person aside: out of lists, choices and search."""
    stored = _locked(person)
    if stored.is_archived:
        raise ActionRefused("Cette fiche est déjà archivée.")
    Person.objects.filter(pk=stored.pk).update(archived_at=at, version=stored.version + 1)
    kind, identifier = reference(stored)
    search.archive(kind=kind, object_id=identifier)
    record(stored, verb="archive", by=by, at=at)


@transaction.atomic
def restore(*, by: User, at: dt.datetime, person: Person) -> None:
    """Take a person out of the archive."""
    stored = _locked(person)
    if not stored.is_archived:
        raise ActionRefused("Cette fiche n’est pas archivée.")
    if stored.merged_into_id is not None:
        raise ActionRefused("Cette fiche a été réunie avec une autre : annulez plutôt la fusion.")
    Person.objects.filter(pk=stored.pk).update(archived_at=None, version=stored.version + 1)
    _index(stored, at=at)
    record(stored, verb="restore", by=by, at=at)


@transaction.atomic
def add_function(
    *,
    by: User | None,
    at: dt.datetime,
    organisation: Organisation,
    person: Person | NewPerson,
    values: Mapping[str, Any],
) -> Function:
    """Note what a person does in an organisation; ``values`` are any of ``FUNCTION_FIELDS``."""
    if organisation.is_archived:
        raise ActionRefused("Cette organisation est archivée : restaurez-la avant d’y ajouter une personne.")
    holder = ensure(by=by, at=at, workspace=organisation.workspace, person=person)
    function = Function.objects.create(
        workspace=organisation.workspace,
        organisation=organisation,
        person=holder,
        created_at=at,
        **_function_values(values),
    )
    _index(holder, at=at)
    record(function, verb="create", by=by, at=at, changes={"organisation": organisation.name})
    return function


@transaction.atomic
def update_function(
    *, by: User, at: dt.datetime, function: Function, values: Mapping[str, Any], expected: int
) -> bool:
    """Change a function; tell whether anything changed. Raises ``Conflict`` on a stale version."""
    stored = _locked_function(function)
    changes = write(stored, _function_values(values), expected=expected)
    if changes:
        _index(stored.person, at=at)
        record(stored, verb="update", by=by, at=at, changes=changes)
    return bool(changes)


@transaction.atomic
def end_function(*, by: User, at: dt.datetime, function: Function, on: dt.date, expected: int) -> None:
    """Note the day a function ended; the person leaves the contacts of the organisation."""
    stored = _locked_function(function)
    if stored.starts_on is not None and on < stored.starts_on:
        raise ActionRefused("La fonction ne peut pas finir avant d’avoir commencé.")
    changes = write(stored, {"ends_on": on, "is_contact": False}, expected=expected)
    if changes:
        _index(stored.person, at=at)
        record(stored, verb="end", by=by, at=at, changes=changes)


def _completed(values: Mapping[str, Any]) -> dict[str, Any]:
    full = normalised({name: values[name] for name in PERSON_FIELDS if name in values})
    full["name_key"] = name_key(f"{full['family_name']} {full.get('given_name', '')}")[:220]
    return full


def _function_values(values: Mapping[str, Any]) -> dict[str, Any]:
    return normalised({name: values[name] for name in FUNCTION_FIELDS if name in values})


def _locked(person: Person) -> Person:
    locked: Person = (
        Person.objects.select_for_update(of=("self",)).select_related("workspace").get(pk=person.pk)
    )
    return locked


def _locked_function(function: Function) -> Function:
    found = Function.objects.select_for_update(of=("self",))
    locked: Function = found.select_related("workspace", "person", "organisation").get(pk=function.pk)
    return locked


def _index(person: Person, *, at: dt.datetime) -> None:
    search.index_many(workspace=person.workspace, entries=[former.entry_of_person(person)], at=at)
