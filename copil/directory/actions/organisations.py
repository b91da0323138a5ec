"""The verbs of organisations and of their profile."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from copil.core.errors import ActionRefused, Conflict
from copil.core.text import name_key
from copil.directory import former, search_entries
from copil.directory.actions.common import ARCHIVED, normalised, record, tell_renamed, write
from copil.directory.models import Organisation, Person, Profile
from copil.directory.rules import identifiers
from copil.directory.rules import profile as profile_rules
from copil.identity.models import User, Workspace, reference
from copil.search import actions as search

FIELDS = (
    "name", "acronym", "kind", "purpose", "siren", "siret", "rna", "external_ref", "address", "postal_code",
    "commune", "phone", "email", "website", "internal_note",
)  # fmt: skip  # a table reads by its lines
IDENTIFIERS = {"siret": "SIRET", "rna": "numéro RNA", "external_ref": "numéro de référence"}


@transaction.atomic
def create(
    *, by: User | None, at: dt.datetime, workspace: Workspace, values: Mapping[str, Any]
) -> Organisation:
    """Add an organisation; ``values`` are any of ``FIELDS``, already checked by a form or by the caller."""
    full = _completed(values)
    organisation = Organisation(workspace=workspace, created_at=at, **full)
    _refuse_duplicate(organisation)
    try:
        with transaction.atomic():
            organisation.save(force_insert=True)
    except IntegrityError as error:
        raise ActionRefused(_taken("identifiant", "une autre organisation")) from error
    search.index_many(workspace=workspace, entries=[search_entries.of_organisation(organisation)], at=at)
    record(organisation, verb="create", by=by, at=at, changes={"kind": organisation.kind})
    return organisation


@transaction.atomic
def update(
    *, by: User, at: dt.datetime, organisation: Organisation, values: Mapping[str, Any], expected: int
) -> bool:
    """Change an organisation; tell whether anything changed. Raises ``Conflict`` on a stale version."""
    stored = _locked(organisation)
    before = vars(stored).copy()
    full = _completed(values)
    _refuse_duplicate(stored, full)
    try:
        with transaction.atomic():
            changes = write(stored, full, expected=expected, derived=("name_key",))
    except IntegrityError as error:
        raise ActionRefused(_taken("identifiant", "une autre organisation")) from error
    if not changes:
        return False
    former.of_change(stored, before=before, at=at)
    _index(stored, at=at, people="name" in changes)
    if "name" in changes:
        tell_renamed(stored, at=at)
    record(stored, verb="update", by=by, at=at, changes=changes)
    return True


@transaction.atomic
def save_profile(
    *, by: User, at: dt.datetime, organisation: Organisation, values: Mapping[str, Any], expected: int
) -> bool:
    """Write answers of the profile; ``expected`` is 0 when the person saw none.

    Tells whether anything changed. Raises ``Conflict`` on a stale version.
    """
    locked = _locked(organisation)
    if locked.is_archived:
        raise ActionRefused(ARCHIVED)
    given = normalised({name: values[name] for name in profile_rules.FIELDS if name in values})
    stored = Profile.objects.filter(organisation=locked).first()
    if stored is None:
        if expected != 0:
            raise Conflict
        stored = Profile.objects.create(
            workspace=locked.workspace, organisation=locked, version=0, created_at=at
        )
    changes = write(stored, given, expected=expected)
    if changes:
        record(locked, verb="save_profile", by=by, at=at, changes=changes)
    return bool(changes)


@transaction.atomic
def archive(*, by: User, at: dt.datetime, organisation: Organisation) -> None:
    """Put an organisation aside: out of lists, choices and search, with all that is known of it."""
    stored = _locked(organisation)
    if stored.is_archived:
        raise ActionRefused("Cette organisation est déjà archivée.")
    Organisation.objects.filter(pk=stored.pk).update(archived_at=at, version=stored.version + 1)
    kind, identifier = reference(stored)
    search.archive(kind=kind, object_id=identifier)
    record(stored, verb="archive", by=by, at=at)


@transaction.atomic
def restore(*, by: User, at: dt.datetime, organisation: Organisation) -> None:
    """Take an organisation out of the archive."""
    stored = _locked(organisation)
    if not stored.is_archived:
        raise ActionRefused("Cette organisation n’est pas archivée.")
    if stored.merged_into_id is not None:
        raise ActionRefused("Cette fiche a été réunie avec une autre : annulez plutôt la fusion.")
    _refuse_duplicate(stored)
    Organisation.objects.filter(pk=stored.pk).update(archived_at=None, version=stored.version + 1)
    _index(stored, at=at, people=False)
    record(stored, verb="restore", by=by, at=at)


def duplicate_of(
    *, workspace: Workspace, field: str, value: str, other_than: Organisation | None = None
) -> Organisation | None:
    """Return the organisation of the workspace that already has an identifier, archived ones left out."""
    if not value:
        return None
    found = Organisation.objects.in_workspace(workspace).current().filter(**{field: value})
    if other_than is not None:
        found = found.exclude(pk=other_than.pk)
    first: Organisation | None = found.order_by("pk").first()
    return first


def _completed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with what follows from them: the sorting key, and the SIREN a SIRET begins with."""
    full = normalised({name: values[name] for name in FIELDS if name in values})
    if "name" in full:
        full["name_key"] = name_key(full["name"])
    if full.get("siret"):
        full["siren"] = identifiers.siren_of(siren=full.get("siren", ""), siret=full["siret"])
    return full


def _refuse_duplicate(organisation: Organisation, values: Mapping[str, Any] | None = None) -> None:
    for field, label in IDENTIFIERS.items():
        value = (values or {}).get(field, getattr(organisation, field))
        other = duplicate_of(
            workspace=organisation.workspace, field=field, value=value, other_than=organisation
        )
        if other is not None:
            raise ActionRefused(_taken(label, other.name))


def _taken(label: str, name: str) -> str:
    return f"Ce {label} est déjà celui de « {name} » : complétez cette fiche plutôt que d’en créer une autre."


def _locked(organisation: Organisation) -> Organisation:
    found = Organisation.objects.select_for_update(of=("self",)).select_related("workspace", "commune")
    locked: Organisation = found.get(pk=organisation.pk)
    return locked


def _index(organisation: Organisation, *, at: dt.datetime, people: bool) -> None:
    """Write the entry of an organisation, and those of its people, which repeat its name."""
    entries = [former.entry_of_organisation(organisation)]
    if people:
        here = Person.objects.current().filter(functions__organisation=organisation).distinct()
        entries += [former.entry_of_person(person) for person in here.order_by("pk")]
    search.index_many(workspace=organisation.workspace, entries=entries, at=at)
