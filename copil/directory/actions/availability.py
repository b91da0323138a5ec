"""The verbs of availabilities."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.directory.actions.common import ARCHIVED, changes_of, normalised, record
from copil.directory.models import Availability, Person
from copil.identity.models import User

FIELDS = ("is_absence", "weekdays", "part", "starts_on", "ends_on", "note")


@transaction.atomic
def add(*, by: User, at: dt.datetime, person: Person, values: Mapping[str, Any]) -> Availability:
    """Note when a person is free, or away; ``values`` are any of ``FIELDS``."""
    if person.is_archived:
        raise ActionRefused(ARCHIVED)
    added: Availability = Availability.objects.create(
        workspace=person.workspace, person=person, created_at=at, **_given(values)
    )
    record(added, verb="create", by=by, at=at)
    return added


@transaction.atomic
def update(
    *, by: User, at: dt.datetime, availability: Availability, values: Mapping[str, Any], expected: int
) -> None:
    """Change an availability. Raises ``Conflict`` on a stale version."""
    stored = Availability.objects.select_related("workspace", "person").get(pk=availability.pk)
    given = _given(values)
    changes = changes_of(stored, given)
    for name, value in given.items():
        setattr(stored, name, value)
    save_versioned(stored, fields=list(given), expected=expected)
    if changes:
        record(stored, verb="update", by=by, at=at)


@transaction.atomic
def remove(*, by: User, at: dt.datetime, availability: Availability) -> None:
    """Put an availability aside: it no longer holds."""
    Availability.objects.filter(pk=availability.pk).update(archived_at=at)
    record(availability, verb="archive", by=by, at=at)


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return normalised({name: values[name] for name in FIELDS if name in values})
