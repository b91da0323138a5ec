"""Share people out: begin with those of an event, say what counts, have it proposed, change it by hand."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from copil.core.errors import ActionRefused
from copil.core.locking import save_versioned
from copil.directory.models import Function, Organisation, Person
from copil.identity.models import User, Workspace
from copil.initiatives.models import Initiative
from copil.meetings.models import Meeting, Participant
from copil.workshops import grouping
from copil.workshops.actions.common import locked_draft, record
from copil.workshops.enums.groups import Tie
from copil.workshops.models import Allocation, GroupMember, Place, PlaceTie, WorkingGroup
from copil.workshops.rules import groups as group_rules

SETTINGS = (
    "seed",
    "type_weight",
    "organisation_weight",
    "service_weight",
    "wish_weight",
    "territory",
    "sizes",
)
DESCRIBED = ("kind", "other_service", "first_wish", "second_wish")
MOST_PEOPLE = 200
_LOCKED = "Cette place est fixée : libérez-la d’abord."
_TOO_FEW = "Il faut au moins deux groupes et autant de participants que de groupes."


@transaction.atomic
def begin(
    *,
    workspace: Workspace,
    initiative: Initiative,
    event: Meeting | None,
    people: Sequence[Person],
    by: User | None,
    at: dt.datetime,
) -> Allocation:
    """Begin an allocation with those expected at an event, the members of the groups, and people chosen.

    A first proposal is made at once.
    """
    pool = _pool(initiative, event, people)
    groups = WorkingGroup.objects.current().filter(initiative=initiative).count()
    if groups < 2 or len(pool) < groups:
        raise ActionRefused(_TOO_FEW)
    if len(pool) > MOST_PEOPLE:
        raise ActionRefused(f"Une répartition compte {MOST_PEOPLE} personnes au plus.")
    allocation: Allocation = Allocation.objects.create(
        workspace=workspace, initiative=initiative, event=event, created_at=at
    )
    Place.objects.bulk_create(
        Place(
            workspace=workspace,
            allocation=allocation,
            person=person,
            organisation=organisation,
            kind=group_rules.type_of(organisation.kind if organisation else None),
            created_at=at,
        )
        for person, organisation in pool
    )
    _propose(allocation)
    record(allocation, verb="begin", by=by, at=at, changes={"people": len(pool)})
    return allocation


@transaction.atomic
def settle(
    *, allocation: Allocation, values: Mapping[str, Any], expected: int, by: User, at: dt.datetime
) -> Allocation:
    """Change what counts and the seed, then propose again; what is fixed stays."""
    held = locked_draft(allocation)
    for name in SETTINGS:
        if name in values:
            setattr(held, name, values[name])
    save_versioned(held, fields=list(SETTINGS), expected=expected)
    _propose(held)
    record(held, verb="settle", by=by, at=at, changes={"seed": held.seed})
    return held


@transaction.atomic
def run(*, allocation: Allocation, by: User, at: dt.datetime) -> Allocation:
    """Propose again with the same seed; what is fixed stays."""
    held = locked_draft(allocation)
    _propose(held)
    record(held, verb="run", by=by, at=at, changes={"seed": held.seed})
    return held


@transaction.atomic
def describe(*, place: Place, values: Mapping[str, Any], expected: int, by: User, at: dt.datetime) -> Place:
    """Say what somebody counts as and wishes; nobody moves until it is proposed again."""
    held = locked_draft(place.allocation)
    for name in DESCRIBED:
        setattr(place, name, values[name])
    save_versioned(place, fields=list(DESCRIBED), expected=expected)
    record(held, verb="describe", by=by, at=at, changes={"person": str(place.person)})
    return place


@transaction.atomic
def move(*, place: Place, group: WorkingGroup, against: Sequence[Place], by: User, at: dt.datetime) -> None:
    """Put somebody in another group, in exchange of others or not."""
    held = locked_draft(place.allocation)
    stored = Place.objects.current().filter(allocation=held)
    now = {one.pk: one for one in stored.filter(pk__in=[place.pk, *(one.pk for one in against)])}
    if any(one.locked for one in now.values()) or len(now) != 1 + len(against):
        raise ActionRefused(_LOCKED)
    before = now[place.pk].group_id
    stored.filter(pk=place.pk).update(group=group, version=now[place.pk].version + 1)
    for one in against:
        if now[one.pk].group_id != group.pk:
            raise ActionRefused("Cette personne a changé de groupe entre-temps. Relisez avant d’échanger.")
        stored.filter(pk=one.pk).update(group=before, version=now[one.pk].version + 1)
    record(held, verb="move", by=by, at=at, changes={"person": str(place.person), "group": group.theme})


@transaction.atomic
def lock(*, place: Place, locked: bool, by: User, at: dt.datetime) -> None:
    """Keep somebody where they are when it is proposed again, or let them go."""
    held = locked_draft(place.allocation)
    if locked and place.group_id is None:
        raise ActionRefused("Choisissez d’abord son groupe.")
    Place.objects.filter(pk=place.pk).update(locked=locked, version=place.version + 1)
    verb = "lock" if locked else "unlock"
    record(held, verb=verb, by=by, at=at, changes={"person": str(place.person)})


@transaction.atomic
def tie(*, place: Place, other: Place, kind: Tie, by: User, at: dt.datetime) -> PlaceTie:
    """Say that two people must, or must not, be together."""
    held = locked_draft(place.allocation)
    one, two = sorted((place, other), key=lambda each: each.pk)
    if one.pk == two.pk:
        raise ActionRefused("Choisissez une autre personne.")
    if PlaceTie.objects.current().filter(one=one, other=two).exists():
        raise ActionRefused("Ces deux personnes sont déjà liées : retirez d’abord ce lien.")
    made: PlaceTie = PlaceTie.objects.create(
        workspace=held.workspace, allocation=held, one=one, other=two, tie=kind, created_at=at
    )
    record(held, verb="tie", by=by, at=at, changes={"person": str(place.person), "other": str(other.person)})
    return made


@transaction.atomic
def untie(*, tie: PlaceTie, by: User, at: dt.datetime) -> None:
    """Forget what two people were to each other."""
    held = locked_draft(tie.allocation)
    PlaceTie.objects.current().filter(pk=tie.pk).update(archived_at=at, version=tie.version + 1)
    changes = {"person": str(tie.one.person), "other": str(tie.other.person)}
    record(held, verb="untie", by=by, at=at, changes=changes)


def _propose(allocation: Allocation) -> None:
    shared = grouping.read(allocation)
    if len(shared.groups) < 2 or len(shared.places) < len(shared.groups):
        raise ActionRefused(_TOO_FEW)
    found = grouping.propose(shared)
    groups = {str(one.pk): one for one in shared.groups}
    for one in shared.places:
        one.group = groups[found.places[str(one.pk)]]
    Place.objects.bulk_update(shared.places, ["group", "locked"])
    Allocation.objects.filter(pk=allocation.pk).update(proven=found.proven)


def _pool(
    initiative: Initiative, event: Meeting | None, people: Sequence[Person]
) -> list[tuple[Person, Organisation | None]]:
    """Return who is to be shared out, each with the organisation they come for."""
    known: dict[Any, tuple[Person, Organisation | None]] = {}
    expected = Participant.objects.current().filter(meeting=event) if event else Participant.objects.none()
    members = GroupMember.objects.current().filter(
        group__in=WorkingGroup.objects.current().filter(initiative=initiative).values("pk")
    )
    for rows in (members, expected):
        for one in rows.select_related("person", "organisation").order_by("person__name_key", "pk"):
            known.setdefault(one.person_id, (one.person, one.organisation))
    for person in people:
        known.setdefault(person.pk, (person, None))
    bare = [pk for pk, (_, organisation) in known.items() if organisation is None]
    functions = Function.objects.current().filter(person__in=bare, ends_on=None)
    for one in functions.select_related("organisation").order_by("-is_contact", "pk"):
        person, organisation = known[one.person_id]
        known[one.person_id] = (person, organisation or one.organisation)
    return sorted(known.values(), key=lambda pair: (pair[0].name_key, pair[0].pk))
