"""Who is to be shared out: one more, one fewer."""

import datetime as dt

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.directory.models import Function, Person
from copil.identity.models import User
from copil.workshops.actions.allocating import MOST_PEOPLE
from copil.workshops.actions.common import locked_draft, record
from copil.workshops.models import Allocation, Place, PlaceTie
from copil.workshops.rules import groups as group_rules


@transaction.atomic
def add_place(*, allocation: Allocation, person: Person, by: User, at: dt.datetime) -> Place:
    """Share somebody out too; they have no group until it is proposed again."""
    held = locked_draft(allocation)
    there = Place.objects.current().filter(allocation=held)
    if there.filter(person=person).exists():
        raise ActionRefused("Cette personne est déjà dans la répartition.")
    if there.count() >= MOST_PEOPLE:
        raise ActionRefused(f"Une répartition compte {MOST_PEOPLE} personnes au plus.")
    functions = Function.objects.current().filter(person=person, ends_on=None).select_related("organisation")
    function = functions.order_by("-is_contact", "pk").first()
    organisation = function.organisation if function else None
    place: Place = Place.objects.create(
        workspace=held.workspace,
        allocation=held,
        person=person,
        organisation=organisation,
        kind=group_rules.type_of(organisation.kind if organisation else None),
        created_at=at,
    )
    record(held, verb="add_place", by=by, at=at, changes={"person": str(person)})
    return place


@transaction.atomic
def remove_place(*, place: Place, by: User, at: dt.datetime) -> None:
    """No longer share somebody out; their ties go with them."""
    held = locked_draft(place.allocation)
    for side in ("one", "other"):
        PlaceTie.objects.current().filter(**{side: place}).update(archived_at=at)
    Place.objects.current().filter(pk=place.pk).update(archived_at=at, version=place.version + 1)
    record(held, verb="remove_place", by=by, at=at, changes={"person": str(place.person)})
