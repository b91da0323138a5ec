"""An organisation or a person as two things that can be brought together: their values, side by side."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Max

from copil.directory.actions.organisations import FIELDS as ORGANISATION_FIELDS
from copil.directory.actions.people import PERSON_FIELDS
from copil.directory.models import Organisation, Person, Profile
from copil.directory.rules import merging
from copil.directory.rules.merging import Difference, Side
from copil.directory.rules.profile import FIELDS as PROFILE_FIELDS
from copil.identity.models import reference
from copil.journal.models import JournalEntry

Sheet = Organisation | Person
_IDENTIFIERS = ("siret", "rna", "siren", "external_ref")


def fields_of(sheet: Sheet) -> Sequence[str]:
    """Return the fields of a sheet that people fill."""
    return ORGANISATION_FIELDS if isinstance(sheet, Organisation) else PERSON_FIELDS


def values_of(sheet: Sheet) -> dict[str, Any]:
    """Return what a sheet says, the profile of an organisation included."""
    values = {name: getattr(sheet, name) for name in fields_of(sheet)}
    profile = profile_of(sheet)
    if isinstance(sheet, Organisation):
        values |= {name: getattr(profile, name) if profile else _EMPTY[name] for name in PROFILE_FIELDS}
    return values


def profile_of(sheet: Sheet) -> Profile | None:
    """Return the profile of an organisation, None when it has none (or is a person)."""
    return getattr(sheet, "profile", None) if isinstance(sheet, Organisation) else None


def differences(one: Sheet, other: Sheet) -> tuple[str, list[Difference]]:
    """Return which of two sheets is better kept, and on what they differ.

    When only one of them has a profile it follows as it is: its answers are no choice to make.
    """
    first = merging.first_of(_side(one), _side(other))
    fields = [*fields_of(one)]
    if profile_of(one) is not None and profile_of(other) is not None:
        fields += PROFILE_FIELDS
    mine, theirs = values_of(one), values_of(other)
    return first, merging.differences(mine, theirs, fields=fields, first=first)


def _side(sheet: Sheet) -> Side:
    values = values_of(sheet)
    if isinstance(sheet, Organisation):
        identifiers = sum(bool(values[name]) for name in _IDENTIFIERS)
    else:
        identifiers = int(sheet.user_id is not None)
    return Side(identifiers, _changed_at(sheet), sum(value not in (None, "") for value in values.values()))


def _changed_at(sheet: Sheet) -> dt.datetime:
    kind, identifier = reference(sheet)
    lines = JournalEntry.objects.filter(workspace=sheet.workspace_id, object_kind=kind, object_id=identifier)
    last: dt.datetime | None = lines.aggregate(last=Max("at"))["last"]
    return last or sheet.created_at


_NO_ANSWERS = Profile()
_EMPTY: dict[str, Any] = {name: getattr(_NO_ANSWERS, name) for name in PROFILE_FIELDS}
