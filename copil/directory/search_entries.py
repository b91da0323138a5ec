"""What is found of organisations and people."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from copil.directory.enums import Kind
from copil.directory.models import Organisation, Person
from copil.directory.rules import contact
from copil.identity.models import Workspace, reference
from copil.search.actions import Entry
from copil.territories import rules

ORGANISATION = "directory.organisation"

_LOT = 2_000
_SEARCHED = ("acronym", "postal_code", "purpose", "siren", "siret", "rna", "external_ref")


def of_organisation(organisation: Organisation, *, commune: str | None = None) -> Entry:
    """Return the entry of an organisation; ``commune`` spares reading its name when it is already known."""
    if commune is None:
        commune = organisation.commune.name if organisation.commune else ""
    return of_values(
        organisation.pk,
        {**vars(organisation), "commune": organisation.commune_id},
        commune=commune,
        day=organisation.created_at.date(),
    )


def of_values(
    pk: uuid.UUID,
    values: Mapping[str, Any],
    *,
    commune: str,
    day: dt.date | None = None,
) -> Entry:
    """Return the entry of an organisation known by its values; ``commune`` is a name, its key a value."""
    kind = str(Kind(values["kind"]).label)
    words = (commune, *(values[name] for name in _SEARCHED))
    return Entry(
        kind=ORGANISATION,
        object_id=pk,
        title=values["name"],
        excerpt=f"{kind} · {commune}" if commune else kind,
        text=" ".join(word for word in words if word),
        place=departement_of(values["commune"]),
        day=day,
    )


def departement_of(key: str | None) -> str:
    """Return the code of the département of a commune, from its key; nothing without a commune."""
    return rules.departement_of(rules.code_of(key))


def of_person(person: Person, *, functions: list[str] | None = None) -> Entry:
    """Return the entry of a person: the name, and what they do where."""
    if functions is None:
        current = person.functions.filter(ends_on=None, archived_at=None).select_related("organisation")
        functions = [f"{one.title}, {one.organisation.name}" for one in current.order_by("pk")]
    kind, identifier = reference(person)
    return Entry(
        kind=kind,
        object_id=identifier,
        title=str(person),
        excerpt=" · ".join(functions),
        text=" ".join([*functions, person.email, person.phone, contact.compact_phone(person.phone)]),
        day=person.created_at.date(),
        passages=False,
    )


def entries(workspace: Workspace) -> Iterator[Entry]:
    """Yield every entry of the directory of a workspace, to build the index again."""
    organisations = Organisation.objects.in_workspace(workspace).select_related("commune")
    for organisation in organisations.order_by("pk").iterator(_LOT):
        yield replace(of_organisation(organisation), archived=organisation.is_archived)
    people = Person.objects.in_workspace(workspace).prefetch_related("functions__organisation")
    for person in people.order_by("pk").iterator(_LOT):
        current = [one for one in person.functions.all() if one.ends_on is None and one.archived_at is None]
        functions = [f"{one.title}, {one.organisation.name}" for one in current]
        yield replace(of_person(person, functions=functions), archived=person.is_archived)
