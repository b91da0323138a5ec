"""Write what the rows of a lot become: a few statements, whatever the number of rows.

What is new is written from values: making an instance of a model costs more than writing its row.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import GeneratedField, Model

from copil.core import bulk
from copil.core.ids import uuid7
from copil.directory import doubles, former, search_entries
from copil.directory.actions.common import tell_all_renamed
from copil.directory.enums import FormerField, Kind, SheetKind
from copil.directory.models import KeptApart, Organisation, Person, Profile
from copil.identity.models import User, Workspace
from copil.search import actions as search

ORGANISATION_COLUMNS = (
    "name", "name_key", "acronym", "kind", "purpose", "siren", "siret", "rna", "external_ref", "address",
    "postal_code", "commune", "phone", "email", "website", "internal_note", "version",
)  # fmt: skip  # a table reads by its lines
SAID_BEFORE = "Dit en vérifiant un import."
_FORMER = frozenset(FormerField.values)
PROFILE_COLUMNS = (
    "founded_year", "sector", "branch", "current_area", "members_count", "budget_amount", "fte", "version",
)  # fmt: skip  # a table reads by its lines


@dataclass
class Creation:
    """An organisation to add: its values, its profile, and the sheets somebody said it is not."""

    pk: uuid.UUID
    values: dict[str, Any]
    commune: str
    answers: dict[str, Any]
    apart: tuple[str, ...] = ()


@dataclass
class Change:
    """An organisation as it will be, when it changes; its profile, when that one changes or begins.

    ``before`` is what the import replaces, kept with the row for it to be taken back: what is noted of the
    earlier names and numbers is added to it.
    """

    pk: uuid.UUID
    commune: str
    organisation: Organisation | None = None
    before: dict[str, Any] = field(default_factory=dict)
    profile: Profile | None = None
    answers: dict[str, Any] = field(default_factory=dict)


def write(
    creations: Sequence[Creation], changes: Sequence[Change], *, workspace: Workspace, at: dt.datetime
) -> None:
    """Write them in the caller's transaction, with their entries in the search index."""
    common = {"workspace": workspace.pk, "created_at": at}
    new = ({**_BLANK_ORGANISATION, **common, "id": one.pk, **one.values}.values() for one in creations)
    bulk.write_rows(Organisation, list(_BLANK_ORGANISATION), new)
    changed = [one.organisation for one in changes if one.organisation is not None]
    bulk.upsert(changed, unique=["id"], update=ORGANISATION_COLUMNS)
    _keep_former([one for one in changes if one.organisation is not None], workspace=workspace, at=at)
    answered = [one.profile for one in changes if one.profile is not None]
    bulk.upsert(answered, unique=["id"], update=PROFILE_COLUMNS)
    begun = [(one.pk, one.answers) for one in creations] + [(one.pk, one.answers) for one in changes]
    profiles = (
        {**_BLANK_PROFILE, **common, "id": uuid7(), "organisation": pk, **answers}.values()
        for pk, answers in begun
        if answers
    )
    bulk.write_rows(Profile, list(_BLANK_PROFILE), profiles)
    search.index_many(workspace=workspace, entries=_entries(creations, changes), at=at)


def keep_apart(
    creations: Sequence[Creation], *, workspace: Workspace, by: User | None, at: dt.datetime
) -> None:
    """Remember what was said before the import: what it creates and what it resembles are two.

    They are not proposed together again. The line of the journal is that of the lot.
    """
    said = [(one.pk, uuid.UUID(apart)) for one in creations for apart in one.apart]
    if not said:
        return
    there = Organisation.objects.in_workspace(workspace).current().filter(pk__in=[other for _, other in said])
    known = set(there.values_list("pk", flat=True))
    rows = []
    for pk, other in said:
        first, second = doubles.ordered(pk, other)
        if other in known:
            rows.append(
                KeptApart(
                    workspace=workspace,
                    kind=SheetKind.ORGANISATION,
                    one_id=first,
                    other_id=second,
                    reason=SAID_BEFORE,
                    said_by=by,
                    created_at=at,
                )
            )
    KeptApart.objects.bulk_create(rows)


def _keep_former(changes: Sequence[Change], *, workspace: Workspace, at: dt.datetime) -> None:
    """Keep the names and numbers that change, as an edit by hand does; nothing to ask when none does."""
    replaced = {}
    for one in changes:
        earlier = one.before.get("organisation", {})
        values = {name: value for name, value in earlier.items() if name in _FORMER}
        if values and one.organisation is not None:
            replaced[one.pk] = (one.organisation, values)
    if not replaced:
        return
    kept = former.of_changes(replaced, at=at)
    for one in changes:
        if one.pk in kept:
            one.before["former"] = kept[one.pk]
    renamed = [pk for pk, (_, values) in replaced.items() if "name" in values]
    if renamed:
        tell_of_names(renamed, workspace=workspace, at=at)


def tell_of_names(renamed: Sequence[uuid.UUID], *, workspace: Workspace, at: dt.datetime) -> None:
    """Write again the entries of the people of renamed organisations, and have the apps above do as much."""
    tell_all_renamed(renamed, workspace=workspace, at=at)
    here = Person.objects.current().filter(functions__organisation__in=renamed).distinct()
    people = list(here.with_functions().order_by("pk"))
    texts = former.of_people(merged_into__in=people) if people else {}
    entries = [
        former.added(search_entries.of_person(one, functions=_functions_of(one)), texts.get(one.pk, ()))
        for one in people
    ]
    search.index_many(workspace=workspace, entries=entries, at=at)


def _functions_of(person: Person) -> list[str]:
    """Return what a person does now, in words; their functions are fetched."""
    current = [one for one in person.functions.all() if one.ends_on is None]
    return [f"{one.title}, {one.organisation.name}" for one in sorted(current, key=lambda one: str(one.pk))]


def _entries(creations: Iterable[Creation], changes: Sequence[Change]) -> Iterable[search.Entry]:
    for one in creations:
        yield search_entries.of_values(one.pk, {**_BLANK_ORGANISATION, **one.values}, commune=one.commune)
    texts = former.of_organisations(
        organisation__in=[one.pk for one in changes if one.organisation is not None]
    )
    for other in changes:
        if other.organisation is not None:
            entry = search_entries.of_organisation(other.organisation, commune=other.commune)
            yield former.added(entry, texts.get(other.pk, ()))


def _blank(model: type[Model]) -> dict[str, Any]:
    """Return the value of each column of a new row of which nothing is known."""
    columns = [one for one in model._meta.local_concrete_fields if not isinstance(one, GeneratedField)]
    return {column.name: column.get_default() for column in columns}


_BLANK_ORGANISATION = {**_blank(Organisation), "kind": Kind.ASSOCIATION.value}
_BLANK_PROFILE = _blank(Profile)
